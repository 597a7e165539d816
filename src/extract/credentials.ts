/** Tells the value of a credential, which is nobody's model although it may be called after one: `API_KEY=qwen3-8b-local`. */
import { remembered } from '../formats/remembered.ts';
import { isCredentialName } from '../rules/key-role.ts';
import type { Span } from '../types.ts';

/** Looked at on each side of a word. */
const AROUND = 200;
/** What only says where a credential is kept or to be had: a variable, a template, an address. */
const REFERENCE =
  /[$<{(]|^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$|:\/\/|^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,6}\/|environ|^(?:arn|env|secrets?|vault)[.:/]/;
/** The name of one, or what stands in its place: `deepseek-api-key`, `your_qwen_key_here`. */
const NAME = /^[A-Za-z_-]*(?:key|token|secret)(?:[-_]here)?$/i;
const SHORTEST = 6;
/** A label of a form, as `DeepSeek API Key`. */
const PROSE = /^(?!(?:bearer|basic) +\S+$)\S+\s/i;
/** `Bearer `, `--api-key ` and the like before a word. */
const BEFORE_SECRET =
  /(?:\bbearer +[\w.~+/=-]{0,100}|[ \t"']--?(?:api-?key|token|password|passwd)(?:[= \t]|", ?"|', ?')["']?[\w.~+/=-]{0,100})$/i;
/** Stands before each of those: most words have none of it near. */
const SIGN = /:\/\/|[ \t"']-|bearer/i;
/** `curl -u name:password` */
const USER_AND_PASSWORD = /[ \t](?:-u|--user)[= \t]["']?[^\s:"']{0,60}:[^\s"']{0,100}$/;
/** `sshpass -p PASSWORD`, `redis-cli -a PASSWORD`, as the manuals of these programs have it. */
const PASSWORD_OPTION = /\b(?:sshpass[ \t]+-p[ \t]*|redis-cli(?:[ \t][^\n|;&]{0,120})?[ \t]-a[ \t]+)["']?[^\s"']{0,100}$/;
/** `https://user:password@` (RFC 3986, 3.2.1) */
const PASSWORD = /(:\/\/[^\s/?#@"'<>:]{0,100}:)([^\s/?#"'<>${]{1,200})(?=@)/g;
/** `?api_key=` */
const QUERY = /([?&](?:[\w.-]{0,40}[-_.])?(?:api[-_]?key|key|token|secret|sig|signature|password)=)([^&#\s"'<>${]{1,200})/gi;

/** Whether the word at `start` of a text, in a span, is a credential or stands in one. */
export function isCredential(text: string, span: Span, start: number, end: number): boolean {
  if (span.form !== 'string' && span.form !== 'word') return false;
  const isNamed = span.form === 'string' && span.end - span.start <= AROUND && isUnderOne(span.keys);
  const value = text.slice(start, Math.min(end, start + AROUND));
  const near = text.slice(Math.max(0, start - AROUND), start);
  const before = near.slice(near.lastIndexOf('\n') + 1);
  if (!isNamed && !SIGN.test(before) && !SIGN.test(value)) return false;
  if (value.length < SHORTEST || text.charAt(end) === '=' || REFERENCE.test(value) || NAME.test(value)) return false;
  if (isNamed) return isGiven(text.slice(span.start, span.end));
  return (
    BEFORE_SECRET.test(before) || PASSWORD_OPTION.test(before) || USER_AND_PASSWORD.test(before + value) || isHiddenIn(text, before, start)
  );
}

const isNameOfOne = remembered(isCredentialName);

/** Sections in which a plain `key` is a credential: `jwt.key`, `session.key`. */
const OF_SECRETS = /^(?:jwt|session|cookies?|auth|encryption|crypto|signing|hmac|tls|ssl|secrets?|credentials?)$/i;

/** Whether the last of these keys names a credential. */
function isUnderOne(keys: readonly string[]): boolean {
  const last = keys.at(-1) ?? '';
  return isNameOfOne(last) || (/^key$/i.test(last) && OF_SECRETS.test(keys.at(-2) ?? ''));
}

/** Whether a value under the name of a credential may be one. */
function isGiven(value: string): boolean {
  return !REFERENCE.test(value) && !PROSE.test(value);
}

/** Whether the word at `start` is cut from the credential of an address. */
function isHiddenIn(text: string, before: string, start: number): boolean {
  if (!before.includes('://')) return false;
  const around = before + text.slice(start, start + AROUND);
  return withoutCredentials(around).charAt(before.length) === HIDDEN && around.charAt(before.length) !== HIDDEN;
}

const HIDDEN = '*';

/** An address as long as it was, in which the characters of passwords and keys stand no more. */
export function withoutCredentials(value: string): string {
  if (!value.includes('://')) return value;
  const hide = (_: string, before: string, secret: string): string => before + HIDDEN.repeat(secret.length);
  return value.replace(PASSWORD, hide).replace(QUERY, hide);
}
