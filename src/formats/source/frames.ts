/** The brackets that are open while code is read: which call, object or list a value belongs to, and under which key. */
import type { Span } from '../../types.ts';

/** Two offsets into the text. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** What a bracket opens. */
export type FrameKind = 'root' | 'call' | 'object' | 'list' | 'subscript' | 'group' | 'block' | 'hole';

/** How a frame came to its key; a type behind a name (`model: str = "x"`) does not replace it. */
export const KEY = { none: 0, typed: 1, assigned: 2, compared: 3, written: 4 } as const;
/** One of KEY. */
export type KeyBy = (typeof KEY)[keyof typeof KEY];

/** One open bracket, and what has been read of the member or statement that is going on in it. */
export interface Frame {
  readonly parent: Frame | null;
  /** A list or group whose members have keys becomes an object. */
  kind: FrameKind;
  /** Character that closes it; 0 for none. */
  readonly closer: number;
  /** Offset that names its scope: its own, or that of the first call of the chain that it continues. */
  readonly at: number;
  /** Holds data, not code, whatever it looks like (Lisp). */
  readonly quoted: boolean;
  /** It is the value of a key. */
  readonly keyed: boolean;
  readonly depth: number;
  /** The name called or indexed. */
  callee: Range | null;
  /** Brackets inside it that were too deep to keep. */
  overflow: number;
  /** Members or statements that ended. */
  members: number;
  /** Names, values and brackets of the member going on. */
  count: number;
  /** The last name, and the first one that is no keyword of a declaration. */
  name: Range | null;
  lead: Range | null;
  /** The first name of the statement. */
  first: Range | null;
  /** The name before `<` of a type argument. */
  generic: Range | null;
  key: Range | null;
  keyBy: KeyBy;
  /** What `key` is a subscript of: `os.environ["MODEL"] =`. */
  owner: Range | null;
  /** The string in the subscript that closed just now. */
  subscript: Range | null;
  firstString: Range | null;
  /** The name right before a string that has code in it. */
  before: Range | null;
  /** Conditions `?` that wait for their `:`. */
  ternary: number;
  /** Scope of the call that closed just now; -1 when something else did. */
  chain: number;
  called: Range | null;
  /** 0 none; 1 module paths; 2 what is taken out of them. */
  importing: 0 | 1 | 2;
  /** Level that a comma goes back to. */
  importBase: 0 | 1 | 2;
  /** Its scope, once asked for. */
  scope: string | null;
  /** Of a call: the key that it is the value of, when it opens. */
  given: Range | null;
  /** Of a call of a name that became a span, and of an object that it is given: names of the arguments that ended; null for one without a name. */
  told: (Range | null)[] | null;
  /** The member going on holds an object whose members were told. */
  isSpelledOut: boolean;
  /** A block closed just now: what follows starts anew, unless it assigns. */
  afterBlock: boolean;
  /** The last string. */
  lastString: Range | null;
  /** The only name in the list that closed just now: `[Provider.X]: ...`. */
  computed: Range | null;
  /** Of a block: the label of the case that is read, how many stand together, and the members before it (cases.ts). */
  label: Range | null;
  labels: number;
  labelAt: number;
}

/** A bracket that opens now. */
export function frame(parent: Frame | null, kind: FrameKind, closer: number, at: number, callee: Range | null, quoted = false): Frame {
  return {
    parent,
    kind,
    closer,
    at,
    quoted,
    keyed: parent !== null && parent.key !== null,
    depth: parent === null ? 0 : parent.depth + 1,
    callee,
    overflow: 0,
    members: 0,
    count: 0,
    name: null,
    lead: null,
    first: null,
    generic: null,
    key: null,
    keyBy: KEY.none,
    owner: null,
    subscript: null,
    firstString: null,
    before: null,
    ternary: 0,
    chain: -1,
    called: null,
    importing: 0,
    importBase: 0,
    scope: null,
    given: null,
    told: null,
    isSpelledOut: false,
    afterBlock: false,
    lastString: null,
    computed: null,
    label: null,
    labels: 0,
    labelAt: 0,
  };
}

/** A member ends: the next one starts with nothing. */
export function endMember(one: Frame): void {
  if (one.count > 0) one.members++;
  tellMember(one);
  one.isSpelledOut = false;
  one.count = 0;
  one.name = one.lead = one.generic = one.key = one.owner = one.subscript = one.called = one.computed = null;
  one.keyBy = KEY.none;
  one.ternary = 0;
  one.chain = -1;
  one.importing = one.importBase;
  one.afterBlock = false;
}

/** Notes the name of the argument going on, where such names are told; not that of an object whose members are. */
export function tellMember({ told, count, isSpelledOut, key, keyBy }: Frame): void {
  if (told === null || count === 0 || (isSpelledOut && count === 1)) return;
  told.push(keyBy === KEY.compared ? null : key);
}

/** A statement ends, and with it an import. */
export function endStatement(one: Frame): void {
  one.importBase = 0;
  endMember(one);
  one.first = null;
}

const MOST_KEYS = 16;
/** Closes a tag: the code in it is the value of an attribute. */
const TAG_END = 62;
const LONGEST_KEY = 200;
const SELF = /^(?:self|this|cls|me)$/i;

/** Keys of a value that stands in `inner` now, outermost first, up to the call, block or hole that it stands in. */
export function keysOf(text: string, inner: Frame): string[] {
  const keys: string[] = [];
  for (let one: Frame | null = inner; one && keys.length < MOST_KEYS; one = one.parent) {
    if (one.kind === 'call' && one.members === 0 && isWrapper(text, one)) continue;
    if (one.key) keys.unshift(...keyParts(text, one));
    if ((one.kind === 'call' || one.kind === 'subscript') && one.callee) keys.unshift(nameText(text, one.callee));
    if (one.kind === 'hole' && one.parent?.closer === TAG_END) continue;
    if (one.kind === 'call' || one.kind === 'block' || one.kind === 'hole' || one.kind === 'subscript') break;
  }
  return keys;
}

/** The text that the last of those keys is part of; `''` when there are none. */
export function innermostKey(text: string, inner: Frame): string {
  for (let one: Frame | null = inner; one; one = one.parent) {
    if (one.kind === 'call' && one.members === 0 && isWrapper(text, one)) continue;
    if (one.key) return nameText(text, one.key);
    if ((one.kind === 'call' || one.kind === 'subscript') && one.callee) return nameText(text, one.callee);
    if (one.kind === 'hole' && one.parent?.closer === TAG_END) continue;
    if (one.kind === 'call' || one.kind === 'block' || one.kind === 'hole' || one.kind === 'subscript') break;
  }
  return '';
}

/** `config.llm.model` is three keys; `os.environ["MODEL"]` is its owner and one. */
function keyParts(text: string, { key, keyBy, owner }: Frame): string[] {
  if (key === null) return [];
  const written = text.slice(key.start, Math.min(key.end, key.start + LONGEST_KEY));
  const above = owner ? [nameText(text, owner)] : [];
  if (keyBy === KEY.written) return [...above, written.trim()];
  return [...above, ...partsOf(written)];
}

function partsOf(name: string): string[] {
  const parts = name.split(/[.:$@\\]+|->|\?\./).filter((part) => part !== '' && !SELF.test(part));
  return parts.length > 0 ? parts.map((part) => part.replace(/^#+|[?!]+$/g, '')) : [name];
}

/** A name as it is written, without the blanks that its joiners may have. */
export function nameText(text: string, { start, end }: Range): string {
  return text.slice(start, Math.min(end, start + LONGEST_KEY));
}

/** Calls that give back what they are given, as another type. */
const WRAPS =
  /^(?:(?:java\.net\.)?UR[IL](?:\.create)?|Uri(?:\.parse)?|Url(?:::parse)?|(?:Any)?HttpUrl|SecretStr|[sS]tring|str|NSURL|Path|T|Some|Ok|(?:Arc|Box|String)::(?:new|from)|Optional\.of|Just|ApiKeyCredential|AzureKeyCredential|default|unwrap_or|orElse|getOrElse)$/;

/** It wraps the value of a key or an argument. */
function isWrapper(text: string, { callee, keyed, parent }: Frame): boolean {
  if (!keyed && parent?.kind !== 'call') return false;
  return callee !== null && callee.end - callee.start < 24 && WRAPS.test(text.slice(callee.start, callee.end));
}

/** Calls that read a variable: what they are an argument of is what counts. */
const READS =
  /(?:getenv\w*|environ\.get|env\.get|env\.fetch|env::var\w*|lookupenv|getenvironmentvariable|(?:^|[.:])env|config\.get|(?:^|\.)str)$/i;

/** The scope of what stands in `inner`: the innermost call, object, or bracket with more than one member. To be asked when all is read. */
export function scopeOf(text: string, inner: Frame): string {
  return (inner.scope ??= findScope(text, inner));
}

function findScope(text: string, inner: Frame): string {
  let read = '';
  for (let one: Frame | null = inner; one; one = one.parent) {
    if (!isScope(one) || (one.kind === 'call' && one.members === 0 && isWrapper(text, one))) continue;
    if (one.kind !== 'call' || one.callee === null || !READS.test(nameText(text, one.callee).slice(-64))) {
      return read !== '' && one.kind === 'block' ? read : `@${one.at}`;
    }
    if (read === '') read = `@${one.at}`;
  }
  return read;
}

/** An object that is all that a call is given belongs to the call. */
function isScope({ kind, members, count, keyed, parent }: Frame): boolean {
  const size = members + Math.min(count, 1);
  switch (kind) {
    case 'call':
      return true;
    case 'object':
      return keyed || parent?.kind !== 'call' || parent.members + Math.min(parent.count, 1) > 1;
    case 'list':
      return size > 1 && !keyed;
    case 'group':
    case 'block':
      return size > 1;
    default:
      return false;
  }
}

/** A span whose scope is known when everything is read. */
export interface Draft extends Pick<Span, 'start' | 'end' | 'form' | 'keys'> {
  readonly usage: Span['usage'] | undefined;
  readonly value: string | undefined;
  readonly frame: Frame | null;
  /** Of the case that it stands in. */
  readonly label: string | null;
  /** Set where it is known at once. */
  readonly scope: string | undefined;
  /** Of a name that is called: as `told` of its frame. */
  given: readonly (Range | null)[] | undefined;
  /** Of a name that is imported. */
  readonly module: string | undefined;
}
