/** Arguments -> an exit code. What needs neither rules nor a tree is answered before the program itself is loaded. */
import { messageOf } from '../thrown.ts';
import { HELP } from './help.ts';
import { errors, print } from './output.ts';
import { program } from './program.ts';
import { VERSION } from './version.ts';

/** Runs what `args` ask for and gives its exit code. Never throws. */
export async function main(args: readonly string[]): Promise<number> {
  const [first] = args;
  if (first === '--version' || first === '-V') return print(`${VERSION}\n`);
  if (first === 'help' || asksForHelp(args)) return print(HELP);
  try {
    return await program().run(args);
  } catch (error) {
    return errors(`pedigree: internal error: ${messageOf(error)}\n`, 70);
  }
}

/** Of any command; what follows `--` is a name. */
function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return args.slice(0, end < 0 ? args.length : end).some((arg) => arg === '--help' || arg === '-h');
}
