/** `bench-stage-one OUT PATH [flags of scan]`: walk and prefilter in a process of their own. Writes a StageOne as JSON. */
import { writeFileSync } from 'node:fs';
import { parseOptions } from '../../src/cli/options.ts';
import { prepare } from '../../src/cli/prepare.ts';
import { discover } from '../../src/discover/index.ts';

/** The paths that are kept, and what finding them took: seconds and processor seconds, without the start of the process. */
export interface StageOne {
  readonly kept: readonly string[];
  readonly wall: number;
  readonly cpu: number;
}

const [out = '', ...args] = process.argv.slice(2);
const { scan, remove } = await prepare(parseOptions(args, ['text']), false);
const start = process.hrtime.bigint();
const before = process.cpuUsage();
const { kept } = await discover(scan.discover);
const { user, system } = process.cpuUsage(before);
const wall = Number(process.hrtime.bigint() - start) / 1e9;
remove();
writeFileSync(out, JSON.stringify({ kept: kept.map(({ path }) => path), wall, cpu: (user + system) / 1e6 } satisfies StageOne));
