/** What every part of the page looks at. */
import type { Report } from '../../types.ts';
import { entriesOf, sectionOf, withMentions, type Entry, type Section } from '../inventory.ts';
import { nameOf } from '../words.ts';

/** What every section of the page is drawn from, worked out once. */
export interface View {
  readonly report: Report;
  /** Components with a use or a finding, the heaviest first. */
  readonly used: readonly Entry[];
  /** The same by section. */
  readonly sections: Readonly<Record<Section, readonly Entry[]>>;
  /** Places that are only mentions. */
  readonly mentions: number;
  /** Components that are only mentioned. */
  readonly mentioned: number;
  /** Those, with where, when nothing is used. */
  readonly onlyMentioned: readonly Entry[];
}

/** The page's view of a report. */
export function viewOf(report: Report): View {
  const entries = entriesOf(report);
  const used = entries.filter(({ places }) => places.length > 0);
  const within = (section: Section) => used.filter(({ component }) => sectionOf(component) === section);
  return {
    report,
    used,
    sections: { models: within('models'), services: within('services'), named: within('named'), packages: within('packages') },
    mentions: entries.reduce((sum, { mentions }) => sum + mentions.length, 0),
    mentioned: entries.length - used.length,
    onlyMentioned: used.length === 0 ? withMentions(entries) : [],
  };
}

/** `Qwen`, or `no family`. */
export function familyName(family: string | null, { names }: Pick<Report, 'names'>): string {
  return family === null ? 'no family' : nameOf(names, 'families', family);
}

/** Words with how often each stands there, the most frequent first. */
export function tally(words: readonly string[]): { readonly word: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].map(([word, count]) => ({ word, count })).sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1));
}
