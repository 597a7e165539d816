/**
 * What files say, as bytes: from one scan to the next, and from one thread to another. Numbers as this machine writes them, and texts as
 * JSON, each of them once, however many places say it.
 *
 *     files, numbers, numbers of lists: 3 x int32 | where files start | numbers | lists | texts
 */
import { Buffer } from 'node:buffer';
import type { Said } from './one.ts';
import { readSaid, writeSaid, type Reader, type Writer } from './rows.ts';

/** What was packed. */
export interface Packed {
  readonly count: number;
  /** What the file with this number says; `path` is what it is called. */
  readonly said: (number: number, path: string) => Said;
}

const HEADER = 3;

/** What files say, as bytes of their own; null when that would be more than about `most` bytes. */
export function pack(all: Iterable<Said>, most = Infinity): Uint8Array<ArrayBuffer> | null {
  const texts = new Map<string, number>();
  const lists: number[] = [];
  const numbers: number[] = [];
  const writer = writerTo(numbers, lists, texts);
  const starts: number[] = [];
  for (const said of all) {
    starts.push(numbers.length);
    writeSaid(writer, said);
    if (writer.size() > most) return null;
  }
  const tail = Buffer.from(JSON.stringify([...texts.keys()]), 'utf8');
  const words = HEADER + starts.length + numbers.length + lists.length;
  const bytes = new Uint8Array(4 * words + tail.length);
  const words32 = new Int32Array(bytes.buffer, 0, words);
  words32.set([starts.length, numbers.length, lists.length]);
  words32.set(starts, HEADER);
  words32.set(numbers, HEADER + starts.length);
  words32.set(lists, words - lists.length);
  bytes.set(tail, 4 * words);
  return bytes;
}

function writerTo(numbers: number[], lists: number[], texts: Map<string, number>): Writer & { readonly size: () => number } {
  const known = new Map<string, number>();
  let letters = 0;
  const text = (one: string): number => {
    const before = texts.get(one);
    if (before !== undefined) return before;
    letters += one.length;
    texts.set(one, texts.size);
    return texts.size - 1;
  };
  const list = (all: readonly string[]): number => {
    const ids = all.map(text);
    const key = ids.join();
    const before = known.get(key);
    if (before !== undefined) return before;
    const start = lists.length;
    known.set(key, start);
    lists.push(ids.length);
    for (const id of ids) lists.push(id);
    return start;
  };
  return {
    number: (one) => void numbers.push(one),
    text: (one) => void numbers.push(text(one)),
    list: (all) => void numbers.push(list(all)),
    size: () => 4 * (numbers.length + lists.length) + letters,
  };
}

/** What was packed into `bytes`, which start where four divides their offset; null: nothing was. */
export function unpack(bytes: Uint8Array): Packed | null {
  if (bytes.byteOffset % 4 !== 0 || bytes.length < 4 * HEADER) return null;
  const words32 = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
  const [count = 0, size = 0, sizeOfLists = 0] = words32;
  const words = HEADER + count + size + sizeOfLists;
  if (count < 0 || size < 0 || sizeOfLists < 0 || words > words32.length) return null;
  const texts = textsOf(bytes.subarray(4 * words));
  if (texts === null) return null;
  const numbers = words32.subarray(HEADER + count, HEADER + count + size);
  const listAt = listReader(words32.subarray(words - sizeOfLists, words), texts);
  const said = (number: number, path: string): Said => {
    let at = words32[HEADER + number] ?? size;
    const next = () => numbers[at++] ?? 0;
    const reader: Reader = { number: next, text: () => texts[next()] ?? '', list: () => listAt(next()), left: () => size - at };
    return readSaid(reader, path);
  };
  return { count, said };
}

function textsOf(bytes: Uint8Array): readonly string[] | null {
  try {
    const texts: unknown = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8'));
    return isTexts(texts) ? texts : null;
  } catch {
    return null;
  }
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

/** Gives the list that starts at a place, and the same one each time. */
function listReader(lists: Int32Array, texts: readonly string[]): (start: number) => readonly string[] {
  const known = new Map<number, readonly string[]>();
  return (start) => {
    const before = known.get(start);
    if (before !== undefined) return before;
    const ids = lists.subarray(start + 1, start + 1 + (lists[start] ?? 0));
    const list = Array.from(ids, (id) => texts[id] ?? '');
    known.set(start, list);
    return list;
  };
}
