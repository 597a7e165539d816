/** The fallback: a text of no known format. Every word at an anchor is evidence; lines that are comments nearly everywhere only mention. */
import type { Extractor, Span } from '../types.ts';

/** `# Models of Qwen`, `// the same`; not `#!/bin/sh`, `#define`, `//host/path`. */
const COMMENT = /^\s{0,80}(?:#+|\/\/+)(?:\s|[^\p{ASCII}])/u;
const LONGEST_START = 200;

/** Comments at anchors; what stands at other anchors is found in any text. */
export const plain: Extractor = { id: 'plain', files: ['**'], read: ({ text, anchors }) => commentsAt(text, anchors) };

function commentsAt(text: string, anchors: readonly number[]): Span[] {
  const spans: Span[] = [];
  let done = -1;
  for (const anchor of anchors) {
    if (anchor < done) continue;
    const start = text.lastIndexOf('\n', anchor) + 1;
    const feed = text.indexOf('\n', anchor);
    done = feed < 0 ? text.length : feed;
    if (!COMMENT.test(text.slice(start, Math.min(done, start + LONGEST_START)))) continue;
    spans.push({ start, end: done, form: 'word', usage: 'mention', keys: [], scope: '' });
  }
  return spans;
}
