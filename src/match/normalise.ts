/** Cuts a model id, as catalogues, hubs, caches and clouds write it, into its segments. Offsets stay those of the text given. */

/** One segment of an id: an owner, a host, a route or the name. */
export interface Segment {
  readonly start: number;
  readonly end: number;
  /** Lower case, with `_` and blanks read as `-`; as long as the segment. */
  readonly folded: string;
}

const LONGEST = 600;
/** Words of URLs and paths that are neither owner nor name. */
const ROUTES = new Set(
  'http https www resolve main master tree blob raw snapshots refs models model library api v1 v2 manifests registry download files hub repo'.split(
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
 * The segments of `text`, outermost first: cut at `/` and at what no id holds; `models--org--name` at `--`; a provider before a dot
 * (`us.deepseek.r1-v1:0`) or a colon (`hf:org/name`) off the name, where `isOwner` knows it.
 */
export function segmentsOf(text: string, isOwner: (folded: string) => boolean): Segment[] {
  const segments: Segment[] = [];
  for (const match of text.matchAll(/[^/\\?#&="'`,;|<>()[\]{}]+/g)) {
    for (const [start, end] of cachePieces(match[0], match.index)) {
      const segment = trimmed(text, start, end);
      if (segment !== null) segments.push(...splitOwners(text, segment, isOwner));
    }
  }
  return segments.filter(({ folded }) => !ROUTES.has(folded));
}

/** `models--org--name` of the hub's cache folder. */
function cachePieces(text: string, at: number): [number, number][] {
  if (!text.startsWith('models--')) return [[at, at + text.length]];
  const pieces: [number, number][] = [];
  let start = 'models--'.length;
  for (let cut = text.indexOf('--', start); cut >= 0; cut = text.indexOf('--', start)) {
    pieces.push([at + start, at + cut]);
    start = cut + 2;
  }
  return [...pieces, [at + start, at + text.length]];
}

function trimmed(text: string, start: number, end: number): Segment | null {
  while (start < end && /[\s@~.:+-]/.test(text[start] ?? '')) start++;
  while (end > start && /[\s@~.:+-]/.test(text[end - 1] ?? '')) end--;
  return start < end ? { start, end, folded: fold(text.slice(start, end)) } : null;
}

function splitOwners(text: string, segment: Segment, isOwner: (folded: string) => boolean): Segment[] {
  const owners: Segment[] = [];
  let { start } = segment;
  for (;;) {
    const rest = fold(text.slice(start, segment.end));
    const cut = rest.search(/[.:]/);
    const head = rest.slice(0, Math.max(cut, 0));
    if (cut <= 0 || cut === rest.length - 1 || !(REGIONS.has(head) || (isOwner(head) && !/^\d/.test(rest.slice(cut + 1))))) break;
    owners.push({ start, end: start + cut, folded: head });
    start += cut + 1;
  }
  return [...owners, { start, end: segment.end, folded: fold(text.slice(start, segment.end)) }];
}
