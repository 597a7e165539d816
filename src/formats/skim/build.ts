/** Compiles what skims code, and makes its tables: for the build, and for tests. */
import { Buffer } from 'node:buffer';
import asc from 'assemblyscript/asc';
import type { Compiled } from './index.ts';
import { skimTables } from './tables.ts';

const SOURCE = 'src/formats/skim/compiled/skim.ts';
const FLAGS = ['--optimizeLevel', '3', '--runtime', 'stub', '--importMemory', '--noAssert', '--bindings', 'none'];

/** What a skimmer is made of, where the sources lie in the working folder. */
export async function compiledSkim(): Promise<Compiled> {
  const files = new Map<string, Uint8Array>();
  const writeFile = (name: string, contents: Uint8Array | string) => void files.set(name, Buffer.from(contents));
  const { error, stderr } = await asc.main([SOURCE, '--outFile', 'skim.wasm', ...FLAGS], { writeFile });
  const code = files.get('skim.wasm');
  if (error !== null || code === undefined) throw new Error(`${SOURCE} was not compiled: ${stderr.toString()}`);
  const { bytes, rows } = skimTables();
  return { code: Buffer.from(code).toString('base64'), tables: Buffer.from(bytes).toString('base64'), rows };
}
