/** `pedigree rules gaps FILE`: which ids of a provider's public model list no rule places. */
import { isRecord } from '../gate/values.ts';
import { identify } from '../match/identify.ts';
import { idsOf } from '../match/ids.ts';
import type { IdCatalogue } from '../match/identify-catalogue.ts';
import { messageOf } from '../thrown.ts';
import { UsageError } from '../usage-error.ts';
import { catalogueWith } from './catalogue.ts';
import { textOf } from './input.ts';
import { print } from './output.ts';

const SHOWN = 8;

/**
 * Reads LiteLLM's JSON, models.dev's, an OpenRouter or OpenAI list (`{ data: [{ id }] }`), or one id a line.
 * @throws UsageError when the file cannot be read or holds no id.
 */
export async function gapsCommand(path: string): Promise<number> {
  const ids = [...new Set(idsIn(path, textOf(path)))].sort();
  if (ids.length === 0) throw new UsageError(`${path}: holds no model id; give a provider's JSON list, or one id a line`);
  const catalogue = idsOf(await catalogueWith());
  const unplaced = ids.filter((id) => isUnplaced(id, catalogue));
  const groups = new Map<string, string[]>();
  for (const id of unplaced) groups.set(organisationOf(id), [...(groups.get(organisationOf(id)) ?? []), id]);
  const strangers = [...groups.keys()].filter((name) => name !== '' && !catalogue.owners.has(name.toLowerCase()));
  const rows = [...groups.entries()].sort(([, a], [, b]) => b.length - a.length).map(([name, found]) => rowOf(name, found));
  return print(
    [
      `${ids.length} ids, ${ids.length - unplaced.length} placed, ${unplaced.length} not placed; ${strangers.length} organisations that no rule knows`,
      ...rows,
      ...(strangers.length > 0
        ? [
            '',
            '# for organisations: of a file in rules/developers, once its country is known',
            `organisations: [${strangers.sort().join(', ')}]`,
          ]
        : []),
      '',
    ].join('\n'),
  );
}

function idsIn(path: string, text: string): string[] {
  if (!/^\s*[[{]/.test(text)) return text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('#'));
  try {
    return idsOfList(JSON.parse(text));
  } catch (error) {
    throw new UsageError(`${path}: not JSON: ${messageOf(error)}`);
  }
}

/** Ids of the lists that providers publish; every other key is left alone. */
function idsOfList(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => (typeof item === 'string' ? [item] : isRecord(item) ? idOf(item) : []));
  if (!isRecord(value)) return [];
  if (Array.isArray(value['data'])) return idsOfList(value['data']);
  if (Array.isArray(value['models'])) return idsOfList(value['models']);
  const entries = Object.entries(value).filter(([, item]) => isRecord(item));
  return entries.flatMap(([key, item]) => (isRecord(item) && isRecord(item['models']) ? Object.keys(item['models']) : [key]));
}

function idOf(item: Readonly<Record<string, unknown>>): string[] {
  const id = item['id'] ?? item['name'] ?? item['model'];
  return typeof id === 'string' ? [id] : [];
}

function isUnplaced(id: string, catalogue: IdCatalogue): boolean {
  const { family, developer } = identify(id, catalogue);
  return family === null && developer === 'unknown';
}

/** The segment before the name; '' when there is none. */
function organisationOf(id: string): string {
  return id.split('/').at(-2) ?? '';
}

function rowOf(name: string, ids: readonly string[]): string {
  const more = ids.length > SHOWN ? ` and ${ids.length - SHOWN} more` : '';
  return `  ${name === '' ? '(no organisation)' : name}: ${ids.length}: ${ids.slice(0, SHOWN).join(', ')}${more}`;
}
