/** go.mod and go.work: https://go.dev/ref/mod#go-mod-file */
import { linesIn, packageSpan, type Range, type TextLine } from '../../formats/lockfile/index.ts';
import { linesOf } from '../../formats/position.ts';
import { SyntaxProblem } from '../../formats/problem.ts';
import type { Extractor, Form, Span } from '../../types.ts';

interface Word extends Range {
  readonly text: string;
}

/** One directive: its verb, its arguments, and what the comment behind it says. */
interface Directive {
  readonly verb: string;
  readonly words: readonly Word[];
  readonly isIndirect: boolean;
}

interface Reading {
  readonly directives: Directive[];
  readonly comments: Range[];
  /** Offset and verb of a block that is not closed. */
  open: { readonly verb: string; readonly at: number } | null;
}

const DEEPEST_PACKAGE = 16;

/** Modules with the version that is required, replaced or excluded; comments are mentions. */
export const goMod: Extractor = {
  id: 'go/go-mod',
  files: ['**/go.mod', '**/go.work'],
  read({ text }) {
    const { directives, comments, open } = readModule(text);
    const versions = new Map(
      directives.filter(({ verb }) => verb === 'require').map(({ words }) => [words[0]?.text ?? '', words[1]?.text]),
    );
    const spans = directives.flatMap((directive) => spansOf(directive, versions));
    for (const { start, end } of comments) spans.push({ start, end, form: 'word', usage: 'mention', keys: [], scope: '' });
    if (open) throw new SyntaxProblem(`the block "${open.verb} (" is not closed`, linesOf(text).at(open.at).line, spans);
    return spans;
  },
};

function readModule(text: string): Reading {
  const reading: Reading = { directives: [], comments: [], open: null };
  for (const line of linesIn(text)) readLine(reading, line);
  return reading;
}

function readLine(reading: Reading, line: TextLine): void {
  const mark = commentStart(line.text);
  const comment = line.text.slice(mark);
  if (comment !== '') reading.comments.push({ start: line.start + mark, end: line.end });
  const words = wordsOf(line.text.slice(0, mark), line.start);
  const [first] = words;
  if (first === undefined) return;
  if (reading.open && first.text === ')') {
    reading.open = null;
  } else if (!reading.open && words.at(-1)?.text === '(') {
    reading.open = { verb: first.text, at: first.start };
  } else {
    const verb = reading.open?.verb ?? first.text;
    reading.directives.push({ verb, words: reading.open ? words : words.slice(1), isIndirect: /^\/\/ *indirect\b/.test(comment) });
  }
}

/** `//` opens a comment at the start of a word only: paths hold `//` in no other place. */
function commentStart(line: string): number {
  const at = /(?:^|[\s)])\/\//.exec(line);
  return at === null ? line.length : at.index + at[0].length - 2;
}

/** Words, without the quotes that a path may stand in. */
function wordsOf(line: string, offset: number): Word[] {
  return [...line.matchAll(/"[^"]*"?|`[^`]*`?|[^\s"`]+/g)].flatMap(({ 0: found, index }) => {
    if (found === '(' || found === ')' || !/["`]/.test(found))
      return [{ start: offset + index, end: offset + index + found.length, text: found }];
    const bare = found.replaceAll(/["`]/g, '');
    return bare === '' ? [] : [{ start: offset + index + 1, end: offset + index + 1 + bare.length, text: bare }];
  });
}

function spansOf({ verb, words, isIndirect }: Directive, versions: ReadonlyMap<string, string | undefined>): Span[] {
  const [path, second] = words;
  if (path === undefined) return [];
  switch (verb) {
    case 'require':
      return [moduleSpan(path, second?.text, isIndirect ? ['require', 'indirect'] : ['require'], !isIndirect)];
    case 'replace':
      return replaced(words);
    case 'exclude':
      return [{ ...moduleSpan(path, second?.text, ['exclude'], false), usage: 'mention' }];
    case 'module':
      return [textSpan(path, 'import', ['module'])];
    case 'tool':
      return [tool(path, versions)];
    default:
      return words.map((word) => textSpan(word, 'string', [verb]));
  }
}

function textSpan({ start, end }: Word, form: Form, keys: readonly string[]): Span {
  return { start, end, form, keys, scope: '' };
}

function moduleSpan({ start, end, text }: Word, version: string | undefined, keys: readonly string[], isDirect: boolean): Span {
  return packageSpan(
    { start, end, name: text, keys },
    { ecosystem: 'golang', version: version ?? null, dependencyPath: isDirect ? [text] : [] },
  );
}

/** `old [version] => new [version]`; the new one is a folder when it starts with a dot, a slash or a drive. */
function replaced(words: readonly Word[]): Span[] {
  const arrow = words.findIndex(({ text }) => text === '=>');
  const [old, oldVersion] = arrow < 0 ? words : words.slice(0, arrow);
  const [target, version] = arrow < 0 ? [] : words.slice(arrow + 1);
  const spans = old ? [moduleSpan(old, oldVersion?.text, ['replace'], false)] : [];
  if (target === undefined) return spans;
  if (/^(?:\.|\/|\\|[A-Za-z]:)/.test(target.text)) {
    return [...spans, textSpan(target, 'string', ['replace', 'with'])];
  }
  return [...spans, moduleSpan(target, version?.text, ['replace', 'with'], false)];
}

/** A tool is a package inside a module that the file requires. */
function tool(path: Word, versions: ReadonlyMap<string, string | undefined>): Span {
  let name = path.text;
  for (let step = 0; step < DEEPEST_PACKAGE && name !== ''; step++) {
    if (versions.has(name)) return moduleSpan({ ...path, text: name }, versions.get(name), ['tool'], true);
    name = name.slice(0, Math.max(0, name.lastIndexOf('/')));
  }
  return textSpan(path, 'import', ['tool']);
}
