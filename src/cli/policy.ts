/** `pedigree policy list`, `pedigree policy check FILE`. */
import { plural } from '../report/words.ts';
import { UsageError } from '../usage-error.ts';
import { catalogueWith } from './catalogue.ts';
import { print } from './output.ts';
import { builtIn, policyIn, unknownPolicy } from './policy-file.ts';
import { diskSide, namedFile, topOf } from './sides.ts';

/** Prints the policies, or whether one is well-formed, and gives the exit code. */
export async function policyCommand([action, file, ...more]: readonly string[]): Promise<number> {
  const catalogue = await catalogueWith();
  if (action === 'list' && file === undefined) {
    const rows = [...catalogue.policies.values()].map(
      ({ id, name, rules }) => `${id.padEnd(22)} ${name} (${plural(rules.length, 'rule')})`,
    );
    return print(`${rows.join('\n')}\n`);
  }
  if (action === 'check' && file !== undefined && more.length === 0) {
    const top = topOf(process.cwd());
    const policy = builtIn(file, catalogue) ?? (await policyIn(namedFile(file, process.cwd(), top), diskSide(top), catalogue));
    if (policy === null) throw unknownPolicy('policy check', file, catalogue);
    return print(`${file}: well-formed; ${plural(policy.file.rules.length, 'rule')}\n`);
  }
  throw new UsageError('policy: say `policy list` or `policy check FILE`');
}
