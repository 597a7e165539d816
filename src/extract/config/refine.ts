/** Scalars of a configuration -> spans: command lines, assignments, defaults and embedded files are read for what they are. */
import { spanOf, spansOrProblem, type Reading, type Scalar } from '../../formats/scalar.ts';
import { isEscaped, throughEscapes } from '../../formats/shellwords/escaped.ts';
import { argumentSpans, commandSpans, valueSpans } from '../../formats/shellwords/index.ts';
import type { Span } from '../../types.ts';
import { embeddedScalars } from './embedded.ts';
import { isAssignments, isCommand, isJoining, isScript, standsForParent } from './keys.ts';

const LOOKS_LIKE_COMMAND =
  /(?:^|\s)--?[A-Za-z]|&&|\||\n|^\s*(?:[A-Za-z_]\w*=|\$\(|\/[\w./-]{1,200}\s)|^\s*(?:vllm|python3?|ollama|sglang|llama-server|lmdeploy|docker|podman|pip3?|pipx|uv|uvx|poetry|npx?|npm|yarn|pnpm|bun|node|go|cargo|make|curl|wget|bash|sh|git|kubectl|helm|aws|gcloud|az|huggingface-cli|hf|modelscope|torchrun|litellm|llm|aider|claude|qwen|codex|export|set|echo|printf|cat|cd|source|sudo|exec|env)\s/;
/** The spans of a reading, in order; `place` may move a scalar to other keys or another scope. Throws SyntaxProblem with the spans read. */
export function refinedSpans(text: string, { scalars, problem }: Reading, place: (one: Scalar) => Scalar = same): Span[] {
  const placed: Scalar[] = [];
  for (const one of scalars) if (one.end > one.start) placed.push(place(parented(one)));
  placed.sort((a, b) => a.start - b.start);
  return spansOrProblem(text, spansOf(text, placed), problem);
}

/** The spans of scalars in order of place. */
function spansOf(text: string, placed: readonly Scalar[]): Span[] {
  const spans: Span[] = [];
  for (let i = 0; i < placed.length;) {
    const one = placed[i];
    if (one !== undefined && !mayJoin(one)) {
      pushSpans(text, one, spans);
      i++;
      continue;
    }
    const group = groupAt(placed, i);
    for (const span of groupSpans(text, group)) spans.push(span);
    i += group.length;
  }
  return spans;
}

function same(one: Scalar): Scalar {
  return one;
}

function parented(one: Scalar): Scalar {
  const stands = one.role === 'value' && one.keys.length > 1 && standsForParent(one.keys.at(-1) ?? '');
  return stands ? { ...one, keys: one.keys.slice(0, -1) } : one;
}

/** Whether a scalar is a value under a key whose lists of values say something together. */
function mayJoin({ role, keys }: Scalar): boolean {
  return role === 'value' && isJoining(keys.at(-1) ?? '');
}

/** The spans of a scalar that stands for itself. */
function pushSpans(text: string, one: Scalar, spans: Span[]): void {
  if (one.role !== 'value') return void spans.push(spanOf(text, one));
  const embedded = one.value.includes('\n') ? embeddedScalars(text, one) : null;
  if (embedded !== null) for (const span of spansOf(text, embedded.map(parented))) spans.push(span);
  else if (isAssignmentList(one.keys.at(-1) ?? '', [one]) || STRUCTURED.test(text.slice(one.start, one.end))) {
    for (const span of valueSpans(text, one, one.keys, one.scope)) spans.push(span);
  } else spans.push(spanOf(text, one));
}

/** The values of one command line that was given as a list. */
function groupAt(scalars: readonly Scalar[], first: number): readonly Scalar[] {
  const one = scalars[first];
  let end = first + 1;
  while (one && end < scalars.length && belongs(scalars[end], one)) end++;
  return scalars.slice(first, end);
}

function belongs(next: Scalar | undefined, one: Scalar): boolean {
  if (next === undefined || next.role !== 'value' || next.scope !== one.scope || next.keys.length !== one.keys.length) return false;
  return next.keys === one.keys || next.keys.every((key, i) => key === one.keys[i]);
}

function groupSpans(text: string, group: readonly Scalar[]): Span[] {
  const [one] = group;
  if (one === undefined) return [];
  const key = one.keys.at(-1) ?? '';
  const last = group.at(-1) ?? one;
  if (group.length > 1 && isOneText(text, group))
    return valueOf(text, { ...one, end: last.end, value: text.slice(one.start, last.end) }, key);
  if (group.length === 1 || !isCommand(key)) return group.flatMap((each) => valueOf(text, each, key));
  if (isAssignmentList(key, group)) return group.flatMap((each) => valueSpans(text, each, each.keys, each.scope));
  return argumentSpans(text, group, one.keys, one.scope);
}

/** Lines of one text, nothing but blanks and joining backslashes between them. */
function isOneText(text: string, group: readonly Scalar[]): boolean {
  return group.every(({ start }, i) => i === 0 || /^[\s\\]*$/.test(text.slice(group[i - 1]?.end ?? start, start)));
}

function valueOf(text: string, one: Scalar, key: string): Span[] {
  if (one.role !== 'value') return [spanOf(text, one)];
  if (isAssignmentList(key, [one])) return valueSpans(text, one, one.keys, one.scope);
  if (isCommand(key)) return isCommandLine(one.value) ? commandOf(text, one) : argumentSpans(text, [one], one.keys, one.scope);
  if (isScript(key) && LOOKS_LIKE_COMMAND.test(one.value)) return commandOf(text, one);
  const embedded = embeddedScalars(text, one);
  if (embedded !== null) return spansOf(text, embedded.map(parented));
  return STRUCTURED.test(text.slice(one.start, one.end)) ? valueSpans(text, one, one.keys, one.scope) : [spanOf(text, one)];
}

/** A default, a template, or JSON in a string. */
const STRUCTURED = /^\$|\{\{|^\[\s{0,100}["{]|^\{\s{0,100}"/;

/** Several words, few enough not to be prose unless they look like a command. */
function isCommandLine(value: string): boolean {
  return LOOKS_LIKE_COMMAND.test(value) || /^\S+(?:\s+\S+){1,4}$/.test(value);
}

function isAssignmentList(key: string, group: readonly Scalar[]): boolean {
  return isAssignments(key) && group.every(({ value }) => /^[A-Za-z_][\w.-]*=/.test(value));
}

function commandOf(text: string, { start, end, keys, scope }: Scalar): Span[] {
  if (!isEscaped(text, start, end)) return commandSpans(text, start, end, keys, scope);
  return throughEscapes(text, start, end, (plain) => commandSpans(plain, 0, plain.length, keys, scope));
}
