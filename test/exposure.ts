/** A folder as the whole pipeline sees it, with the rules of rules/. */
import { catalogueWith } from '../src/cli/catalogue.ts';
import { MODEL_DOORS } from '../src/extract/model/doors.ts';
import { scan } from '../src/scan.ts';
import type { Component, Report } from '../src/types.ts';

export const catalogue = await catalogueWith();

/** The components of `root`, without what a fixture expects of itself. */
export async function componentsOf(root: string): Promise<readonly Component[]> {
  return (await reportOf(root, 'inventory')).components;
}

/** The report on `root` under a ready policy. */
export async function reportOf(root: string, id: string): Promise<Report> {
  const policy = catalogue.policies.get(id);
  if (policy === undefined) throw new Error(`rules/policies/${id}.yaml is missing`);
  return scan(
    {
      discover: {
        root,
        targets: ['.'],
        include: [],
        exclude: ['expected.yaml'],
        gitignore: false,
        maxFileSize: 1 << 20,
        jobs: 1,
        search: catalogue.search,
        doors: MODEL_DOORS,
      },
      policy: { file: policy, source: 'test', digest: '' },
      failOn: 'never',
      version: '0',
      revision: null,
    },
    catalogue,
  );
}
