/** Batch files of Windows, line by line. https://learn.microsoft.com/windows-server/administration/windows-commands/windows-commands */
import type { Span } from '../../types.ts';
import { commandSpans } from '../shellwords/index.ts';
import { isSaid } from './words.ts';

const COMMENT = /^@?(?:rem(?:\s|$)|::)/i;
const SAYS = /^@?echo[ .:]/i;
const SET = /^@?set\s+(?:\/[ap]\s+)?"?([A-Za-z_][\w.-]{0,200})=/i;

/** Spans of a batch file. */
export function batchSpans(text: string): Span[] {
  const spans: Span[] = [];
  for (const { 0: written, index } of text.matchAll(/[^\r\n]+/g)) {
    const line = written.trim();
    if (line === '') continue;
    for (const span of lineSpans(text, index + written.indexOf(line), line)) spans.push(span);
  }
  return spans;
}

function lineSpans(text: string, start: number, line: string): Span[] {
  const end = start + line.length;
  if (COMMENT.test(line)) return [{ start, end, form: 'word', usage: 'mention', keys: [], scope: '' }];
  if (SAYS.test(line) && !line.includes('>')) {
    const from = start + (SAYS.exec(line)?.[0].length ?? 0);
    const usage = isSaid(text.slice(from, end)) ? ({ usage: 'mention' } as const) : {};
    return end > from ? [{ start: from, end, form: 'string', ...usage, keys: ['echo'], scope: '' }] : [];
  }
  const set = SET.exec(line);
  if (set === null) return commandSpans(text, start, end, [], `@${start}`);
  const name = set[1] ?? '';
  const value = start + set[0].length;
  const close = line.endsWith('"') ? end - 1 : end;
  const key: Span = { start: value - 1 - name.length, end: value - 1, form: 'key', keys: [], scope: '' };
  return close > value ? [key, { start: value, end: close, form: 'string', keys: [name], scope: '' }] : [key];
}
