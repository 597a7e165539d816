/** Finds the known host that an address names. */
import type { Catalogue, Domain } from './catalogue.ts';

/** A host name with at least one dot, lower case, without port; `start` is its place in the value. */
const HOST = /(?:^|[/@.:\s"'=(,])((?:[a-z0-9_-]+\.)+[a-z]{2,})(?=$|[:/?#\s"'),\\])/gi;

/** What is filled in later in an address: `{region}`, `${region}`, `$REGION`, `{{ .Values.region }}`, `%s`, `<region>`. */
const PLACEHOLDER = /\$?\{{1,2}[^{}/\r\n]{1,80}\}{1,2}|\$[A-Za-z_]\w{0,40}|%s|<[\w-]{1,40}>/g;
const SCHEME = '://';

/** An address with a label of its host for each part that is filled in later, as long as it is; other texts as they are. */
export function withFilledHost(value: string): string {
  const start = value.indexOf(SCHEME) + SCHEME.length;
  if (start < SCHEME.length || !/[{$%<]/.test(value)) return value;
  const filled = value.slice(start).replaceAll(PLACEHOLDER, (part) => '_'.repeat(part.length));
  return value.slice(0, start) + filled;
}

/** A known host in a text. */
export interface KnownAddress {
  readonly domain: Domain;
  readonly start: number;
  readonly end: number;
}

/** The first known host that stands in `value` as a URL or a bare host name. */
export function addressIn(value: string, catalogue: Catalogue): KnownAddress | null {
  for (const match of withFilledHost(value).matchAll(HOST)) {
    const name = match[1] ?? '';
    const domain = domainOf(name.toLowerCase(), catalogue);
    if (domain === null) continue;
    const host = match.index + match[0].length - name.length;
    const scheme = /[a-z][a-z0-9+]*:\/\/$/i.exec(value.slice(Math.max(0, host - 10), host))?.[0].length ?? 0;
    return { domain, start: host - scheme, end: value.length };
  }
  return null;
}

/** The rule for a host name: exact, by wildcard, or for a name below a known one. */
export function domainOf(name: string, catalogue: Catalogue): Domain | null {
  const exact = catalogue.domains.get(name) ?? catalogue.domains.get(name.replace(/^www\./, ''));
  if (exact) return exact;
  const labels = name.split('.');
  return catalogue.wildDomains.find(({ labels: pattern, suffix }) => `.${name}`.endsWith(suffix) && fits(labels, pattern))?.domain ?? null;
}

/** An address on that domain is one of its API, not a page beside it. `path` starts with `/`, `?` or `#`, or is empty. */
export function isApiAt({ role, paths }: Domain, path: string): boolean {
  if (role !== 'api') return false;
  const rest = path.replace(/[?#].*$/s, '');
  return paths.length === 0 || /^\/?$/.test(rest) || paths.some((start) => `${rest}/`.startsWith(start));
}

/** Fewer are the site of a company. */
const FEWEST_LABELS = 3;

/** `*` at the front stands for one label or more, or for one that is filled in later (`{region}.maas.example.com`); inside, for exactly one (which may hold a prefix: `runtime.*.example.com`). */
function fits(labels: readonly string[], pattern: readonly string[]): boolean {
  const extra = labels.length - pattern.length;
  if (extra === -1 && pattern[0] === '*' && labels.length >= FEWEST_LABELS) return labels.every((label, at) => label === pattern[at + 1]);
  if (extra < 0 || (extra > 0 && pattern[0] !== '*')) return false;
  return pattern.every((part, at) => part === '*' || part === labels[at + extra]);
}
