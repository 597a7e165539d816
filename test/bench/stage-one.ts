/** `bench-stage-one OUT PATH [flags of scan]`: walk and prefilter in a process of their own. Writes the paths of the kept files as JSON. */
import { writeFileSync } from 'node:fs';
import { parseOptions } from '../../src/cli/options.ts';
import { prepare } from '../../src/cli/prepare.ts';
import { discover } from '../../src/discover/index.ts';

const [out = '', ...args] = process.argv.slice(2);
const { scan, remove } = await prepare(parseOptions(args, ['text']), false);
const { kept } = await discover(scan.discover);
remove();
writeFileSync(out, JSON.stringify(kept.map(({ path }) => path)));
