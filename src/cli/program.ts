/**
 * Loads the program that the build put beside this file. Most of its start would be compiling: where this is the Node that it was built
 * with, the code compiled then is taken (V8 refuses what is not its own); elsewhere Node may keep compiled code for its user.
 */
import { existsSync, mkdirSync, statSync } from 'node:fs';
import module, { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { bePatient, compiledName, loaderIn } from '../rules/compiled.ts';

/** What the program gives: commands.ts. */
type Program = Pick<typeof import('./commands.ts'), 'run'>;

/** The program, compiled or not. */
export function program(): Program {
  const folder = import.meta.dirname;
  bePatient();
  if (existsSync(join(folder, compiledName('program')))) return programIn(loaderIn(folder).load('program'));
  keepCompiled();
  return programIn(createRequire(import.meta.filename)('./program.js'));
}

function programIn(exports: unknown): Program {
  if (!isProgram(exports)) throw new TypeError('not the program');
  return exports;
}

function isProgram(exports: unknown): exports is Program {
  return typeof exports === 'object' && exports !== null && 'run' in exports && typeof exports.run === 'function';
}

/** Lets a Node that can (22.1 and later) keep compiled code for its user; not in CI, where caches come from elsewhere and runs are few. */
function keepCompiled(): void {
  const enable: unknown = Reflect.get(module, 'enableCompileCache');
  if (typeof enable !== 'function' || process.env['CI']) return;
  const folder = join(cacheHome(), 'pedigree', 'compiled');
  if (isOwn(folder)) enable(folder);
}

/** Where programs keep what they can make again. */
function cacheHome(): string {
  const { XDG_CACHE_HOME: xdg = '', LOCALAPPDATA: local = '' } = process.env;
  if (isAbsolute(xdg)) return xdg;
  if (process.platform === 'win32' && isAbsolute(local)) return local;
  return join(homedir(), process.platform === 'darwin' ? 'Library/Caches' : '.cache');
}

/** Makes a folder that only its user may write to. What lies there is run: nobody else may have put it there. */
function isOwn(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const { uid, mode } = statSync(folder);
    return process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
  } catch {
    return false;
  }
}
