/** `bench-parse LIST PATH`: the yardstick of stage 2. Reads files below PATH and does the least that tells their parts: JSON.parse, or lines. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const [list = '', root = ''] = process.argv.slice(2);
const paths: unknown = JSON.parse(readFileSync(list, 'utf8'));
let parts = 0;
for (const path of Array.isArray(paths) ? paths : []) {
  const text = readFileSync(join(root, String(path)), 'utf8');
  const parsed: unknown = String(path).endsWith('.json') ? JSON.parse(text) : text.split('\n');
  parts += Array.isArray(parsed) ? parsed.length : 1;
}
process.stdout.write(`${parts}\n`);
