/**
 * .gitignore files as git reads them (https://git-scm.com/docs/gitignore), without git. Paths and patterns are strings of bytes, one
 * code unit each, so that names of any encoding compare as git compares them: see bytesOf.
 */
import { Buffer } from 'node:buffer';
import { ANY, compileGlob, matchesGlob, type Budget, type Glob } from '../formats/globs/wildmatch.ts';

/** One line of a .gitignore file that can match something. */
interface Rule {
  /** Lines later in the file win. */
  readonly order: number;
  readonly negated: boolean;
  readonly onlyFolders: boolean;
  /** Compared with the whole path below the file's folder, not with the last name alone. */
  readonly anchored: boolean;
  /** What the name or path must start with (or equal, without a glob). */
  readonly literal: string;
  /** For `*literal`: what the name must end with. */
  readonly isSuffix: boolean;
  readonly glob: Glob | null;
  /** The code that a name or path must end with, which is quick to ask; -1 when there is no such code. */
  readonly last: number;
}

/** A compiled .gitignore file. */
export interface IgnoreFile {
  /** Rules without wildcards, by name or path; the last of a list wins. */
  readonly names: ReadonlyMap<string, readonly Rule[]>;
  readonly paths: ReadonlyMap<string, readonly Rule[]>;
  /** All others, the last line first. */
  readonly globs: readonly Rule[];
}

/** The .gitignore files that count in a folder: its own, and then those above it. */
export interface IgnoreChain {
  readonly file: IgnoreFile;
  /** Length of the path of the file's folder with its slash; 0 for the root. */
  readonly base: number;
  readonly above: IgnoreChain | null;
}

/** A name or path as the bytes that it has on disk, one code unit each. */
export function bytesOf(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return /^[\0-\x7f]*$/.test(text) ? text : Buffer.from(text, 'utf8').toString('latin1');
}

/** Takes the content of a .gitignore file, one code unit a byte, and compiles it. Lines that can match nothing are dropped. */
export function parseIgnore(content: string): IgnoreFile {
  const names = new Map<string, Rule[]>();
  const paths = new Map<string, Rule[]>();
  const globs: Rule[] = [];
  for (const [order, line] of linesOf(content).entries()) {
    const rule = ruleOf(line, order);
    if (rule === null) continue;
    if (rule.glob !== null || rule.isSuffix) globs.push(rule);
    else addTo(rule.anchored ? paths : names, rule);
  }
  return { names, paths, globs: globs.reverse() };
}

/** Whether the last rule that matches says to ignore `path`; its folders are not looked at (an ignored folder hides all below it). */
export function isIgnored(chain: IgnoreChain | null, path: string, isFolder: boolean, budget: Budget): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  for (let link = chain; link !== null; link = link.above) {
    const below = link.base === 0 ? path : path.slice(link.base);
    const rule = lastRule(link.file, name, below, isFolder, budget);
    if (rule !== undefined) return !rule.negated;
  }
  return false;
}

function lastRule({ names, paths, globs }: IgnoreFile, name: string, path: string, isFolder: boolean, budget: Budget): Rule | undefined {
  const byName = names.get(name)?.findLast((rule) => isFolder || !rule.onlyFolders);
  const byPath = paths.get(path)?.findLast((rule) => isFolder || !rule.onlyFolders);
  const literal = (byName?.order ?? -1) > (byPath?.order ?? -1) ? byName : byPath;
  const least = literal?.order ?? -1;
  const last = name.charCodeAt(name.length - 1);
  for (const rule of globs) {
    if (rule.order < least) break;
    if (rule.last >= 0 && rule.last !== last) continue;
    if ((isFolder || !rule.onlyFolders) && ruleMatches(rule, rule.anchored ? path : name, budget)) return rule;
  }
  return literal;
}

function ruleMatches({ literal, isSuffix, glob }: Rule, text: string, budget: Budget): boolean {
  if (budget.left-- <= 0) return false;
  if (isSuffix) return text.endsWith(literal);
  return glob !== null && text.startsWith(literal) && matchesGlob(glob, text, literal.length, budget);
}

/** The lines of a file as git cuts them: at LF, without one CR before it, without blanks at the end that no backslash guards. */
function linesOf(content: string): string[] {
  const text = content.startsWith('\u00ef\u00bb\u00bf') ? content.slice(3) : content;
  return text.split('\n').map((line) => {
    const zero = line.indexOf('\0');
    return withoutBlanks(zero >= 0 ? line.slice(0, zero) : line.endsWith('\r') ? line.slice(0, -1) : line);
  });
}

function withoutBlanks(line: string): string {
  let end = 0;
  for (let at = 0; at < line.length; at++) {
    if (line[at] === '\\') {
      if (++at >= line.length) return line;
      end = at + 1;
    } else if (line[at] !== ' ') end = at + 1;
  }
  return line.slice(0, end);
}

function ruleOf(line: string, order: number): Rule | null {
  if (line === '' || line.startsWith('#')) return null;
  const negated = line.startsWith('!');
  const whole = negated ? line.slice(1) : line;
  const onlyFolders = whole.endsWith('/');
  const open = onlyFolders ? whole.slice(0, -1) : whole;
  const anchored = open.includes('/');
  const pattern = open.startsWith('/') ? open.slice(1) : open;
  if (pattern === '') return null;
  const common = { order, negated, onlyFolders, anchored };
  const special = pattern.search(/[*?[\\]/);
  if (special < 0) return { ...common, literal: pattern, isSuffix: false, glob: null, last: -1 };
  if (!anchored && special === 0 && pattern.startsWith('*') && !/[*?[\\]/.test(pattern.slice(1))) {
    return {
      ...common,
      literal: pattern.slice(1),
      isSuffix: true,
      glob: null,
      last: pattern.length > 1 ? pattern.charCodeAt(pattern.length - 1) : -1,
    };
  }
  const literal = anchored ? pattern.slice(0, special) : '';
  const glob = compileGlob(pattern.slice(literal.length));
  const last = glob?.tokens.at(-1);
  return glob && { ...common, literal, isSuffix: false, glob, last: typeof last === 'number' && last < ANY ? last : -1 };
}

/** Keeps the last rule for files and folders, and a later one for folders only. */
function addTo(rules: Map<string, Rule[]>, rule: Rule): void {
  const kept = rule.onlyFolders ? (rules.get(rule.literal) ?? []).filter(({ onlyFolders }) => !onlyFolders) : [];
  rules.set(rule.literal, [...kept, rule]);
}
