/** Values of parsed JSON whose shape nobody has checked. */

/** An object of a JSON text. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** The value of a JSON text; undefined when it is none. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The objects of a list; none when it is no list. */
export function recordsOf(value: unknown): JsonRecord[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** The strings of a list; none when it is no list. */
export function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter(isText) : [];
}

/** An object, and no list. */
export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A string. */
export function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** The text under a key, or null. */
export function textOf(record: JsonRecord, key: string): string | null {
  const value = record[key];
  return isText(value) ? value : null;
}
