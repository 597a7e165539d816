/** The rules as the build writes them and a start reads them: a file for each kind, so that a scan reads only what it needs. */
import type { Anchors } from './anchors.ts';
import type { CatalogueSource } from './catalogue.ts';
import { lazily, once } from './lazily.ts';
import { packPrefilter, unpackPrefilter } from './literal-file.ts';
import type { RuleFiles } from './schema.ts';
import { searchFor, type Search } from './search.ts';
import type { Tables } from './tables.ts';

/** The folder, beside the program. */
export const SHIPPED = 'rules';

interface Head {
  readonly digest: string;
  readonly policyDigests: Readonly<Record<string, string>>;
}

/** Files by name. */
export function shippedFiles(source: CatalogueSource): ReadonlyMap<string, string | Uint8Array> {
  const head: Head = { digest: source.digest, policyDigests: Object.fromEntries(source.policyDigests) };
  return new Map<string, string | Uint8Array>([
    ['head.json', ascii(head)],
    ['anchors.json', ascii(source.anchors)],
    ['tables.json', ascii(source.tables)],
    ['doors.bin', packPrefilter(source.search.doors)],
    ['words.bin', packPrefilter(source.search.words)],
    ...Object.entries(source.rules).map(([kind, rules]) => [`${kind}.json`, ascii(rules)] as const),
  ]);
}

/** What the files that `read` gives hold, each read when it is first asked for. */
export function shippedFrom(read: (name: string) => Buffer): CatalogueSource {
  // Written by shippedFiles from checked rules.
  const parse = <T>(name: string) => JSON.parse(read(`${name}.json`).toString('latin1')) as T;
  const head = parse<Head>('head');
  const kind =
    <K extends keyof RuleFiles>(name: K) =>
    () =>
      parse<RuleFiles[K]>(name);
  const anchors = once(() => parse<Anchors>('anchors'));
  const search = once(() => searchFor(anchors()));
  const table = (name: keyof Search) => unpackPrefilter(shared(read(`${name}.bin`))) ?? search()[name];
  return lazily<CatalogueSource>({
    digest: () => head.digest,
    rules: () =>
      lazily<RuleFiles>({
        developers: kind('developers'),
        families: kind('families'),
        hosts: kind('hosts'),
        clients: kind('clients'),
        lineage: kind('lineage'),
        fingerprints: kind('fingerprints'),
        policies: kind('policies'),
      }),
    anchors,
    tables: () => parse<Tables | null>('tables'),
    search: () => lazily<Search>({ doors: () => table('doors'), words: () => table('words') }),
    policyDigests: () => new Map(Object.entries(head.policyDigests)),
  });
}

/** JSON without a character beyond ASCII: read as such, it takes half the memory. */
function ascii(value: unknown): string {
  return JSON.stringify(value).replaceAll(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** In memory that every thread sees. */
function shared(bytes: Uint8Array): SharedArrayBuffer {
  const memory = new SharedArrayBuffer(bytes.length);
  new Uint8Array(memory).set(bytes);
  return memory;
}
