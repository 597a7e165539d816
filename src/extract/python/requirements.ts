/** requirements.txt, requirements.in and constraints.txt. https://pip.pypa.io/en/stable/reference/requirements-file-format */
import { isLocation, locationSpans, pypiName, requirementAt, requirementSpans, type Requirement } from '../../formats/lockfile/pep508.ts';
import { chainsFrom, holdsAnchor, linesIn, skipSpan, type TextLine } from '../../formats/lockfile/index.ts';
import type { Extractor, SourceFile, Span } from '../../types.ts';

/** Packages with the version that is asked for, and the way to them where a resolver noted it (`# via`). */
export const requirements: Extractor = {
  id: 'python/requirements',
  files: ['**/*requirements*.{txt,in,pip}', '**/requirements/**/*.{txt,in,pip}', '**/*constraints*.{txt,in}'],
  read: readRequirements,
};

interface State {
  readonly file: SourceFile;
  readonly text: string;
  readonly spans: Span[];
  readonly found: Requirement[];
  /** What comments say: `# via parent`, and `# via -r requirements.in` of a direct one. */
  readonly needs: Map<string, string[]>;
  readonly direct: string[];
  /** The lines of comments below the last requirement go on with the packages that need it. */
  inVia: boolean;
}

const EDITABLE = new Set(['-e', '--editable']);

function readRequirements(file: SourceFile): Span[] {
  const { text } = file;
  const state: State = { file, text, spans: [], found: [], needs: new Map(), direct: [], inVia: false };
  for (const line of linesIn(text)) readLine(state, line);
  const chain = chains(state);
  const packages = state.found.filter(({ start, marker }) => holdsAnchor(file, start, marker.end));
  return [...state.spans, ...packages.flatMap((one) => requirementSpans(one, [], chain(one.name)))].sort((a, b) => a.start - b.start);
}

function readLine(state: State, { text, start, end, indent }: TextLine): void {
  const mark = /(?:^|\s)#/.exec(text);
  const comment = mark ? start + mark.index + mark[0].length - 1 : end;
  const body = text
    .slice(indent, comment - start)
    .trimEnd()
    .replace(/\\$/, '');
  const from = start + indent;
  if (body.startsWith('-')) option(state, body, from);
  else if (body !== '') dependency(state, body, from);
  if (comment === end) return;
  if (holdsAnchor(state.file, comment, end)) {
    state.spans.push({ start: comment, end, form: 'word', usage: 'mention', keys: [], scope: '' });
  }
  via(state, state.text.slice(comment + 1, end).trim());
}

/** `--flag value`, `--flag=value`; hashes say nothing. */
function option({ file, spans, text }: State, body: string, start: number): void {
  const end = start + body.trimEnd().length;
  if (!holdsAnchor(file, start, end)) return;
  const [flag = ''] = /^-[\w-]*/.exec(body) ?? [];
  if (flag === '--hash') return void spans.push(skipSpan(start, end));
  const gap = /^[\s=]*/.exec(body.slice(flag.length))?.[0].length ?? 0;
  const from = start + flag.length + gap;
  if (from >= end) return;
  if (EDITABLE.has(flag)) spans.push(...locationSpans(text, from, end, [flag]));
  else spans.push({ start: from, end, form: 'string', keys: [flag], scope: '' });
}

function dependency(state: State, body: string, start: number): void {
  const options = body.indexOf(' --');
  const end = start + (options < 0 ? body : body.slice(0, options)).trimEnd().length;
  state.inVia = false;
  if (options >= 0 && holdsAnchor(state.file, end, start + body.length)) state.spans.push(skipSpan(end, start + body.length));
  if (isLocation(body)) {
    state.spans.push(...locationSpans(state.text, start, end, ['url']));
    return;
  }
  const found = requirementAt(state.text, start, end);
  if (found) state.found.push(found);
}

/** `via a, b` or, on lines of their own, `via` and one name each. */
function via(state: State, comment: string): void {
  const child = state.found.at(-1);
  const opens = /^via\b/.test(comment);
  if (child === undefined || !(opens || state.inVia)) return;
  state.inVia = true;
  for (const parent of (opens ? comment.slice(3) : comment).split(',')) needed(state, pypiName(child.name), parent.trim());
}

function needed({ needs, direct }: State, child: string, parent: string): void {
  if (parent === '' || parent.startsWith('-c')) return;
  if (parent.startsWith('-') || parent.includes('(')) {
    direct.push(child);
    return;
  }
  const id = pypiName(parent);
  const children = needs.get(id);
  if (children) children.push(child);
  else needs.set(id, [child]);
}

/** Without such comments every requirement is a direct one. */
function chains({ found, needs, direct }: State): (name: string) => string[] {
  if (needs.size === 0 && direct.length === 0) return (name) => [name];
  const names = new Map(found.map(({ name }) => [pypiName(name), name]));
  const chain = chainsFrom(
    () => direct,
    (id) => needs.get(id) ?? [],
    (id) => names.get(id) ?? id,
  );
  return (name) => chain(pypiName(name));
}
