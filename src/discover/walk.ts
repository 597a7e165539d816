/** Walks a tree without following links, and decides of every entry whether it is looked at. Never opens a file but ignore rules. */
import { Buffer } from 'node:buffer';
import type { Diagnostic } from '../types.ts';
import { exists, leavesRoot, placeOf, type Refusal } from './file.ts';
import { list, type Listed, type Lister, type Listing } from './folder.ts';
import { bytesOf, type IgnoreChain } from './gitignore.ts';
import type { Globs } from '../formats/globs/index.ts';
import { createIgnoring, SHOW_ALL, type Ignoring } from './ignoring.ts';
import { skippedFolder, type Surroundings } from './names.ts';
import { count, emptyTally, failure, outsideLink, type SkipReason, type Tally } from './outcome.ts';
import type { Targets } from './targets.ts';

/** Where to walk, and who is told what is found. */
export interface WalkOptions {
  readonly root: string;
  readonly targets: Targets;
  readonly globs: Globs;
  readonly gitignore: boolean;
  /** Lists folders, other than by reading them; and knows what ignore rules show. */
  readonly list?: Lister | undefined;
  readonly shown?: Shown | undefined;
  /** Is given the files to examine, in ascending order of path, and their slot: see Listed. */
  readonly onFile: (file: FoundFile, slot: number) => void;
}

/** Slots whose entries no ignore rule hides, as long as the rules are what they were. */
export interface Shown {
  readonly has: (slot: number) => boolean;
  readonly add: (slot: number) => void;
  /** Not all rules were applied: what was added says nothing. */
  readonly clear: () => void;
}

/** A file to examine: its path relative to the root and, where that is not UTF-8, its bytes. */
export interface FoundFile {
  readonly path: string;
  readonly raw?: string;
}

/** What a walk found beside files. */
export interface Walked {
  readonly tally: Tally;
  readonly diagnostics: readonly Diagnostic[];
}

/** An entry of a folder. */
interface Entry {
  readonly name: string;
  readonly path: string;
  /** The path as bytes, one code unit each. */
  readonly bytes: string;
  readonly raw: string | undefined;
  readonly isFolder: boolean;
  /** Where the cache has it; -1: nowhere. */
  readonly slot: number;
}

/** How the entries of a folder are judged. */
interface Scope {
  /** Below a target; else only the way to one. */
  readonly isInside: boolean;
  /** An ignore rule hides the folder: only what git tracks counts. */
  readonly isHidden: boolean;
  /** The folder would be skipped, but a glob asks for these files in it. */
  readonly asked: ((path: string) => boolean) | null;
}

/** A folder that the walk is in. */
interface Folder extends Scope {
  /** With a slash at the end; empty for the root. */
  readonly path: string;
  readonly bytes: string;
  readonly isRaw: boolean;
  readonly listing: Listing;
  readonly slot: number;
  /** The ignore rules in it and above it are what they were. */
  readonly hasSameRules: boolean;
  chain: () => IgnoreChain | null;
  next: number;
}

interface Walk extends WalkOptions {
  readonly tally: Tally;
  readonly diagnostics: Diagnostic[];
  readonly ignoring: Ignoring;
  readonly stack: Folder[];
}

const INSIDE: Scope = { isInside: true, isHidden: false, asked: null };
const WAY: Scope = { isInside: false, isHidden: false, asked: null };

/** Walks the targets. Never throws. */
export function walk(options: WalkOptions): Walked {
  const diagnostics = [...options.targets.diagnostics];
  const report = (diagnostic: Diagnostic) => {
    diagnostics.push(diagnostic);
    options.shown?.clear();
  };
  const ignoring = options.gitignore ? createIgnoring(options.root, report) : SHOW_ALL;
  const state: Walk = { ...options, tally: emptyTally(), diagnostics, ignoring, stack: [] };
  const root: Entry = { name: '', path: '', bytes: '', raw: undefined, isFolder: true, slot: -1 };
  enter(state, root, null, options.targets.isWhole ? INSIDE : WAY);
  for (let folder = state.stack.at(-1); folder !== undefined; folder = state.stack.at(-1)) {
    const name = folder.listing.names[folder.next];
    if (name === undefined) state.stack.pop();
    else step(state, folder, entryOf(folder, name, folder.next++));
  }
  return { tally: state.tally, diagnostics };
}

/** Lists a folder and puts it on the stack; what is neither file nor folder is counted at once. */
function enter(state: Walk, { path, bytes, raw }: Entry, parent: Folder | null, scope: Scope): void {
  const place = placeOf(state.root, path, raw);
  const listing: Listed | Refusal = state.list?.(place, raw === undefined ? path : null) ?? list(place);
  if (typeof listing === 'string') return refuse(state, path, listing);
  const prefix = path === '' ? '' : `${path}/`;
  const bytePrefix = bytes === path ? prefix : `${bytes}/`;
  const hasSameRules = (parent?.hasSameRules ?? true) && listing.hasSameRules === true;
  const folder: Folder = {
    ...scope,
    path: prefix,
    bytes: bytePrefix,
    isRaw: raw !== undefined,
    listing,
    slot: listing.slot ?? -1,
    hasSameRules,
    chain: parent?.chain ?? (() => state.ignoring.top),
    next: 0,
  };
  if (listing.names.includes('.gitignore')) folder.chain = chainOf(state, folder, folder.chain);
  for (const name of listing.links) leaveOut(state, folder, name, 'link');
  for (const name of listing.specials) leaveOut(state, folder, name, 'special');
  state.stack.push(folder);
}

/** Rules that are what they were are read when they are asked for: of most entries the cache knows what they say. */
function chainOf({ root, ignoring }: Walk, { path, bytes, isRaw, hasSameRules }: Folder, above: Folder['chain']): Folder['chain'] {
  const place = placeOf(root, `${path}.gitignore`, isRaw ? `${bytes}.gitignore` : undefined);
  const read = () => ignoring.chainOf(place, bytes, above());
  let chain = hasSameRules ? undefined : read();
  return () => (chain === undefined ? (chain = read()) : chain);
}

function refuse({ tally, diagnostics }: Walk, path: string, reason: Refusal): void {
  if (reason === 'link' || reason === 'special') return count(tally.skipped, reason);
  count(tally.failed, reason);
  diagnostics.push(failure(path === '' ? '.' : path, reason));
}

/** Counts a link or special file. A link out of the tree is told: what it stands for was not looked at. */
function leaveOut(state: Walk, folder: Folder, name: string, reason: 'link' | 'special'): void {
  const path = folder.path + name;
  const scope = scopeOf(state, folder, { name, path, bytes: folder.bytes + bytesOf(name), raw: undefined, isFolder: false, slot: -1 });
  if (scope === null && !state.targets.ways.has(path)) return;
  count(state.tally.skipped, reason);
  if (reason === 'link' && typeof scope !== 'string' && leavesRoot(state.root, path)) state.diagnostics.push(outsideLink(path));
}

function entryOf(folder: Folder, key: string, index: number): Entry {
  const isFolder = key.endsWith('/');
  const name = isFolder ? key.slice(0, -1) : key;
  const ownBytes = folder.listing.raws?.[index];
  const path = folder.path + name;
  const nameBytes = ownBytes ?? bytesOf(name);
  const bytes = folder.bytes === folder.path && nameBytes === name ? path : folder.bytes + nameBytes;
  const raw = folder.isRaw || ownBytes !== undefined ? bytes : undefined;
  return { name, path, bytes, raw, isFolder, slot: folder.slot < 0 ? -1 : folder.slot + index };
}

/** Takes, enters or counts one entry. */
function step(state: Walk, folder: Folder, entry: Entry): void {
  const scope = scopeOf(state, folder, entry);
  if (scope === null) return;
  if (typeof scope === 'string') count(state.tally.skipped, scope);
  else if (entry.isFolder) enter(state, entry, folder, scope);
  else state.onFile(entry.raw === undefined ? { path: entry.path } : { path: entry.path, raw: entry.raw }, entry.slot);
}

/** How an entry is judged further; or why it is skipped; or null when no target holds it. */
function scopeOf(state: Walk, folder: Folder, entry: Entry): Scope | SkipReason | null {
  const { targets, globs } = state;
  const isNamed = holds(targets.named, entry);
  const isInside = folder.isInside || isNamed || holds(targets.globbed, entry);
  if (!isInside && !(entry.isFolder && holds(targets.ways, entry))) return null;
  if (globs.isExcluded(entry.path)) return 'excluded';
  if (isNamed) return included(state, entry, INSIDE);
  const sight = sightOf(state, folder, entry);
  if (typeof sight !== 'string') return isInside ? included(state, entry, sight) : { ...sight, isInside: false };
  const asked = globs.broughtBack(entry.path);
  if (asked !== null && (entry.isFolder || asked(entry.path))) return { ...INSIDE, asked };
  return entry.isFolder && holds(targets.namedWays, entry) ? WAY : sight;
}

/** Names and ignore rules decide; but in a folder that a glob brought back, only that glob's files count. */
function sightOf(state: Walk, folder: Folder, entry: Entry): Scope | SkipReason {
  const reason = entry.isFolder ? skippedFolder(entry.name, surroundings(state, folder, entry)) : entry.name === '.git' ? 'vcs' : null;
  if (reason !== null) return reason;
  const { asked } = folder;
  if (asked !== null) return entry.isFolder || asked(entry.path) ? { ...INSIDE, asked } : 'not-included';
  const slot = folder.isHidden ? -1 : entry.slot;
  if (folder.hasSameRules && state.shown?.has(slot)) return INSIDE;
  const sight = state.ignoring.sightOf(folder.chain(), entry, folder.isHidden);
  if (sight === 'hidden') return 'ignored';
  if (sight === 'tracked') return { ...INSIDE, isHidden: true };
  state.shown?.add(slot);
  return INSIDE;
}

function included({ globs }: Walk, entry: Entry, scope: Scope): Scope | SkipReason {
  return entry.isFolder || globs.isIncluded(entry.path) ? scope : 'not-included';
}

function surroundings({ root }: Walk, folder: Folder, entry: Entry): Surroundings {
  const inParent = folder.path.split('/');
  return {
    parent: inParent.at(-2) ?? '',
    holds: (name) => exists(placeOf(root, `${entry.path}/${name}`, entry.raw === undefined ? undefined : `${entry.bytes}/${name}`)),
    hasBeside: (name) => folder.listing.names.includes(name),
  };
}

/** Whether a set of paths holds an entry; globs are expanded with U+FFFD for bytes that are not UTF-8. */
function holds(paths: ReadonlySet<string>, { path, raw }: Entry): boolean {
  return paths.size > 0 && (paths.has(path) || (raw !== undefined && paths.has(Buffer.from(raw, 'latin1').toString('utf8'))));
}
