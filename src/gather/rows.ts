/** What a file says <-> numbers, texts and lists of texts, one after the other. */
import type { Ignore } from '../gate/index.ts';
import { LEVELS, type Diagnostic, type Evidence, type Form, type PackageFacts } from '../types.ts';
import type { Said } from './one.ts';

/** Takes what is written, in order. */
export interface Writer {
  readonly number: (one: number) => void;
  readonly text: (one: string) => void;
  readonly list: (all: readonly string[]) => void;
}

/** Gives the same, in order. Nothing, where there is nothing any more. */
export interface Reader {
  readonly number: () => number;
  readonly text: () => string;
  readonly list: () => readonly string[];
  /** So many things are left. */
  readonly left: () => number;
}

const FORMS: readonly Form[] = ['string', 'key', 'identifier', 'import', 'package', 'word', 'architecture', 'base', 'file'];
/** What a piece of evidence has beside what each one has. */
const [IS_MENTION, IS_WHOLE, HAS_PACKAGE, HAS_VERSION, IS_WITHIN, IS_BOUND, IS_CALLED, IS_TAKEN] = [1, 2, 4, 8, 16, 32, 64, 128];
const NO_SETTINGS = -1;

/** Writes what a file says; its path is not written. */
export function writeSaid(to: Writer, { evidence, settings, diagnostics, ignores, waits }: Said): void {
  to.number(evidence.length);
  for (const one of evidence) writeEvidence(to, one);
  to.number(settings?.length ?? NO_SETTINGS);
  for (const one of settings ?? []) writeEvidence(to, one);
  to.number(diagnostics.length);
  for (const one of diagnostics) writeDiagnostic(to, one);
  to.number(ignores.length);
  for (const one of ignores) writeIgnore(to, one);
  to.list([...(waits ?? [])]);
}

/** Reads what a file says, which is called `path`. */
export function readSaid(from: Reader, path: string): Said {
  const several = <T>(count: number, read: (from: Reader, path: string) => T): T[] =>
    Array.from({ length: Math.min(count, from.left()) }, () => read(from, path));
  const evidence = several(from.number(), readEvidence);
  const count = from.number();
  const settings = count === NO_SETTINGS ? undefined : several(count, readEvidence);
  const diagnostics = several(from.number(), readDiagnostic);
  const ignores = several(from.number(), readIgnore);
  const waits = from.list();
  return { evidence, ...(settings && { settings }), diagnostics, ignores, ...(waits.length > 0 && { waits: new Set(waits) }) };
}

function writeEvidence(to: Writer, one: Evidence): void {
  const { package: facts, within, binding, given, module } = one;
  to.number(flagsOf(one));
  to.number(FORMS.indexOf(one.form));
  to.text(one.value);
  to.number(one.location.line);
  to.number(one.location.column);
  to.number(one.location.endColumn);
  to.list(one.keys);
  to.text(one.scope);
  to.text(one.extractor);
  if (facts) to.text(facts.ecosystem);
  if (facts && facts.version !== null) to.text(facts.version);
  if (facts) to.list(facts.dependencyPath);
  if (within) to.list(within);
  if (binding !== undefined) to.text(binding);
  if (given) to.list(given);
  if (module !== undefined) to.text(module);
}

function flagsOf({ usage, whole, package: facts, within, binding, given, module }: Evidence): number {
  return (
    (usage === 'mention' ? IS_MENTION : 0) |
    (whole ? IS_WHOLE : 0) |
    (facts ? HAS_PACKAGE : 0) |
    (typeof facts?.version === 'string' ? HAS_VERSION : 0) |
    (within ? IS_WITHIN : 0) |
    (binding === undefined ? 0 : IS_BOUND) |
    (given ? IS_CALLED : 0) |
    (module === undefined ? 0 : IS_TAKEN)
  );
}

function readEvidence(from: Reader, path: string): Evidence {
  const flags = from.number();
  const one: Evidence = {
    form: FORMS[from.number()] ?? 'word',
    value: from.text(),
    location: { path, line: from.number(), column: from.number(), endColumn: from.number() },
    usage: (flags & IS_MENTION) === 0 ? 'use' : 'mention',
    keys: from.list(),
    scope: from.text(),
    whole: (flags & IS_WHOLE) !== 0,
    extractor: from.text(),
  };
  if (flags <= (IS_MENTION | IS_WHOLE)) return one;
  return {
    ...one,
    ...((flags & HAS_PACKAGE) !== 0 && { package: readPackage(from, (flags & HAS_VERSION) !== 0) }),
    ...((flags & IS_WITHIN) !== 0 && { within: from.list() }),
    ...((flags & IS_BOUND) !== 0 && { binding: from.text() }),
    ...((flags & IS_CALLED) !== 0 && { given: from.list() }),
    ...((flags & IS_TAKEN) !== 0 && { module: from.text() }),
  };
}

function readPackage(from: Reader, hasVersion: boolean): PackageFacts {
  return { ecosystem: from.text(), version: hasVersion ? from.text() : null, dependencyPath: from.list() };
}

function writeDiagnostic(to: Writer, { level, code, message, path, line }: Diagnostic): void {
  to.number(LEVELS.indexOf(level));
  to.text(code);
  to.text(message);
  to.number(path === undefined ? 0 : 1);
  to.number(line ?? 0);
}

function readDiagnostic(from: Reader, path: string): Diagnostic {
  const told = { level: LEVELS[from.number()] ?? 'warning', code: from.text(), message: from.text() };
  const hasPath = from.number() === 1;
  const line = from.number();
  return { ...told, ...(hasPath && { path }), ...(line > 0 && { line }) };
}

function writeIgnore(to: Writer, { line, rules, reason, covers }: Ignore): void {
  to.number(line);
  to.list(rules);
  to.text(reason);
  to.number(covers.length);
  for (const one of covers) to.number(one);
}

function readIgnore(from: Reader, path: string): Ignore {
  const [line, rules, reason] = [from.number(), from.list(), from.text()];
  return { path, line, rules, reason, covers: Array.from({ length: Math.min(from.number(), from.left()) }, () => from.number()) };
}
