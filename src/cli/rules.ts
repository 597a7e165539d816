/** `pedigree rules list`, `pedigree rules check DIR`, `pedigree rules gaps FILE`. */
import { wrongExamples } from '../match/examples.ts';
import { idsOf } from '../match/ids.ts';
import { UsageError } from '../usage-error.ts';
import { catalogueWith } from './catalogue.ts';
import { print } from './output.ts';

/** Prints the families, whether a folder of rules is well-formed, or what the rules do not place, and gives the exit code. */
export async function rulesCommand([action, folder, ...more]: readonly string[]): Promise<number> {
  if (action === 'list' && folder === undefined) return list();
  if (action === 'check' && folder !== undefined && more.length === 0) return check(folder);
  if (action === 'gaps' && folder !== undefined && more.length === 0) return (await import('./gaps.ts')).gapsCommand(folder);
  throw new UsageError('rules: say `rules list`, `rules check DIR` or `rules gaps FILE`');
}

async function list(): Promise<number> {
  const { families, developers } = await catalogueWith();
  const rows = [...families.values()]
    .filter(({ tier }) => tier !== 'control')
    .map(({ id, name, developer, tier }) => `${id.padEnd(14)} ${tier.padEnd(9)} ${name} (${developers.get(developer)?.name ?? developer})`);
  return print(`${rows.join('\n')}\n`);
}

async function check(folder: string): Promise<number> {
  const catalogue = await catalogueWith(folder);
  const { loadOwnRules } = await import('../rules/load.ts');
  const ids = idsOf(catalogue);
  const wrong = loadOwnRules(folder).families.flatMap((family) =>
    wrongExamples(family, ids).map((line) => `${folder}/families/${family.id}.yaml: ${line}`),
  );
  if (wrong.length > 0) throw new UsageError(wrong.join('\n'));
  return print(`${folder}: well-formed; ${catalogue.families.size} families in all with these rules\n`);
}
