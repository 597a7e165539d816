/** Figures as a table of Markdown. */
import { median } from './contest.ts';

/** A table, its columns as wide as their widest cell. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

/** `1.23 s`. */
export function seconds(value: number): string {
  return `${value.toFixed(2)} s`;
}

/** `85 ms`. */
export function milliseconds(value: number): string {
  return `${Math.round(value * 1000)} ms`;
}

/** `64 MiB`. */
export function mebibytes(value: number | null): string {
  return value === null ? '-' : `${Math.round(value)} MiB`;
}

/** Two digits behind the point, and how far the values spread: `0.61 (0.58-0.66)`. */
export function spread(values: readonly number[]): string {
  return `${median(values).toFixed(2)} (${Math.min(...values).toFixed(2)}-${Math.max(...values).toFixed(2)})`;
}
