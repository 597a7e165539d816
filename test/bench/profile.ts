/** Where the time of a scan goes: functions of the main thread by their own time, from a profile that node writes. */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Command } from './measure.ts';

// https://chromedevtools.github.io/devtools-protocol/tot/Profiler/#type-Profile
const profileSchema = z.object({
  nodes: z.array(z.object({ id: z.number(), callFrame: z.object({ functionName: z.string(), url: z.string() }) })),
  samples: z.array(z.number()),
  timeDeltas: z.array(z.number()),
});

/** The share of a function, from 0 to 1. */
export interface Share {
  readonly name: string;
  readonly share: number;
}

/** The same command, with a profile of each thread written into `folder`. */
export function profiled(command: Command, folder: string): Command {
  rmSync(folder, { recursive: true, force: true });
  return { ...command, args: ['--cpu-prof', '--cpu-prof-dir', folder, ...command.args] };
}

/** The functions that took most, of the thread that was busy longest; what waits is left out. */
export function sharesIn(folder: string, limit: number): Share[] {
  const profiles = readdirSync(folder).map((name) => sharesOf(readFileSync(join(folder, name), 'utf8')));
  const [longest] = profiles.sort((a, b) => b.total - a.total);
  if (longest === undefined) return [];
  const { total, own } = longest;
  const shares = [...own].map(([name, time]) => ({ name, share: time / total }));
  return shares.sort((a, b) => b.share - a.share).slice(0, limit);
}

/** The time of each function in one profile. */
export function sharesOf(text: string): { total: number; own: Map<string, number> } {
  const { nodes, samples, timeDeltas } = profileSchema.parse(JSON.parse(text));
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  const own = new Map<string, number>();
  let total = 0;
  for (const [index, id] of samples.entries()) {
    const name = names.get(id) ?? '';
    const time = Math.max(0, timeDeltas[index] ?? 0);
    if (name === '(idle)') continue;
    own.set(name, (own.get(name) ?? 0) + time);
    total += time;
  }
  return { total, own };
}

function nameOf({ functionName, url }: { readonly functionName: string; readonly url: string }): string {
  const name = functionName === '' ? '(anonymous)' : functionName;
  return url.startsWith('node:') ? `${name} of ${url}` : name;
}
