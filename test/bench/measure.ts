/** Runs a program and tells what the whole process took. */
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A program to run. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Where its standard output goes. */
  readonly output?: string;
  /** Exit codes that are no failure. */
  readonly codes?: readonly number[];
}

/** What one run took: seconds, processor seconds of all threads, and the most memory it held, in MiB, where the system tells it. */
export interface Sample {
  readonly wall: number;
  readonly cpu: number;
  readonly peak: number | null;
}

const GNU_TIME = '/usr/bin/time';

/** Measures programs; `scratch` is a folder for what is needed on the way. */
export function createMeter(scratch: string): (command: Command) => Sample {
  const notes = join(scratch, 'time.txt');
  const hasTime = spawnSync(GNU_TIME, ['-f', '%U', '-o', notes, 'true']).status === 0;
  return (command) => (hasTime ? timed(command, notes) : counted(command, notes));
}

/** By GNU time, which reads what the system accounts to a process that has ended. */
function timed(command: Command, notes: string): Sample {
  const { program, args } = command;
  const wall = run({ ...command, program: GNU_TIME, args: ['-q', '-f', '%U %S %M', '-o', notes, program, ...args] });
  const [user = 0, system = 0, peak = 0] = readFileSync(notes, 'utf8').trim().split(' ').map(Number);
  return { wall, cpu: user + system, peak: peak / 1024 };
}

/** By the times of a shell's children, where there is no GNU time: POSIX, XCU, `times`. */
function counted(command: Command, notes: string): Sample {
  const { program, args } = command;
  const script = '"$@"; code=$?; times > "$NOTES"; exit $code';
  const wall = run({ ...command, program: 'sh', args: ['-c', script, 'sh', program, ...args], env: { ...command.env, NOTES: notes } });
  const [, children = ''] = readFileSync(notes, 'utf8').split('\n');
  const cpu = [...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, seconds]) => sum + 60 * Number(minutes) + Number(seconds),
    0,
  );
  return { wall, cpu, peak: null };
}

function run({ program, args, cwd, env, output, codes = [0] }: Command): number {
  const out = output === undefined ? 'ignore' : openSync(output, 'w');
  try {
    const start = process.hrtime.bigint();
    const { status, stderr, error } = spawnSync(program, args, {
      stdio: ['ignore', out, 'pipe'],
      env: { ...process.env, ...env },
      maxBuffer: 1 << 28,
      ...(cwd !== undefined && { cwd }),
    });
    const wall = Number(process.hrtime.bigint() - start) / 1e9;
    if (status === null || !codes.includes(status))
      throw new Error(`${program} ${args.join(' ')}: ${status} ${error ?? ''} ${String(stderr)}`);
    return wall;
  } finally {
    if (typeof out === 'number') closeSync(out);
  }
}
