/** Reads generation, sizes, variants and packaging out of a model's name, so that the next release needs no rule. */
import { PACKAGING, VARIANTS, isDeployed, isNumberLike, isPackaging, isPackagingMark, isSize } from './grammar-words.ts';

/** What the grammar reads off a name. */
export interface NameParts {
  readonly generation: string | null;
  readonly sizes: string[];
  readonly variants: string[];
  readonly packaging: string[];
}

/** The same, with the words that are none of it. */
export interface ReadName extends NameParts {
  /** Words that are neither family nor grammar: a tuner's own. */
  readonly unknown: string[];
  /** Where the first of them behind the family's word starts. */
  readonly unknownAt: number;
  /** Words of what runs it. */
  readonly deployed: string[];
  /** Where the name ends in the segment: before its tag and what says only how it is packed. */
  readonly end: number;
}

/** What a word of a name tells. */
type Part = 'sizes' | 'variants' | 'packaging' | 'deployed' | 'unknown';

interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A stretch of the segment that a family's pattern took. */
export interface Taken {
  readonly start: number;
  readonly end: number;
}

const WEIGHT_FILE = /\.(?:gguf|ggml|safetensors|bin|pt|pth|onnx|pdparams|llamafile)$/;
const OTHER_FILE =
  /\.(?:json[l5c]?|ya?ml|toml|md|mdx|rst|txt|csv|html?|css|scss|[cm]?[jt]sx?|py|pyi|ipynb|go|rs|java|kt|rb|php|cs|cpp|cc|hpp?|cu|swift|sh|ps1|vue|svelte|svg|png|webp|jpe?g|ico|dart|lua|jinja2?|tmpl|log|lock|xml|sql|tf|proto|scala|zig|exs?|erl|hs|el|jl|nix|clj|fsx?|vb|properties|strings|resx|arb|po|plist|modelfile)$/;

/** Where a folded segment ends without the ending of a source or data file. */
export function stemOf(folded: string): number {
  return folded.length - (OTHER_FILE.exec(folded)?.[0].length ?? 0);
}

/**
 * Reads one folded segment. `taken` are the families' own stretches, in order; `isKnown` tells further words that say nothing about who
 * made it (names of hosts and organisations).
 */
export function readName(folded: string, taken: readonly Taken[], isKnown: (word: string) => boolean): ReadName {
  const parts: Record<Part, string[]> = { sizes: [], variants: [], packaging: [], unknown: [], deployed: [] };
  const text = folded.slice(0, stemOf(folded) - (WEIGHT_FILE.exec(folded)?.[0].length ?? 0));
  const stems = taken.map((stretch) => stemIn(folded, stretch));
  const version = { text: '', open: false };
  const [stem] = stems;
  parts.variants.push(...variantsIn(folded, stem));
  const tag = tagAt(text, stem?.end ?? 0);
  let unknownAt = Infinity;
  let end = stem?.end ?? 0;
  for (const token of tokensOf(text, stems)) {
    if (readVersion(version, token, stem)) {
      if (token.start >= end) end = endOf(folded, token.end, end);
      continue;
    }
    const kind = kindOf(token.text, parts.packaging.length > 0, isKnown);
    if (kind === 'plain' || (kind === 'unknown' && (token.start > tag || isInside(token, taken)))) continue;
    parts[kind].push(token.text);
    if (kind === 'deployed') continue;
    if (kind === 'unknown' && token.start >= (stem?.end ?? 0)) unknownAt = Math.min(unknownAt, token.start);
    if (kind !== 'packaging' && token.start >= (stem?.start ?? 0)) end = endOf(folded, token.end, end);
  }
  return { ...parts, unknownAt, generation: version.text === '' ? null : dotted(version.text), end };
}

/** Where a tag (`:free`) or revision (`@main`) starts behind the family's word. */
function tagAt(text: string, from: number): number {
  const cut = text.slice(from).search(/[:@]/);
  return cut < 0 ? text.length : from + cut;
}

function isInside({ start, end }: Token, taken: readonly Taken[]): boolean {
  return taken.some((stretch) => stretch.start <= start && end <= stretch.end);
}

/** The word of a family without the version that its pattern took along: `kimi` of `kimi-k2`. */
function stemIn(folded: string, { start, end }: Taken): Taken {
  const stem = /^[a-z]{2,}(?:-[a-z]+(?![a-z0-9]))*/.exec(folded.slice(start, end))?.[0] ?? '';
  return { start, end: stem === '' ? end : start + stem.length };
}

/** The variants that a pattern took along with the family's word: `large` of `yi-large`. */
function variantsIn(folded: string, stem: Taken | undefined): string[] {
  const [, ...further] = stem === undefined ? [] : folded.slice(stem.start, stem.end).split('-');
  return further.filter((word) => VARIANTS.has(word));
}

/** Takes `token` for the generation, or for its second number (`qwen3-5-27b`). */
function readVersion(version: { text: string; open: boolean }, token: Token, stem: Taken | undefined): boolean {
  const follows = stem !== undefined && (stem.end === token.start || stem.end + 1 === token.start);
  if (version.text === '' && follows && isGeneration(token.text)) {
    version.text = token.text;
    version.open = /^[a-z]{0,2}\d{1,2}$/.test(token.text);
    return true;
  }
  const second = version.open && /^\d$/.test(token.text);
  version.open = false;
  if (second) version.text = `${version.text}.${token.text}`;
  return second;
}

/** The name goes on to the end of the token, unless a tag or revision stands between. */
function endOf(folded: string, tokenEnd: number, end: number): number {
  return /[:@]/.test(folded.slice(end, tokenEnd)) ? end : tokenEnd;
}

function tokensOf(text: string, taken: readonly Taken[]): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(/[^-:@+~,]+/g)) {
    const pieces = outside({ start: match.index, end: match.index + match[0].length }, taken);
    for (const { start, end } of pieces) tokens.push(...dotTokens(text, start, end));
  }
  return tokens;
}

/** What of `token` no family took. */
function outside(token: Taken, taken: readonly Taken[]): Taken[] {
  let rest: Taken[] = [token];
  for (const stretch of taken) {
    const pieces = rest.flatMap(({ start, end }) => [
      { start, end: Math.min(end, Math.max(stretch.start, start)) },
      { start: Math.max(start, Math.min(stretch.end, end)), end },
    ]);
    rest = pieces.filter(({ start, end }) => start < end);
  }
  return rest;
}

/** `v3.2` stays whole, `v1.2.final` does not. */
function dotTokens(text: string, from: number, to: number): Token[] {
  const token = text.slice(from, to);
  if (!token.includes('.') || isNumberLike(token) || isSize(token)) return [cut(text, from, to)].flat();
  const tokens: Token[] = [];
  for (const match of token.matchAll(/[^.]+(?:\.\d+[a-z]{0,3}(?![a-z\d]))?/g)) {
    tokens.push(cut(text, from + match.index, from + match.index + match[0].length));
  }
  return tokens;
}

function cut(text: string, from: number, to: number): Token {
  let start = from;
  let end = to;
  while (start < end && text[start] === '.') start++;
  while (end > start && text[end - 1] === '.') end--;
  return { text: text.slice(start, end), start, end };
}

function isGeneration(token: string): boolean {
  return /^[a-z]{0,2}\d{1,2}(?:[.p]\d{1,2}){0,2}[a-z]{0,2}$/.test(token) && !isSize(token) && !isPackaging(token) && !/^\d+k$/.test(token);
}

function kindOf(token: string, packed: boolean, isKnown: (word: string) => boolean): Part | 'plain' {
  if (token === '') return 'plain';
  if (isSize(token)) return 'sizes';
  if (isPackaging(token) || (packed && isPackagingMark(token))) return 'packaging';
  if (VARIANTS.has(token)) return 'variants';
  if (isNumberLike(token)) return 'variants';
  if (isKnown(token)) return 'plain';
  if (isDeployed(token)) return 'deployed';
  return fused(token) ? 'variants' : 'unknown';
}

/** `instruct2507`, `4khd`, `vl2`, `ocr2`: grammar words and digits run together. */
function fused(token: string): boolean {
  const pieces = token.match(/[a-z]+|\d+(?:\.\d+)*/g) ?? [];
  return (
    pieces.length > 1 && pieces.every((piece) => /^\d/.test(piece) || piece.length === 1 || VARIANTS.has(piece) || PACKAGING.has(piece))
  );
}

function dotted(generation: string): string {
  return generation.replace(/^(\D*\d+)p(\d)/, '$1.$2');
}
