/** Findings that are known already: a file with one entry a line, or an earlier JSON report. */
import { KINDS, LEVELS, type Component, type Finding, type RuleDescription } from '../types.ts';
import { UsageError } from '../usage-error.ts';
import { contentOf, lookupOf, substancesOf, type Lookup, type Substance } from './content.ts';
import { isRecord, isText, parsedJson, recordsOf, type JsonRecord } from './values.ts';

/** A known finding. No line number: moved lines, moved code and renamed files keep it. */
export interface BaselineEntry {
  readonly path: string;
  readonly ruleId: string;
  readonly component: string;
  readonly fingerprint: string;
  /** See contentOf. */
  readonly content: string;
}

/** Which findings are known, and which entries no finding needs. */
export interface Known {
  readonly findings: ReadonlySet<Finding>;
  readonly unmatched: readonly BaselineEntry[];
}

const HEAD = { pedigree: 'baseline', version: 1 };

/** The entries of some findings, sorted by path, rule and component. */
export function entriesOf(findings: readonly Finding[], components: readonly Component[]): BaselineEntry[] {
  const lookup = lookupOf(components);
  return sorted(
    findings.map((finding) => ({
      path: finding.locations[0]?.path ?? '',
      ruleId: finding.ruleId,
      component: finding.component,
      fingerprint: finding.fingerprint,
      content: contentOf(substancesOf(finding, lookup)),
    })),
  );
}

/** Entries as a file: a line that names the format, then one entry a line. */
export function formatBaseline(entries: readonly BaselineEntry[]): string {
  const lines = sorted(entries).map(({ path, ruleId, component, fingerprint, content }) =>
    JSON.stringify({ path, ruleId, component, fingerprint, content }),
  );
  return [JSON.stringify(HEAD), ...new Set(lines)].map((line) => `${line}\n`).join('');
}

/**
 * The entries of a baseline file or of a JSON report.
 * @throws UsageError naming file and line of what is neither.
 */
export function parseBaseline(name: string, text: string): BaselineEntry[] {
  const report = reportIn(text);
  if (report !== null) return entriesOfReport(name, report);
  const lines = text.split(/\r?\n/);
  return sorted(lines.flatMap((line, index) => (line.trim() === '' ? [] : entryOf(name, line, index + 1))));
}

/**
 * Matches by fingerprint; then, one to one, what is left by rule, component and content; then by component and content alone, where the
 * entry's rule was as grave or graver: how a model is reached may be told by the folder that it stands in.
 */
export function matchKnown(
  findings: readonly Finding[],
  components: readonly Component[],
  entries: readonly BaselineEntry[],
  rules: readonly Pick<RuleDescription, 'id' | 'level'>[],
): Known {
  const byFingerprint = new Map(entries.map((entry) => [entry.fingerprint, entry]));
  const known = new Set(findings.filter(({ fingerprint }) => byFingerprint.has(fingerprint)));
  const used = new Set([...known].map(({ fingerprint }) => fingerprint));
  const left = [...byFingerprint.values()].filter(({ fingerprint }) => !used.has(fingerprint));
  const lookup = lookupOf(left.length === 0 ? [] : components);
  const levels = new Map(rules.map(({ id, level }) => [id, LEVELS.indexOf(level)]));
  const isMilder = (finding: Finding, { ruleId }: BaselineEntry) => LEVELS.indexOf(finding.level) >= (levels.get(ruleId) ?? LEVELS.length);
  for (const [isSameRule, fits] of [[true, () => true] as const, [false, isMilder] as const]) {
    const others = left.length === 0 ? [] : findings.filter((finding) => !known.has(finding));
    const unused = left.filter(({ fingerprint }) => !used.has(fingerprint));
    for (const [finding, entry] of moves(others, unused, lookup, isSameRule, fits)) {
      known.add(finding);
      used.add(entry.fingerprint);
    }
  }
  return { findings: known, unmatched: left.filter(({ fingerprint }) => !used.has(fingerprint)) };
}

/** Pairs of a finding and the entry that it was; of several alike, the one whose file had the same name. */
function moves(
  findings: readonly Finding[],
  entries: readonly BaselineEntry[],
  lookup: Lookup,
  isSameRule: boolean,
  fits: (finding: Finding, entry: BaselineEntry) => boolean,
): [Finding, BaselineEntry][] {
  const keyOf = ({ ruleId, component, content }: Pick<BaselineEntry, 'ruleId' | 'component' | 'content'>) =>
    [isSameRule ? ruleId : '', component, content].join('\0');
  const byContent = new Map<string, BaselineEntry[]>();
  for (const entry of entries) {
    const alike = byContent.get(keyOf(entry));
    if (alike === undefined) byContent.set(keyOf(entry), [entry]);
    else alike.push(entry);
  }
  return findings.flatMap((finding): [Finding, BaselineEntry][] => {
    const alike = byContent.get(keyOf({ ...finding, content: contentOf(substancesOf(finding, lookup)) })) ?? [];
    const name = nameOf(finding.locations[0]?.path ?? '');
    const fitting = alike.filter((entry) => fits(finding, entry));
    const entry = fitting.find(({ path }) => nameOf(path) === name) ?? fitting[0];
    if (entry === undefined) return [];
    alike.splice(alike.indexOf(entry), 1);
    return [[finding, entry]];
  });
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function sorted(entries: readonly BaselineEntry[]): BaselineEntry[] {
  const key = ({ path, ruleId, component, fingerprint }: BaselineEntry) => [path, ruleId, component, fingerprint].join('\0');
  return entries
    .map((entry) => ({ entry, key: key(entry) }))
    .sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)))
    .map(({ entry }) => entry);
}

function entryOf(name: string, line: string, number: number): BaselineEntry[] {
  const value = parsedJson(line);
  if (!isRecord(value)) throw new UsageError(`${name}:${number}: not an entry of a baseline, nor a JSON report`);
  if (value['pedigree'] === HEAD.pedigree) {
    if (value['version'] !== HEAD.version) throw new UsageError(`${name}:${number}: a baseline of another version`);
    return [];
  }
  const { path, ruleId, component, fingerprint, content } = value;
  if (!isText(path) || !isText(ruleId) || !isText(component) || !isText(fingerprint) || !isText(content)) {
    throw new UsageError(`${name}:${number}: an entry needs path, ruleId, component, fingerprint and content`);
  }
  return [{ path, ruleId, component, fingerprint, content }];
}

/** The value of a text that is one JSON document with findings. */
function reportIn(text: string): JsonRecord | null {
  const value = /^\s*\{/.test(text) ? parsedJson(text) : null;
  return isRecord(value) && Array.isArray(value['findings']) ? value : null;
}

/** Accepted findings of a report are not known ones: what accepted them must still stand. */
function entriesOfReport(name: string, report: JsonRecord): BaselineEntry[] {
  const substances = substancesOfReport(report);
  return sorted(
    recordsOf(report['findings']).flatMap((finding) => {
      const { ruleId, component, fingerprint } = finding;
      if (!isText(ruleId) || !isText(component) || !isText(fingerprint)) {
        throw new UsageError(`${name}: a finding of the report has no ruleId, component or fingerprint`);
      }
      if (recordsOf(finding['suppressions']).length > 0) return [];
      const locations = recordsOf(finding['locations']);
      const content = contentOf(locations.flatMap((location) => substances.get(reportKey(component, location)) ?? []));
      return [{ path: String(locations[0]?.['path'] ?? ''), ruleId, component, fingerprint, content }];
    }),
  );
}

function substancesOfReport(report: JsonRecord): Map<string, Substance> {
  const found = new Map<string, Substance>();
  for (const { id, occurrences } of recordsOf(report['components'])) {
    for (const occurrence of recordsOf(occurrences)) {
      const { kind, value, context } = occurrence;
      if (isText(id) && isKind(kind) && isText(value) && isText(context)) found.set(reportKey(id, occurrence), { kind, value, context });
    }
  }
  return found;
}

function reportKey(component: string, { path, line, column }: JsonRecord): string {
  return `${String(line)}:${String(column)}:${component}\0${String(path)}`;
}

function isKind(value: unknown): value is Substance['kind'] {
  return KINDS.some((kind) => kind === value);
}
