/** Names in code that say where or how a model runs though they name none: `base_url=BASE_URL`, `client = OpenAI()`, `True`. */
import type { Span } from '../../types.ts';
import { LAST } from '../lexer/state.ts';
import { scopeOf, type Frame, type Range } from './frames.ts';
import { draft, hasAnchor, isAnchored, type Reader } from './reader.ts';

const MOST_SCOPES = 6;
const LONGEST = 120;
/** Names of variables and constants that hold such things, and keys under which they are given. */
const TELLING = /model|llm|url|uri|base|host|endpoint|provider|engine|checkpoint|repo|region|revision|trust|files_only/i;
/** What clients, models and loaders are called, or the modules that they come from. */
const MAKER =
  /client|anthropic|ai\b|ai[.:(]|llm|chat|model|embed|provider|engine|kernel|together|groq|fireworks|bedrock|ollama|replicate|cerebras|ark\b|pipeline|factory|config|options|build|generation|request|completion|param|schema|conversation|load/i;
const SELF = /^(?:self|this|cls|me)$/i;

/** Notes the name `[start, end)` where it is the value of a telling key, or is called so itself and given to a call. */
export function noteName(read: Reader, start: number, end: number): void {
  const { frame, text } = read;
  const isOfKey = frame.key !== null && isTellingKey(read, frame.key);
  if (!isOfKey && frame.kind !== 'call' && frame.kind !== 'hole') return;
  if (end - start > LONGEST || start < read.silent || frame.importing > 0 || isAnchored(read, start, end) || isKey(text, end)) return;
  if (!isOfKey && !TELLING.test(text.slice(start, end))) return;
  draft(read, { start, end }, 'identifier', keysHere(text, frame));
}

/** Most names stand under the key of the name before. */
function isTellingKey(read: Reader, key: Range): boolean {
  if (key !== read.key) {
    read.key = key;
    read.isTelling = TELLING.test(read.text.slice(key.start, Math.min(key.end, key.start + LONGEST)));
  }
  return read.isTelling;
}

/** What stands behind it gives it a value. */
function isKey(text: string, end: number): boolean {
  let at = end;
  while (at - end < 4 && text[at] === ' ') at++;
  const next = text[at + 1] ?? '';
  return (text[at] === '=' && next !== '=') || (text[at] === ':' && next !== ':');
}

/** Notes the name of a call that opened just now, where it makes a client or loads a model, and what the call is given to. */
export function noteCall(read: Reader): void {
  const { frame: call, text, last } = read;
  if (last !== LAST.open || call.kind !== 'call' || call.parent === null) return;
  call.given = call.parent.key;
  if (call.callee === null) return;
  const name = text.slice(call.callee.start, Math.min(call.callee.end, call.callee.start + LONGEST));
  if (!/[A-Z]|new|create|from/.test(name) || !MAKER.test(name) || hasAnchor(read, call.callee.start, call.callee.end)) return;
  draft(read, call.callee, 'identifier', [name]);
}

function keysHere(text: string, { key, callee, kind }: Frame): string[] {
  const names = [kind === 'call' ? callee : null, key].filter((range): range is Range => range !== null);
  return names.map(({ start, end }) => lastPart(text.slice(start, Math.min(end, start + LONGEST)), start === key?.start));
}

/** A key's last part; a name that is called stays whole. */
function lastPart(name: string, isKey: boolean): string {
  return isKey ? (partsOf(name).at(-1) ?? name) : name;
}

function partsOf(name: string): string[] {
  return name.split(/[.:$@\\]+|->|\?\./).filter((part) => part !== '' && !SELF.test(part));
}

/** The same with the scopes around its own, nearest first, and with what the innermost call is given to. To be asked when all is read. */
export function surrounded({ start, end, form, keys, scope }: Span, text: string, inner: Frame): Span {
  const within: string[] = [];
  for (let one: Frame | null = inner.parent, last = scope; one && within.length < MOST_SCOPES; one = one.parent) {
    const around = scopeOf(text, one);
    if (around !== '' && around !== last) within.push((last = around));
  }
  const binding = bindingOf(text, inner);
  // Written out: V8 copies an object much more slowly.
  if (within.length === 0) return binding === null ? { start, end, form, keys, scope } : { start, end, form, keys, scope, binding };
  return binding === null ? { start, end, form, keys, scope, within } : { start, end, form, keys, scope, within, binding };
}

function bindingOf(text: string, inner: Frame): string | null {
  for (let one: Frame | null = inner; one; one = one.parent) {
    if (one.kind === 'block') return null;
    const name = one.given && partsOf(text.slice(one.given.start, Math.min(one.given.end, one.given.start + LONGEST))).at(-1);
    if (name) return name;
  }
  return null;
}
