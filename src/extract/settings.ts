/** Spans that say where or how a model runs though they name none: addresses, providers, variables, images, revisions. */
import type { Lines } from '../formats/position.ts';
import { LITERAL_KEY, NO_KEY, roleOf, roleOfKeys } from '../rules/key-role.ts';
import type { Evidence, Location, SourceFile, Span, Usage } from '../types.ts';
import { own, ownAll } from './own-texts.ts';

/** Formats whose values are settings; manifests and lockfiles hold addresses by the thousand and set nothing. */
const FORMATS = /^(?:config|infra|source|notebook|model)\//;
const LONGEST = 300;
/** So many settings count beside those at anchors; a file with more is data, and sets nothing. */
const MOST_OTHERS = 20_000;
const ADDRESS = /^(?:https?|wss?):\/\/[^\s/]|^(?:localhost|127\.0\.0\.1|0\.0\.0\.0):\d/;
const VARIABLE = /^[A-Z][A-Za-z0-9]*(?:_[A-Z0-9]+)+$|^(?:MODEL|HOST|PROVIDER)$/;
/** The characters that an address or a variable starts with. */
const STARTS = new Uint8Array(128);
for (const first of '01hlwABCDEFGHIJKLMNOPQRSTUVWXYZ') STARTS[first.charCodeAt(0)] = 1;
const PLACEHOLDER =
  /^$|your|here|xxx|\*\*\*|changeme|change[-_]me|replace|placeholder|example|dummy|fake|test|sample|todo|none|null|empty|insert|secret|<|>|\{|\$|%|ollama|local|not[-_]?needed|unused|no[-_]?key|1234|abcd|\.\.\./i;

/** Evidence of the settings of a file, and of the strings at its anchors with what surrounds them; none for files that only mention. */
export function settingsOf(
  { path, text, anchors }: SourceFile,
  spans: readonly Span[],
  extractor: string,
  usage: Usage,
  lines: Lines,
): Evidence[] {
  if (usage === 'mention' || !FORMATS.test(extractor)) return [];
  const settings: Evidence[] = [];
  let anchor = 0;
  let others = 0;
  for (const span of byStart(spans)) {
    while ((anchors[anchor] ?? Infinity) < span.start) anchor++;
    const isTouched = (anchors[anchor] ?? Infinity) < span.end;
    if (span.usage === 'mention' || span.end - span.start > LONGEST || !(isTouched || maySet(text, span))) continue;
    const value = valueOf(text, span);
    if (value === null || !(isTouched || isSetting(span, value))) continue;
    if (!isTouched && ++others > MOST_OTHERS) continue;
    const { line, column } = lines.at(span.start);
    const location = { path, line, column, endColumn: column + Math.max(1, span.end - span.start) };
    settings.push(settingAt(span, own(value), location, usage, extractor));
  }
  return settings;
}

/** Written out: V8 copies an object much more slowly. */
function settingAt(span: Span, value: string, location: Location, usage: Usage, extractor: string): Evidence {
  const { form } = span;
  const [keys, scope] = [ownAll(span.keys), own(span.scope)];
  const within = span.within && ownAll(span.within);
  if (span.binding === undefined) {
    if (within === undefined) return { form, value, location, usage, keys, scope, whole: true, extractor };
    return { form, value, location, usage, keys, scope, whole: true, extractor, within };
  }
  const binding = own(span.binding);
  if (within === undefined) return { form, value, location, usage, keys, scope, whole: true, extractor, binding };
  return { form, value, location, usage, keys, scope, whole: true, extractor, within, binding };
}

function byStart(spans: readonly Span[]): readonly Span[] {
  let last = 0;
  for (const { start } of spans) {
    if (start < last) return spans.toSorted((a, b) => a.start - b.start);
    last = start;
  }
  return spans;
}

/** Whether a span without an anchor may be a setting: what its form, its keys and its first character tell. */
function maySet(text: string, { form, keys, start, value }: Span): boolean {
  if (form !== 'string') return form === 'key' || form === 'identifier';
  const first = value === undefined ? text.charCodeAt(start) : value.charCodeAt(0);
  return STARTS[first] === 1 || roleOfKeys(keys) !== null;
}

/** The value; of a credential only whether one is written out. Null for texts. */
function valueOf(text: string, { start, end, form, keys, value = text.slice(start, end) }: Span): string | null {
  if (form !== 'string') return value;
  if (roleOf(keys.at(-1) ?? '')?.role === 'key' && !VARIABLE.test(value)) return isLiteralKey(value) ? LITERAL_KEY : NO_KEY;
  return /\s/.test(value) ? null : value;
}

/** Long enough, of letters and digits, and no word that stands in for one. */
function isLiteralKey(value: string): boolean {
  return value.length >= 20 && /^[\w.+/=:-]+$/.test(value) && /\d/.test(value) && /[a-z]/i.test(value) && !PLACEHOLDER.test(value);
}

function isSetting({ form, keys }: Span, value: string): boolean {
  if (form === 'key') return /^(?:remote-code|revision|key)$/.test(roleOf(value)?.role ?? '');
  if (form === 'string' && (ADDRESS.test(value) || (VARIABLE.test(value) && roleOf(value) !== null))) return true;
  if (form !== 'string' && form !== 'identifier') return false;
  return (
    roleOfKeys(keys) !== null ||
    (form === 'identifier' && (keys[0] === value || value.split(/\.|::/).some((part) => roleOf(part) !== null)))
  );
}
