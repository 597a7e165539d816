/** What lies in one folder, in an order that makes a walk's paths ascend. */
import { Buffer, isUtf8 } from 'node:buffer';
import { readdirSync, type Dirent } from 'node:fs';
import { refusalOf, type Place, type Refusal } from './file.ts';

/** The entries of a folder. */
export interface Listing {
  /** Files and folders; folders end in `/`. */
  readonly names: readonly string[];
  /** For a name that is not UTF-8: its bytes, at the same place. */
  readonly raws: readonly (string | undefined)[] | null;
  readonly links: readonly string[];
  /** Sockets, pipes and devices. */
  readonly specials: readonly string[];
}

/** A listing by a cache. */
export interface Listed extends Listing {
  /** The first of as many slots as it has names: where the cache keeps what is known of them. */
  readonly slot?: number;
  /** The ignore rules in the folder itself are what they were. */
  readonly hasSameRules?: boolean;
}

/** Lists the folder at a place; `path` is null when it is not UTF-8. */
export type Lister = (place: Place, path: string | null) => Listed | Refusal;

interface Kinds {
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

/** Lists a folder, never following a link. */
export function list(place: Place): Listing | Refusal {
  try {
    const entries = readdirSync(place, { withFileTypes: true, encoding: 'utf8' });
    return entries.some(({ name }) => name.includes('\ufffd')) ? listBytes(place) : listNames(entries);
  } catch (error) {
    return refusalOf(error);
  }
}

function listNames(entries: readonly Dirent[]): Listing {
  const names: string[] = [];
  const links: string[] = [];
  const specials: string[] = [];
  for (const entry of entries) {
    if (entry.isFile()) names.push(entry.name);
    else if (entry.isDirectory()) names.push(`${entry.name}/`);
    else (entry.isSymbolicLink() ? links : specials).push(entry.name);
  }
  return { names: names.sort(), raws: null, links, specials };
}

/** The same for a folder with names that are not UTF-8. */
function listBytes(place: Place): Listing {
  const entries = readdirSync(place, { withFileTypes: true, encoding: 'buffer' }).map((entry) => entryOf(entry, entry.name));
  const kept = entries.filter(({ kind }) => kind === 'file' || kind === 'folder');
  kept.sort((a, b) => compare(a.name, b.name) || compare(a.raw ?? '', b.raw ?? ''));
  const namesOf = (wanted: string) => entries.filter(({ kind }) => kind === wanted).map(({ name }) => name);
  return { names: kept.map(({ name }) => name), raws: kept.map(({ raw }) => raw), links: namesOf('link'), specials: namesOf('special') };
}

function entryOf(entry: Kinds, bytes: Buffer): { name: string; raw: string | undefined; kind: string } {
  const kind = entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : entry.isSymbolicLink() ? 'link' : 'special';
  const end = kind === 'folder' ? '/' : '';
  if (isUtf8(bytes)) return { name: bytes.toString('utf8') + end, raw: undefined, kind };
  const raw = bytes.toString('latin1');
  return { name: raw.replace(/[\x80-\xff]/g, (char) => `\\x${char.charCodeAt(0).toString(16).toUpperCase()}`) + end, raw, kind };
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
