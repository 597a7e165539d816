/** What a cache knows of folders: what they held, and which of that no ignore rule hides. */
import { Buffer } from 'node:buffer';
import { platform } from 'node:os';
import { listingOf, outcomeAt, SHOWN, textOfListing, type Remembered, type RememberedFolder } from './cache-format.ts';
import type { Place } from './file.ts';
import { list, type Lister, type Listing } from './folder.ts';
import { LARGEST_RULES } from './ignoring.ts';
import { isMarkOf, isSameMark, isSettled, MARK, markOfFolder } from './mark.ts';
import { LASTING } from './outcome.ts';
import type { Shown } from './walk.ts';

/** What the scan before left, and what this one learned so far. */
export interface State {
  readonly before: Remembered;
  readonly byPath: ReadonlyMap<string, RememberedFolder>;
  readonly folders: RememberedFolder[];
  /** By slot: the entry before, or -1. */
  readonly entries: number[];
  /** By slot: no ignore rule hides it. */
  readonly shown: boolean[];
  /** By chunk. */
  readonly slots: (readonly number[])[];
  isNew: boolean;
}

/** Where a folder's times tell of every change in it. Elsewhere folders are listed again. */
const KEEPS_TIMES = ['linux', 'darwin'].includes(platform());

/** The state of a scan that has seen nothing yet. */
export function startState(before: Remembered): State {
  const byPath = new Map(before.folders.map((folder) => [folder.path, folder]));
  return { before, byPath, folders: [], entries: [], shown: [], slots: [], isNew: false };
}

/** Lists a folder, from what is known of it where its mark is still the same. */
export function listWith(state: State, place: Place, path: string, now: number): ReturnType<Lister> {
  const mark = markOfFolder(place);
  const known = state.byPath.get(path);
  const isSame = KEEPS_TIMES && mark !== null && known !== undefined && isSameMark(known.mark, 0, mark, 0);
  const listing = isSame ? listingOf(known.names) : list(place);
  if (typeof listing === 'string' || listing.raws !== null || mark === null) return listing;
  const names = isSame ? known.names : textOfListing(listing);
  const before = isSame ? listing : listingOf(known?.names ?? '');
  const slot = state.entries.length;
  if (names !== known?.names || (isSettled(mark, 0, now) && !isSameMark(known.mark, 0, mark, 0))) state.isNew = true;
  state.folders.push({ path, mark: isSettled(mark, 0, now) ? mark : new Float64Array(MARK).fill(NaN), first: slot, names });
  remember(state, listing, before, known?.first ?? -1);
  return { ...listing, slot, hasSameRules: known !== undefined && hasSameRules(state, place, listing, before, slot) };
}

/** Finds the entries of a folder among those that it had. */
function remember({ entries, shown }: State, { names }: Listing, before: Listing, first: number): void {
  const places = before.names === names ? null : new Map(before.names.map((name, index) => [name, index]));
  for (const [index, name] of names.entries()) {
    const place = places === null ? index : places.get(name);
    entries.push(place === undefined || first < 0 ? -1 : first + place);
    shown.push(false);
  }
}

/** Whether the .gitignore of a folder is the one that the scan before read, or neither has one. */
function hasSameRules({ entries, before }: State, place: Place, { names }: Listing, listed: Listing, slot: number): boolean {
  const index = names.indexOf('.gitignore');
  if (index < 0) return !listed.names.includes('.gitignore');
  const entry = entries[slot + index] ?? -1;
  const path = typeof place === 'string' ? `${place}/.gitignore` : Buffer.concat([place, Buffer.from('/.gitignore')]);
  return LASTING.has(outcomeAt(before, entry)) && (isMarkOf(before.marks, entry, path) ?? Infinity) <= LARGEST_RULES;
}

/** Which slots no ignore rule hides: as it was, and as it is. */
export function shownIn({ before, entries, shown }: State): Shown {
  return {
    has: (slot) => ((before.outcomes[entries[slot] ?? -1] ?? 0) & SHOWN) !== 0,
    add: (slot) => {
      if (slot >= 0) shown[slot] = true;
    },
    clear: () => void shown.fill(false),
  };
}
