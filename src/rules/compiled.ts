/** The program as a script whose compiled code can be kept: the build keeps it, a start takes it. */
import { readFileSync } from 'node:fs';
import module from 'node:module';
import { Script } from 'node:vm';

/** The file, beside the program, that holds the code that one Node compiled. */
export function compiledName(): string {
  return `program-${process.version}-${process.platform}-${process.arch}.bin`;
}

/** The program as a CommonJS function; compiled again where `cachedData` is not of this Node, or of another program. */
export function scriptOf(file: string, cachedData?: Buffer): Script {
  return new Script(module.wrap(readFileSync(file, 'latin1')), { filename: file, ...(cachedData && { cachedData }) });
}
