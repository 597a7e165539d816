/** The parts of the program as scripts whose compiled code can be kept: the build keeps it, a start takes it. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';

/** What every command starts with, what only a scan loads that kept files, and what both know each other's errors by. */
export const PARTS = ['program', 'stages', 'usage-error'] as const;

type Part = (typeof PARTS)[number];

/** The file, beside a part, that holds the code of it that one Node compiled. */
export function compiledName(part: Part): string {
  return `${part}-${process.version}-${process.platform}-${process.arch}.bin`;
}

/**
 * What stands around a part: as a CommonJS file it runs, as a script it gives the function that does. Node would put as much around it
 * when it is loaded, by a copy of the whole text.
 */
export const WRAPPER = [
  '(this === globalThis ? (run) => run : (run) => run(exports, require, module, __filename, __dirname))' +
    '((function (exports, require, module, __filename, __dirname) {',
  '}));',
] as const;

/** A part as a function; compiled again where `cachedData` is not of this Node, or of another program. */
export function scriptOf(file: string, cachedData?: Buffer): Script {
  return new Script(readFileSync(file, 'latin1'), { filename: file, ...(cachedData && { cachedData }) });
}

/**
 * Nearly every pattern is used more than once: compiled for one use first, as V8 does by default, it would be compiled twice. V8 notes this
 * count with each new pattern. (`--no-regexp-tier-up` asks all patterns, also those compiled before: V8 crashes when it is set late.)
 */
const PATTERNS = '--regexp-tier-up-ticks=0';

/**
 * A scan is short: most functions are called too few times to earn back what V8 spends on optimizing them, and on doing it again where it
 * guessed wrong. With so much more patience, loops that do run long are still optimized. By major version, as flags come and go:
 * `node --v8-options`, https://nodejs.org/api/v8.html#v8setflagsfromstringflags.
 */
const PATIENCE: ReadonlyMap<string, readonly string[]> = new Map([
  ['11', ['--interrupt-budget=2000000', PATTERNS]],
  ['12', ['--invocation-count-for-maglev=4000', '--invocation-count-for-turbofan=30000', PATTERNS]],
  ['13', ['--invocation-count-for-maglev=4000', '--invocation-count-for-turbofan=30000', PATTERNS]],
]);

/** Gives V8 that patience. To be called before any part is loaded: kept code is taken only under the flags that it was compiled with. */
export function bePatient(): void {
  const flags = PATIENCE.get(process.versions.v8.split('.', 1)[0] ?? '') ?? [];
  for (const flag of flags) process.getBuiltinModule('node:v8').setFlagsFromString(flag);
}

/** Loads parts of the program that lies in `folder`, each once; `scripts` are those that were loaded. */
export function loaderIn(folder: string): { readonly load: (part: Part) => unknown; readonly scripts: ReadonlyMap<Part, Script> } {
  const plain = createRequire(join(folder, 'program.js'));
  const scripts = new Map<Part, Script>();
  const loaded = new Map<Part, { exports: unknown }>();
  const load = (part: Part): unknown => {
    const before = loaded.get(part);
    if (before !== undefined) return before.exports;
    const file = join(folder, `${part}.js`);
    const compiled = join(folder, compiledName(part));
    const script = scriptOf(file, existsSync(compiled) ? readFileSync(compiled) : undefined);
    const self = { exports: {} };
    loaded.set(part, self);
    scripts.set(part, script);
    script.runInThisContext()(self.exports, require, self, file, folder);
    return self.exports;
  };
  const require = (id: string): unknown => {
    const part = PARTS.find((name) => id === `./${name}.js`);
    return part === undefined ? plain(id) : load(part);
  };
  return { load, scripts };
}
