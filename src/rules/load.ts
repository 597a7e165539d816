/** Reads and checks a rules folder. Only the build, `--rules` and `rules check` do this; a scan starts from what compile.ts made of it. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, isNode, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { UsageError } from '../usage-error.ts';
import { messageOf } from '../thrown.ts';
import type { Catalogue } from './catalogue.ts';
import { hashOf } from './digest.ts';
import { mistakeWords } from './mistake.ts';
import { policySchemaFor } from './policy-names.ts';
import { SCHEMAS, type RuleFiles } from './schema.ts';

/**
 * Every rule file below `folder`, by kind, in order of file name.
 * @throws UsageError naming file, line, column and key of the first mistakes.
 */
export function loadRules(folder: string): RuleFiles {
  return {
    developers: loadKind(folder, 'developers', SCHEMAS.developers),
    families: loadKind(folder, 'families', SCHEMAS.families),
    hosts: loadKind(folder, 'hosts', SCHEMAS.hosts),
    clients: loadKind(folder, 'clients', SCHEMAS.clients),
    lineage: loadKind(folder, 'lineage', SCHEMAS.lineage),
    fingerprints: loadKind(folder, 'fingerprints', SCHEMAS.fingerprints),
    policies: loadKind(folder, 'policies', SCHEMAS.policies),
  };
}

/**
 * The rule files of a team's own folder. What is given on purpose and not read would be a rule that never holds, and nobody would see it.
 * @throws UsageError as `loadRules` does, and for a folder without a rule file or a YAML file where no rule is looked for.
 */
export function loadOwnRules(folder: string): RuleFiles {
  const kinds = Object.keys(SCHEMAS);
  const where = `rules lie in ${kinds.join('/, ')}/ of that folder, each as ID.yaml`;
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) throw new UsageError(`${folder}: no such folder`);
  const found = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .flatMap(({ name }) => namesIn(join(folder, name)).flatMap((file) => (YAML.test(file) ? [{ kind: name, file }] : [])));
  const stray = found.find(({ kind, file }) => !kinds.includes(kind) || !file.endsWith('.yaml'));
  if (stray !== undefined) throw new UsageError(`${folder}/${stray.kind}/${stray.file}: would not be read; ${where}`);
  if (found.length === 0) throw new UsageError(`${folder}: holds no rule; ${where}`);
  return loadRules(folder);
}

/**
 * Checks that the policies of a team's own folder speak of what there is.
 * @throws UsageError naming file, line, column and key of a name that `catalogue` does not know.
 */
export function checkPolicies(folder: string, catalogue: Catalogue): void {
  loadKind(folder, 'policies', policySchemaFor(catalogue));
}

const YAML = /\.ya?ml$/i;

/** SHA-256 over names and contents of all rule files below `folder`, 64 hex digits. */
export function digestRules(folder: string): string {
  const hash = hashOf('sha256');
  for (const kind of Object.keys(SCHEMAS)) {
    for (const path of filesOf(folder, kind)) hash.update(path.slice(folder.length)).update(textOf(path));
  }
  return hash.digest('hex');
}

const ONE_DOCUMENT = 'a second document begins here, and would not count; write one';

/**
 * One YAML text checked against a schema.
 * @throws UsageError with one line for each mistake: `path:line:column: key: what is wrong`.
 */
export function parseRule<S extends z.ZodType>(path: string, text: string, schema: S): z.output<S> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const place = (offset: number) => `${path}:${lines.linePos(offset).line}:${lines.linePos(offset).col}`;
  if (document.errors.length > 0) {
    const wordsOf = ({ code, message }: (typeof document.errors)[number]) => (code === 'MULTIPLE_DOCS' ? ONE_DOCUMENT : message);
    throw new UsageError(document.errors.map((error) => `${place(error.pos[0])}: ${wordsOf(error)}`).join('\n'));
  }
  const checked = schema.safeParse(valueOf(document, path), { error: mistakeWords });
  if (checked.success) return checked.data;
  const rows = checked.error.issues.map((mistake) =>
    [place(offsetOf(document, mistake)), ...(mistake.path.length > 0 ? [mistake.path.join('.')] : []), mistake.message].join(': '),
  );
  throw new UsageError(rows.join('\n'));
}

/** Aliases without an anchor, or without end, are found only when the value is made. */
function valueOf(document: Document, path: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    throw new UsageError(`${path}:1:1: ${messageOf(error)}`);
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`${path}: cannot be read: ${messageOf(error)}`);
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    throw new UsageError(`${folder}: cannot be read: ${messageOf(error)}`);
  }
}

function loadKind<S extends z.ZodType<{ id: string }>>(folder: string, kind: string, schema: S): z.output<S>[] {
  return filesOf(folder, kind).map((path) => {
    const rule = parseRule(path, textOf(path), schema);
    if (!path.endsWith(`/${rule.id}.yaml`)) throw new UsageError(`${path}:1:1: id: must equal the file's name, found ${rule.id}`);
    return rule;
  });
}

function filesOf(folder: string, kind: string): string[] {
  const path = join(folder, kind);
  if (!existsSync(path)) return [];
  return namesIn(path)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => join(path, name));
}

/** Where a mistake is: at the key that nobody knows, else at the nearest node that exists on the way to its path. */
function offsetOf(document: Document, mistake: z.core.$ZodIssue): number {
  const { path } = mistake;
  const key = mistake.code === 'unrecognized_keys' ? keyIn(document, path, mistake.keys[0]) : undefined;
  const nodes = path.map((_, at) => document.getIn(path.slice(0, path.length - at), true));
  return [key, ...nodes].find(isNode)?.range?.[0] ?? 0;
}

function keyIn(document: Document, path: readonly PropertyKey[], name: string | undefined): unknown {
  const map: unknown = path.length === 0 ? document.contents : document.getIn(path, true);
  return isMap(map) ? map.items.map(({ key }) => key).find((key) => isScalar(key) && String(key.value) === name) : undefined;
}
