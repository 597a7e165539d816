/** Options -> a scan that is ready to run: what is scanned, what it is compared with, and what decides. */
import { existsSync, realpathSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import type { DiscoverOptions } from '../discover/index.ts';
import { readTracked } from '../discover/tracked.ts';
import { MODEL_DOORS } from '../extract/model/doors.ts';
import type { TakeTree } from '../discover/other-tree.ts';
import type { GateOptions } from '../gate/index.ts';
import type { Catalogue } from '../rules/catalogue.ts';
import type { ScanOptions } from '../scan.ts';
import type { Diagnostic } from '../types.ts';
import { UsageError } from '../usage-error.ts';
import { cacheOf } from './cache.ts';
import { changeOf, type ChangeOptions } from './change.ts';
import { givenTime, today } from './clock.ts';
import { CONFIG, decisionsOf, governanceOf, inputsOf, type Decisions, type Ground } from './decisions.ts';
import { filesOfCommit } from './git.ts';
import { hiddenBetween } from './hidden.ts';
import { escapedGlob, leavesOut } from './left-out.ts';
import type { CommandOptions } from './options.ts';
import { proposalsOf } from './proposals.ts';
import { repositoryOf } from './repository.ts';
import { revisionOf } from './revision.ts';
import { catalogueOf } from './rules-folder.ts';
import { commitSide, diskSide, indexSide, pathBelow, topOf } from './sides.ts';
import { isFilled, sameSubmodules } from './submodules.ts';
import { scanOf, treesFor, type Trees } from './trees.ts';
import { BUILD, VERSION } from './version.ts';

/** A scan that is ready to run. */
export interface Prepared {
  readonly scan: ScanOptions;
  readonly catalogue: Catalogue;
  readonly remove: () => void;
}

/**
 * Everything that a scan needs to run.
 * @throws UsageError for anything that a flag or a file says wrong.
 */
export async function prepare(options: CommandOptions, isGate: boolean, onProgress?: DiscoverOptions['onProgress']): Promise<Prepared> {
  const { root, targets } = rootOf(options.targets);
  const change = changeOf(root, options, isGate);
  const ruling = await rulingOf({ root, top: topOf(root), options }, change);
  const { ground } = ruling;
  const discover: DiscoverOptions = { ...discoverOptions(ground, targets, ruling.now), onProgress, silent: silentFor(change) };
  const trees = treesFor(discover);
  try {
    const isWhole = targets.length === 1 && targets[0] === '.';
    const judging = judgingOf(ruling, change, isWhole);
    const seen = change.isStaged ? stagedTree(discover, trees) : treeOnDisk({ ...discover, cache: cacheFor(ground) }, change);
    const others = comparedTrees(change, trees, isWhole && seen.discover.include === discover.include);
    return { scan: { ...judging, ...seen, ...others }, catalogue: ground.catalogue, remove: trees.remove };
  } catch (error) {
    trees.remove();
    throw error;
  }
}

/** What decides on a scan, and what a change would have decide. */
interface Ruling {
  readonly ground: Ground;
  readonly now: Decisions;
  readonly proposals: GateOptions['proposals'];
  readonly inputs: GateOptions['inputs'];
}

/** Where a change is judged, its base decides; else the tree itself does. */
async function rulingOf(place: Omit<Ground, 'catalogue'>, change: ChangeOptions): Promise<Ruling> {
  const head = change.isStaged ? indexSide(place.top) : diskSide(place.top);
  const base = change.trusted === null ? null : commitSide(place.top, change.trusted);
  const { catalogue, proposals: rules, inputs } = await catalogueOf(place, place.options.rules, base);
  const ground: Ground = { ...place, catalogue };
  const now = await decisionsOf(ground, base ?? head, base !== null);
  const proposals = base === null ? [] : [...(await proposalsOf(ground, { base, head, now })), ...rules];
  return { ground, now, proposals, inputs: [...inputsOf(now, base ?? head), ...inputs] };
}

function judgingOf({ ground, now, proposals, inputs }: Ruling, change: ChangeOptions, isWhole: boolean) {
  const { root, options } = ground;
  return {
    policy: now.policy,
    gate: { ...gateOf(root, change, now), proposals, isWhole, inputs },
    failOn: options.failOn,
    allowEmpty: options.allowEmpty,
    version: VERSION,
    revision: revisionOf(root),
    provenance: provenanceOf(root),
  };
}

/** What counts, and for whom: suppressions in source of a change only as its base has them, none under a policy from outside. */
function gateOf(root: string, { trusted, from }: ChangeOptions, now: Decisions): Omit<GateOptions, 'proposals' | 'isWhole' | 'inputs'> {
  return {
    today: today(),
    rules: governanceOf(now),
    inline: now.isLocked ? 'none' : trusted === null ? 'all' : 'base',
    isChange: from !== null,
    isSame: sameSubmodules(root, from),
  };
}

function provenanceOf(root: string): NonNullable<ScanOptions['provenance']> {
  const repository = repositoryOf(root);
  const time = givenTime(process.env['SOURCE_DATE_EPOCH']);
  return { ...(repository && { repository }), ...(time !== undefined && { time }) };
}

/** Where the scan tells what it did not keep; nowhere when no other tree is read. */
function silentFor({ from, trusted }: ChangeOptions): DiscoverOptions['silent'] {
  return from === null && trusted === null ? undefined : new Map();
}

function cacheFor({ root, options, catalogue }: Ground): DiscoverOptions['cache'] {
  return options.cache && BUILD !== undefined ? cacheOf(root, [VERSION, BUILD, catalogue.digest]) : undefined;
}

interface Seen {
  readonly discover: DiscoverOptions;
  readonly diagnostics: readonly Diagnostic[];
}

function stagedTree(discover: DiscoverOptions, trees: Trees): Seen {
  const { root, diagnostics, beside } = trees.index();
  const nothing: DiscoverOptions = { ...discover, root, targets: ['.'], exclude: ['**'] };
  return { discover: { ...(scanOf(discover, root) ?? nothing), beside }, diagnostics };
}

/** The tree on disk, with what a change takes out of sight brought back. */
function treeOnDisk(discover: DiscoverOptions, { trusted, from }: ChangeOptions): Seen {
  const base = trusted ?? from ?? '';
  if (base === '') return { discover, diagnostics: [] };
  const { root, include, exclude, gitignore } = discover;
  const { globs, diagnostics } = hiddenBetween(root, base, 'HEAD', discover, leavesOut(include, exclude));
  const brought = globs.length === 0 ? include : [...(include.length === 0 ? ['**'] : include), ...globs];
  return { discover: { ...discover, include: brought, gitignore: gitignore && isTracked(root) }, diagnostics };
}

/** Whether the index names every file of HEAD; where it does not, or in submodules, ignore rules of a change could hide what it adds. */
function isTracked(root: string): boolean {
  const { has } = readTracked(root);
  return filesOfCommit(root, 'HEAD').every((entry) => has(entry.path) && !isFilled(root, entry));
}

/** `isAlike`: the scan looks at all that lies in those trees, and at no more. */
function comparedTrees({ from, trusted }: ChangeOptions, trees: Trees, isAlike: boolean): Pick<ScanOptions, 'base' | 'trusted'> {
  const taker =
    (id: string): TakeTree =>
    (isSaid) =>
      trees.commit(id, (path) => isAlike && isSaid(path));
  return { ...(from !== null && from !== '' && { base: taker(from) }), ...(trusted !== null && { trusted: taker(trusted) }) };
}

/** One folder is the root itself; else the current folder is, and the targets lie below it. */
function rootOf(targets: readonly string[]): { root: string; targets: readonly string[] } {
  const [only] = targets;
  if (only !== undefined && targets.length === 1 && isFolder(resolve(only))) return { root: realpathSync(only), targets: ['.'] };
  const root = realpathSync(process.cwd());
  const below = targets.map((target) => {
    const path = relative(root, resolve(root, target));
    if (path === '..' || path.startsWith(`..${sep}`)) {
      if (!existsSync(resolve(target))) throw new UsageError(`${target}: no such file or folder`);
      throw new UsageError(`${target} lies outside the current folder; scan it alone, or from a folder that holds all targets`);
    }
    return path === '' ? '.' : path;
  });
  return { root, targets: below };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** The files that decide, and the reports that are about to be written, are no part of what is scanned. */
function discoverOptions({ root, top, options, catalogue }: Ground, targets: readonly string[], now: Decisions): DiscoverOptions {
  const { config, policy, own, baseline, isLocked } = now;
  const decided = [config?.named.inTree, policy.inTree, own?.inTree, baseline?.named.inTree].flatMap((path) =>
    path ? [join(top, path)] : [],
  );
  const written = options.outputs.flatMap(({ file }) => (file === null ? [] : [resolve(file)]));
  const aside = [join(root, CONFIG), ...decided, ...written].flatMap((path) => pathBelow(root, path) ?? []);
  return {
    root,
    targets,
    include: [...(isLocked ? [] : (config?.value.include ?? [])), ...options.include],
    exclude: [...(isLocked ? [] : (config?.value.exclude ?? [])), ...options.exclude, ...aside.map(escapedGlob)],
    gitignore: options.gitignore,
    maxFileSize: options.maxFileSize,
    jobs: options.jobs,
    search: catalogue.search,
    doors: MODEL_DOORS,
  };
}
