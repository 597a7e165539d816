/** The one place that asks what time it is. */
import { UsageError } from '../usage-error.ts';

const LATEST = 253_402_300_799;

/** Today in UTC: `2026-01-31`. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/** Now, in milliseconds since 1970, as the file system counts. */
export function milliseconds(): number {
  return Date.now();
}

/** Now in UTC, to the second: `2026-01-31T12:00:00Z`. */
export function now(): string {
  return toSecond(new Date());
}

/**
 * The time that a report of the same input is to bear each time: https://reproducible-builds.org/specs/source-date-epoch/
 * @throws UsageError when the variable is set and holds no such time.
 */
export function givenTime(seconds: string | undefined): string | undefined {
  if (seconds === undefined || seconds === '') return undefined;
  const count = /^\d{1,12}$/.test(seconds) ? Number(seconds) : Infinity;
  if (count > LATEST) throw new UsageError('SOURCE_DATE_EPOCH: not a number of seconds since 1970');
  return toSecond(new Date(count * 1000));
}

function toSecond(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
