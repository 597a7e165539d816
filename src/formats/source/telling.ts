/**
 * Which strings without an anchor are worth a span: those that may say which model runs, or where. Wider than what is made of them later; a
 * test compares the two.
 */
import { remembered } from '../remembered.ts';

/** Part of every name whose value says such a thing. */
const TELLING =
  /model|llm|engine|deploy|checkpoint|repo|pretrained|tokenizer|storage|ur[il]|base|host|endpoint|server|address|origin|proxy|path|upstream|gateway|target|api|provider|vendor|selected|adapter|backend|image|uses|region|location|rev|commit|local|offline|remote|key|token|secret|password|credential/i;
/** Names that speak of what they belong to. */
const OF_ITS_OWNER = /^(?:name|id|type|default)$/i;
/** The same of a name as it is written, with what stands before it. */
const ENDS_SO = /(?:^|[^A-Za-z0-9_-])(?:name|id|type|default)[^A-Za-z0-9_-]*$/i;
/** An address, or the name of a variable. */
const SETTING = /^(?:https?:|wss?:|localhost:|127\.|0\.0\.|[A-Z][A-Za-z0-9]*_|MODEL$|HOST$|PROVIDER$)/;

/** What such a text starts with. */
const FIRST = new Uint8Array(128);
for (const first of '01hlwABCDEFGHIJKLMNOPQRSTUVWXYZ') FIRST[first.charCodeAt(0)] = 1;

const LONGEST_NAME = 300;

/** Whether the value of a name as it is written may say something. */
export const mayTell = remembered((written) => tellsItself(written) || ENDS_SO.test(written));

/** The same, whatever it belongs to. */
export function tellsItself(written: string): boolean {
  return TELLING.test(written);
}

/** Whether a name says something only of what stands above it. */
export function isOfWhatItBelongsTo(name: string): boolean {
  return OF_ITS_OWNER.test(name);
}

/** Whether `text[start, end)` may be an address or a variable. */
export function mayBeSetting(text: string, start: number, end: number): boolean {
  return FIRST[text.charCodeAt(start)] === 1 && SETTING.test(text.slice(start, Math.min(end, start + LONGEST_NAME)));
}
