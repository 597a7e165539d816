/** Programs measured in turn, so that a machine that slows down slows all of them, and what comes out of it. */
import type { Command, Sample } from './measure.ts';

/** The samples of a program, in the order of the rounds. */
export type Series = readonly Sample[];

/** Runs every command once for each round, after one round that does not count; the series of a command that is not there is empty. */
export function inTurn<K extends string>(
  commands: Readonly<Record<K, Command | null>>,
  rounds: number,
  measure: (command: Command) => Sample,
): Readonly<Record<K, Series>> {
  const series = mapped(commands, (): Sample[] => []);
  for (let round = 0; round <= rounds; round++) {
    for (const name in commands) {
      const command = commands[name];
      const sample = command === null ? null : measure(command);
      if (sample !== null && round > 0) series[name].push(sample);
    }
  }
  return series;
}

function mapped<K extends string, V>(keys: Readonly<Record<K, unknown>>, valueOf: () => V): Record<K, V> {
  return Object.fromEntries(Object.keys(keys).map((key) => [key, valueOf()])) as Record<K, V>;
}

/** The middle value; the mean of the two in the middle of an even number. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? NaN)) / 2;
}

/** The median of one figure. */
export function middle(series: Series, figure: 'wall' | 'cpu'): number {
  return median(series.map((sample) => sample[figure]));
}

/** The ratios of runs that stood side by side. */
export function ratios(a: Series, b: Series, figure: 'wall' | 'cpu'): number[] {
  return a.map((sample, round) => sample[figure] / (b[round]?.[figure] ?? NaN));
}

/** What runs of one program took more than the runs of another that stood beside them. */
export function less(a: Series, b: Series): Series {
  return a.map((sample, round) => ({ ...sample, wall: sample.wall - (b[round]?.wall ?? NaN), cpu: sample.cpu - (b[round]?.cpu ?? NaN) }));
}

/** The highest peak, or null where the system tells none. */
export function peak(series: Series): number | null {
  return series.some((sample) => sample.peak === null) ? null : Math.max(...series.map((sample) => sample.peak ?? 0));
}
