/**
 * Glob patterns as git reads them (gitignore(5), wildmatch): code unit by code unit, `*` and `?` never match `/`, `**` between slashes
 * does. Matching takes at most pattern x text steps.
 */

/** Steps left to all patterns of one walk; a pattern that finds none left does not match. */
export interface Budget {
  left: number;
}

/** A code to match itself, a set of flags by code, or one of the three kinds of star. */
type Token = number | Uint8Array;

/** A compiled pattern. */
export interface Glob {
  readonly tokens: readonly Token[];
}

/** Tokens from here on are not codes. */
export const ANY = 65_536;
const STAR = 65_537;
/** `**` at the end, or before an escaped slash. */
const STARS = 65_538;
/** `**` with its slash: nothing, or any folders. */
const FOLDERS = 65_539;

/** In a set: what holds of all codes over 255. */
const BEYOND = 256;

const SLASH = 47;
const BACKSLASH = 92;
const LONGEST_PATH = 4096;

/** Takes a pattern without its literal prefix (git matches that apart) and compiles it; null when it can match nothing. */
export function compileGlob(pattern: string): Glob | null {
  const tokens: Token[] = [];
  let at = 0;
  let least = 0;
  while (at < pattern.length) {
    const char = pattern[at];
    if (char === '*') {
      const end = endOfStars(pattern, at);
      const token = starToken(pattern, at, end);
      if (token !== tokens.at(-1)) tokens.push(token);
      at = token === FOLDERS ? end + 1 : end;
      continue;
    }
    const single = char === '[' ? setToken(pattern, at) : plainToken(pattern, at);
    if (single === null || ++least > LONGEST_PATH) return null;
    tokens.push(single.token);
    at = single.end;
  }
  return { tokens };
}

/** Whether a compiled pattern matches all of `text` from `from`. */
export function matchesGlob({ tokens }: Glob, text: string, from: number, budget: Budget): boolean {
  let at = from;
  let next = 0;
  let star = -1;
  let starAt = 0;
  let stars = -1;
  let starsAt = 0;
  while (budget.left-- > 0) {
    const token = tokens[next];
    if (token === STAR) {
      star = next++;
      starAt = at;
    } else if (token === STARS || token === FOLDERS) {
      star = -1;
      stars = next++;
      starsAt = at;
    } else if (token === undefined ? at === text.length : at < text.length && takes(token, text.charCodeAt(at))) {
      if (token === undefined) return true;
      at++;
      next++;
    } else if (star >= 0 && starAt < text.length && text.charCodeAt(starAt) !== SLASH) {
      at = ++starAt;
      next = star + 1;
    } else {
      if (stars < 0) return false;
      starsAt = tokens[stars] === STARS ? starsAt + 1 : afterSlash(text, starsAt);
      if (starsAt > text.length) return false;
      star = -1;
      at = starsAt;
      next = stars + 1;
    }
  }
  return false;
}

function takes(token: Token, code: number): boolean {
  if (typeof token !== 'number') return token[code > 255 ? BEYOND : code] === 1;
  return token === code || (token === ANY && code !== SLASH);
}

function afterSlash(text: string, from: number): number {
  const slash = text.indexOf('/', from);
  return slash < 0 ? Infinity : slash + 1;
}

function endOfStars(pattern: string, from: number): number {
  let end = from;
  while (pattern[end] === '*') end++;
  return end;
}

function starToken(pattern: string, start: number, end: number): number {
  if (end - start < 2 || (start > 0 && pattern[start - 1] !== '/')) return STAR;
  if (pattern[end] === '/') return FOLDERS;
  return end === pattern.length || pattern.startsWith('\\/', end) ? STARS : STAR;
}

function plainToken(pattern: string, at: number): { token: Token; end: number } | null {
  if (pattern[at] === '?') return { token: ANY, end: at + 1 };
  if (pattern.charCodeAt(at) !== BACKSLASH) return { token: pattern.charCodeAt(at), end: at + 1 };
  return at + 1 < pattern.length ? { token: pattern.charCodeAt(at + 1), end: at + 2 } : null;
}

/** `[...]`, with ranges, escapes, negation and POSIX classes; null when it is not closed or names an unknown class. */
function setToken(pattern: string, open: number): { token: Uint8Array; end: number } | null {
  const set = new Uint8Array(BEYOND + 1);
  let at = open + 1;
  const negated = pattern[at] === '!' || pattern[at] === '^';
  if (negated) at++;
  let before = 0;
  for (let isFirst = true; isFirst || pattern[at] !== ']'; isFirst = false) {
    const item = setItem(pattern, at, before);
    if (item === null) return null;
    if (typeof item.codes !== 'string') set.fill(1, item.codes.from, Math.min(item.codes.to + 1, BEYOND));
    else for (let code = 0; code < 128; code++) set[code] = set[code] === 1 || isOfClass(item.codes, code) ? 1 : 0;
    before = item.before;
    at = item.end;
  }
  if (negated) for (let code = 0; code <= BEYOND; code++) set[code] = set[code] === 1 ? 0 : 1;
  set[SLASH] = 0;
  return { token: set, end: at + 1 };
}

/** What stands at one place of a set: a class by name, or a range; `before` is what a following dash starts from (0: nothing). */
interface SetItem {
  readonly codes: string | { readonly from: number; readonly to: number };
  readonly before: number;
  readonly end: number;
}

function setItem(pattern: string, at: number, before: number): SetItem | null {
  const next = pattern[at + 1];
  if (pattern[at] === '-' && before > 0 && next !== undefined && next !== ']') {
    const last = escapedAt(pattern, at + 1);
    return last && { codes: { from: before, to: last.code }, before: 0, end: last.end };
  }
  if (pattern[at] === '[' && next === ':') {
    const close = pattern.indexOf(']', at + 2);
    if (close < 0) return null;
    if (close > at + 2 && pattern[close - 1] === ':') {
      const name = pattern.slice(at + 2, close - 1);
      return CLASSES.has(name) ? { codes: name, before: 0, end: close + 1 } : null;
    }
  }
  const single = escapedAt(pattern, at);
  return single && { codes: { from: single.code, to: single.code }, before: single.code, end: single.end };
}

function escapedAt(pattern: string, at: number): { code: number; end: number } | null {
  const place = pattern[at] === '\\' ? at + 1 : at;
  return place < pattern.length ? { code: pattern.charCodeAt(place), end: place + 1 } : null;
}

const CLASSES: ReadonlyMap<string, RegExp> = new Map([
  ['alnum', /[0-9A-Za-z]/],
  ['alpha', /[A-Za-z]/],
  ['blank', /[ \t]/],
  ['cntrl', /[^ -~]/],
  ['digit', /[0-9]/],
  ['graph', /[!-~]/],
  ['lower', /[a-z]/],
  ['print', /[ -~]/],
  ['punct', /[!-/:-@[-`{-~]/],
  ['space', /[ \t\n\r]/],
  ['upper', /[A-Z]/],
  ['xdigit', /[0-9A-Fa-f]/],
]);

function isOfClass(name: string, code: number): boolean {
  return CLASSES.get(name)?.test(String.fromCharCode(code)) === true;
}
