/** Writes numbers into memory that starts at some offset. */
export interface Writer {
  /** Takes room for so many bytes; gives its offset. */
  readonly take: (size: number) => number;
  readonly byte: (at: number, value: number) => void;
  readonly word: (at: number, value: number) => void;
  readonly bytes: (values: readonly number[]) => number;
  readonly shorts: (values: readonly number[]) => number;
  readonly words: (values: readonly number[]) => number;
  /** Characters, two bytes each; the same ones lie there once. */
  readonly letters: (text: string) => number;
  readonly all: () => Uint8Array;
}

const MOST = 1 << 20;

/** A writer of memory that starts at `base`. */
export function writerAt(base: number): Writer {
  const view = new DataView(new ArrayBuffer(MOST));
  const known = new Map<string, number>();
  let end = 0;
  const take = (size: number) => {
    const at = end;
    end += Math.ceil(size / 8) * 8;
    return base + at;
  };
  const put = (values: readonly number[], width: number, set: (at: number, value: number) => void) => {
    const start = take(values.length * width);
    values.forEach((value, index) => set(start - base + index * width, value));
    return start;
  };
  const shorts = (values: readonly number[]) => put(values, 2, (at, value) => view.setUint16(at, value, true));
  return {
    take,
    shorts,
    byte: (at, value) => view.setUint8(at - base, value),
    word: (at, value) => view.setInt32(at - base, value, true),
    bytes: (values) => put(values, 1, (at, value) => view.setUint8(at, value)),
    words: (values) => put(values, 4, (at, value) => view.setInt32(at, value, true)),
    letters: (text) => {
      const before = known.get(text);
      const place = before ?? shorts(Array.from({ length: text.length }, (_, at) => text.charCodeAt(at)));
      known.set(text, place);
      return place;
    },
    all: () => new Uint8Array(view.buffer.slice(0, end)),
  };
}
