/** Arguments -> a command -> an exit code: the program that main.ts loads. */
import { existsSync } from 'node:fs';
import { redact } from '../report/redact.ts';
import { visible } from '../report/visible.ts';
import { UsageError } from '../usage-error.ts';
import { errors } from './output.ts';

type Command = (args: readonly string[]) => Promise<number>;

const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  scan: async () => (await import('./scan.ts')).scanCommand,
  ci: async () => (await import('./scan.ts')).ciCommand,
  identify: async () => (await import('./identify.ts')).identifyCommand,
  explain: async () => (await import('./explain.ts')).explainCommand,
  rules: async () => (await import('./rules.ts')).rulesCommand,
  policy: async () => (await import('./policy.ts')).policyCommand,
  baseline: async () => (await import('./baseline.ts')).baselineCommand,
  diff: async () => (await import('./diff.ts')).diffCommand,
};

/** Runs the command that `args` names (`scan` when they name none) and gives its exit code. Never throws. */
export async function run(args: readonly string[]): Promise<number> {
  try {
    const [first, ...rest] = args;
    const named = first !== undefined && Object.hasOwn(COMMANDS, first) ? COMMANDS[first] : undefined;
    if (named === undefined && first !== undefined && isNothing(first))
      throw new UsageError(`${first}: neither a command nor a file or folder; see pedigree --help`);
    const command = await (named ?? COMMANDS['scan'])?.();
    if (command === undefined) return 70;
    return await command(named === undefined ? args : rest);
  } catch (error) {
    if (error instanceof UsageError) return errors(harmless(`pedigree: ${error.message}`), 2);
    return errors(harmless(`pedigree: internal error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`), 70);
  }
}

/** A word that is no glob, and that nothing in the current folder is called: most likely a command that was spelt wrong. */
function isNothing(word: string): boolean {
  return /^\w+$/.test(word) && !existsSync(word);
}

/** A message may hold text of the scanned tree: no credential and no control character of it reaches a terminal or a log. */
function harmless(message: string): string {
  return message
    .split('\n')
    .map((line) => `${visible(redact(line))}\n`)
    .join('');
}
