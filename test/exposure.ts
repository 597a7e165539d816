/** A folder as the whole pipeline sees it, with the rules of rules/. */
import { catalogueWith } from '../src/cli/catalogue.ts';
import { doorsOf } from '../src/cli/doors.ts';
import { scan } from '../src/scan.ts';
import type { Component } from '../src/types.ts';

export const catalogue = await catalogueWith();

/** The components of `root`, without what a fixture expects of itself. */
export async function componentsOf(root: string): Promise<readonly Component[]> {
  const inventory = catalogue.policies.get('inventory');
  if (inventory === undefined) throw new Error('rules/policies/inventory.yaml is missing');
  const report = await scan(
    {
      discover: {
        root,
        targets: ['.'],
        include: [],
        exclude: ['expected.yaml'],
        gitignore: false,
        maxFileSize: 1 << 20,
        jobs: 1,
        literals: catalogue.anchors.doors,
        words: catalogue.anchors.words,
        doors: doorsOf(),
      },
      policy: { file: inventory, source: 'test', digest: '' },
      failOn: 'never',
      version: '0',
      revision: null,
    },
    catalogue,
  );
  return report.components;
}
