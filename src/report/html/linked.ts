/** Sources as links, where they are addresses. */
import { m, type Markup } from './markup.ts';

/** Addresses become links only when they are https and nothing else. */
export function linked(source: string): Markup {
  const isAddress = /^https:\/\/[a-z0-9][a-z0-9.-]*(?::\d+)?(?:[/?#][\w.~:/?#@!$&()*+,;=%-]*)?$/i.test(source);
  return isAddress ? m`<a href="${source}" rel="noopener noreferrer">${source}</a>` : m`${source}`;
}
