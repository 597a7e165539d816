/** Cuts a model id, as catalogues, hubs, caches and clouds write it, into its segments. Offsets stay those of the text given. */

import { stemOf } from './grammar.ts';

/** One segment of an id: an owner, a host, a route or the name. */
export interface Segment {
  readonly start: number;
  readonly end: number;
  /** Lower case, with `_` and blanks read as `-`; as long as the segment. */
  readonly folded: string;
}

const LONGEST = 600;
const MOST_SEGMENTS = 24;
const MOST_OWNERS = 3;
const CACHE = 'models--';
/** Words of URLs and paths that are neither owner nor name. */
const ROUTES = new Set(
  'http https www huggingface.co hf.co modelscope.cn www.modelscope.cn ollama.com registry.ollama.ai resolve main master tree blob raw snapshots refs models model library api v1 v2 manifests registry download files hub repo'.split(
    ' ',
  ),
);
/** Places of inference profiles: `us.deepseek.r1-v1:0`. */
const REGIONS = new Set(['us', 'eu', 'ap', 'apac', 'jp', 'au', 'ca', 'sa', 'me', 'af', 'global', 'us-gov', 'eu-gov']);

/** Lower case with `_` and blanks as `-`; never longer or shorter than `text`. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  const same = lower.length === text.length ? lower : text;
  const dashed = same.includes('_') ? same.replaceAll('_', '-') : same;
  return dashed.includes(' ') ? dashed.replaceAll(' ', '-') : dashed;
}

/** An id as people paste it: without quotes, percent signs decoded, not longer than any real id. */
export function cleanId(text: string): string {
  const cut = text.length > LONGEST ? text.slice(0, LONGEST) : text;
  const decoded = cut.includes('%') ? cut.replaceAll(/%(2f|3a|40|20)/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))) : cut;
  return decoded.trim();
}

/**
 * The segments of `text`, outermost first, the last of them where there are many: cut at `/` and at what no id holds;
 * `models--org--name` at `--`; a provider before a dot (`us.deepseek.r1-v1:0`) or a colon (`hf:org/name`) off the name, where
 * `isOwner` knows it.
 */
export function segmentsOf(text: string, isOwner: (folded: string) => boolean): Segment[] {
  const matches = [...text.matchAll(/[^/\\?#&="'`,;|<>()[\]{}]+/g)].slice(-MOST_SEGMENTS);
  const segments = matches.flatMap((match, index) =>
    pieces(match[0], match.index, index < matches.length - 1).flatMap(([start, end]) => {
      const whole = trimmed(text, start, end);
      if (whole === null) return [];
      const segment = withoutCluster(whole);
      return isDomain(segment.folded) ? [segment] : splitOwners(segment, isOwner);
    }),
  );
  return segments.filter(({ folded }) => !ROUTES.has(folded)).slice(-MOST_SEGMENTS);
}

/** The pieces of `models--org--name`, and of what stands before a `/` and holds a colon. */
function pieces(text: string, at: number, inner: boolean): [number, number][] {
  const cache = text.startsWith(CACHE);
  if (!cache && !(inner && text.includes(':'))) return [[at, at + text.length]];
  const separator = cache ? '--' : ':';
  const found: [number, number][] = [];
  let start = cache ? CACHE.length : 0;
  for (let cut = text.indexOf(separator, start); cut >= 0; cut = text.indexOf(separator, start)) {
    found.push([at + start, at + cut]);
    start = cut + separator.length;
  }
  return [...found, [at + start, at + text.length]];
}

function trimmed(text: string, from: number, to: number): Segment | null {
  let start = from;
  let end = to;
  while (start < end && isEdge(text.charCodeAt(start))) start++;
  while (end > start && isEdge(text.charCodeAt(end - 1))) end--;
  return start < end ? { start, end, folded: fold(text.slice(start, end)) } : null;
}

/** The server's own name of an address within a network: `qwen3-8b` of `qwen3-8b.llm.svc.cluster.local:8000`, of `qwen3-8b.llm:8000`. */
function withoutCluster(segment: Segment): Segment {
  const { start, folded } = segment;
  const [, long, short] = INTERNAL.exec(folded) ?? [];
  const name = long ?? short;
  return name === undefined ? segment : { start, end: start + name.length, folded: name };
}

/** Names that no public server has: https://www.rfc-editor.org/rfc/rfc6762, https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/ */
const INTERNAL =
  /^([a-z0-9-]{1,63})(?:\.[a-z0-9-]{1,63}){0,5}\.(?:local|svc|internal|lan|localdomain)(?::\d{1,5})?$|^([a-z0-9-]{1,63})\.[a-z][a-z0-9-]{0,62}:\d{4,5}$/;

const EDGES: ReadonlySet<number> = new Set(Array.from('@~.:+- \t\n\v\f\r', (char) => char.charCodeAt(0)));

/** A blank, or a mark that no name starts or ends with. */
function isEdge(code: number): boolean {
  return EDGES.has(code) || (code > 127 && /\s/.test(String.fromCharCode(code)));
}

/** `us`, `deepseek`, `r1-v1:0`; not `qwen2`, `5-7b`, and not a file of somebody's (`pangu.js`). */
function splitOwners(segment: Segment, isOwner: (folded: string) => boolean): Segment[] {
  const owners: Segment[] = [];
  let { start, folded } = segment;
  while (owners.length < MOST_OWNERS) {
    const cut = folded.search(/[.:]/);
    const [head, rest] = [folded.slice(0, Math.max(cut, 0)), folded.slice(cut + 1)];
    const known = REGIONS.has(head) || (isOwner(head) && !/^\d/.test(rest) && stemOf(`.${rest}`) > 0);
    if (cut <= 0 || rest === '' || !known) break;
    owners.push({ start, end: start + cut, folded: head });
    start += cut + 1;
    folded = rest;
  }
  return [...owners, { start, end: segment.end, folded }];
}

/** `huggingface.co`, `api.example.com`. */
export function isDomain(folded: string): boolean {
  return /^[a-z0-9-]+(?:\.[a-z0-9-]+){0,6}\.(?:com|cn|co|ai|io|net|org|dev|cloud|app)$/.test(folded);
}
