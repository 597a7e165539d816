/** The rules of a scan; a team's own folder as the base has it when it is part of the tree. */
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Proposal } from '../gate/index.ts';
import type { Catalogue } from '../rules/catalogue.ts';
import type { Input } from '../types.ts';
import { UsageError } from '../usage-error.ts';
import { catalogueWith } from './catalogue.ts';
import { shownPath } from './decisions.ts';
import { blobsOf, filesOfCommit } from './git.ts';
import { namedFile, type Named, type Side } from './sides.ts';

/** The rules, and what a change would make of them. */
export interface RulesFolder {
  readonly catalogue: Catalogue;
  readonly proposals: readonly Proposal[];
  readonly inputs: readonly Input[];
}

interface Tree {
  readonly root: string;
  readonly top: string;
}

/** The catalogue with the folder that `--rules` names. @throws UsageError for a mistake in it. */
export async function catalogueOf(tree: Tree, folder: string | undefined, base: Side | null): Promise<RulesFolder> {
  if (folder === undefined) return { catalogue: await catalogueWith(), proposals: [], inputs: [] };
  const named = namedFile(folder, process.cwd(), tree.top);
  const isHere = statSync(named.absolute, { throwIfNoEntry: false })?.isDirectory() === true;
  if (base?.revision && named.inTree !== null) return catalogueAt(tree, named, base.revision, isHere);
  if (!isHere) throw new UsageError(`--rules ${folder}: no such folder`);
  return { catalogue: await catalogueWith(folder), proposals: [], inputs: [await inputOf(named, named.absolute, null)] };
}

async function catalogueAt(tree: Tree, named: Named, commit: string, isHere: boolean): Promise<RulesFolder> {
  const { digestRules } = await import('../rules/load.ts');
  const place = mkdtempSync(join(tmpdir(), 'pedigree-rules-'));
  try {
    const isThere = writeRules(tree.top, named.inTree ?? '', commit, place);
    if (!isThere && !isHere) throw new UsageError(`--rules ${named.name}: no such folder`);
    const catalogue = await namingErrors(place, `${named.name} at ${commit.slice(0, 12)}`, () =>
      catalogueWith(isThere ? place : undefined),
    );
    const isSame = isHere && isThere && digestRules(place) === digestRules(named.absolute);
    const deed = !isThere ? 'adds' : isHere ? 'changes' : 'removes';
    const proposal: Proposal = { role: 'rules', path: shownPath(tree, named.inTree ?? ''), line: 1, deed, rules: null };
    return { catalogue, proposals: isSame ? [] : [proposal], inputs: isThere ? [await inputOf(named, place, commit)] : [] };
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/** Writes the rule files of a commit; gives whether there are any. */
function writeRules(top: string, folder: string, commit: string, place: string): boolean {
  const name = /^([a-z]+)\/([\w.-]+\.yaml)$/;
  const prefix = Buffer.from(`${folder}/`, 'utf8').toString('latin1');
  const files = filesOfCommit(top, commit)
    .filter(({ mode, path }) => mode.startsWith('100') && path.startsWith(prefix))
    .map((entry) => ({ id: entry.id, path: entry.path.slice(prefix.length) }))
    .filter(({ path }) => name.test(path));
  const blobs = blobsOf(
    top,
    files.map(({ id }) => id),
  );
  for (const [at, { path }] of files.entries()) {
    mkdirSync(join(place, path, '..'), { recursive: true });
    writeFileSync(join(place, path), blobs[at] ?? '');
  }
  return files.length > 0;
}

async function namingErrors<T>(place: string, name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof UsageError ? new UsageError(error.message.replaceAll(place, name)) : error;
  }
}

async function inputOf({ name, inTree }: Named, folder: string, revision: string | null): Promise<Input> {
  const { digestRules } = await import('../rules/load.ts');
  return { role: 'rules', source: inTree ?? name, revision, digest: digestRules(folder) };
}
