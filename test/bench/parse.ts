/** `bench-parse STAGE-ONE PATH`: the yardstick of stage 2. Reads the kept files below PATH and does the least that tells their parts: JSON.parse, or lines. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StageOne } from './stage-one.ts';

const [list = '', root = ''] = process.argv.slice(2);
const { kept } = JSON.parse(readFileSync(list, 'utf8')) as StageOne;
let parts = 0;
for (const path of kept) {
  const text = readFileSync(join(root, path), 'utf8');
  const parsed: unknown = path.endsWith('.json') ? JSON.parse(text) : text.split('\n');
  parts += Array.isArray(parsed) ? parsed.length : 1;
}
process.stdout.write(`${parts}\n`);
