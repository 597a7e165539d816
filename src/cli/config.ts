/** `.pedigree.yaml` at the scan root: data only, nothing is loaded from elsewhere. */
import { isMap, isSeq, LineCounter, parseDocument } from 'yaml';
import type { SuppressionRule } from '../gate/index.ts';
import type { Catalogue } from '../rules/catalogue.ts';
import { parseRule } from '../rules/load.ts';
import { configSchema, type ConfigFile } from '../rules/config-schema.ts';
import { policySchemaFor } from '../rules/policy-names.ts';
import type { PolicyFile } from '../rules/policy-schema.ts';
import { UsageError } from '../usage-error.ts';
import { messageOf } from '../thrown.ts';
import { leavesOut } from './left-out.ts';

/** What a configuration says. */
export interface Config {
  readonly policy: string | null;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly suppressions: readonly SuppressionRule[];
}

/**
 * A configuration; `path` is where it lies, `name` what a mistake in it is told with.
 * @throws UsageError naming file, line and key of a mistake.
 */
export function parseConfig(path: string, name: string, text: string): Config {
  const { policy = null, include, exclude, suppressions } = checked(name, () => parseRule(name, text, configSchema));
  const lines = suppressions.length > 0 ? linesOfSuppressions(text) : [];
  return { policy, include, exclude, suppressions: suppressions.map((one, at) => suppressionOf(path, one, lines[at] ?? 1)) };
}

/**
 * A policy file; the rules must know what it names.
 * @throws UsageError naming file, line and key of a mistake.
 */
export function parsePolicy(name: string, text: string, catalogue: Catalogue): PolicyFile {
  return checked(name, () => parseRule(name, text, policySchemaFor(catalogue)));
}

/** A parser that gives up (aliases without end, nesting) says so in an error of its own. */
function checked<T>(name: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    const message = messageOf(error);
    throw error instanceof UsageError && message.startsWith(`${name}:`) ? error : new UsageError(`${name}: ${message}`);
  }
}

function suppressionOf(path: string, one: ConfigFile['suppressions'][number], line: number): SuppressionRule {
  const { rule = null, family = null, model = null, fingerprint = null, paths, reason, owner = null, expires = null } = one;
  const covers = paths === undefined ? () => true : leavesOut([], paths);
  return { rules: rule, families: family, models: model, fingerprints: fingerprint, covers, reason, owner, expires, path, line };
}

function linesOfSuppressions(text: string): number[] {
  const counter = new LineCounter();
  const { contents } = parseDocument(text, { lineCounter: counter, prettyErrors: false, uniqueKeys: false, logLevel: 'silent' });
  const list = isMap(contents) ? contents.get('suppressions', true) : null;
  if (!isSeq(list)) return [];
  return list.items.map((item) => {
    const range = typeof item === 'object' && item !== null && 'range' in item && Array.isArray(item.range) ? Number(item.range[0]) : 0;
    return counter.linePos(range).line;
  });
}
