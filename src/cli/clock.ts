/** The one place that asks what time it is. */

/** Today in UTC: `2026-01-31`. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
