/** Names of countries for people. */

const NAMES = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' });

/** `China`, or `not known`. */
export function countryName(code: string | null): string {
  return code === null ? 'not known' : (NAMES.of(code) ?? code);
}
