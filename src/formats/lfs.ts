/** Git LFS pointers: https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */

/** Offsets into the pointer's text. */
export interface LfsField {
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

/** How every pointer starts. */
export const LFS_START = 'version https://git-lfs.github.com/spec/';
const LONGEST_POINTER = 1024;

/** The fields of a pointer (version, oid, size); null when the text is none. */
export function readLfsPointer(text: string): LfsField[] | null {
  if (text.length > LONGEST_POINTER || !text.startsWith(LFS_START)) return null;
  return [...text.matchAll(/^([a-z0-9.-]+) ([^\r\n]*)/gm)].map(({ index, 1: key = '', 2: value = '' }) => {
    const start = index + key.length + 1;
    return { key, start, end: start + value.length };
  });
}
