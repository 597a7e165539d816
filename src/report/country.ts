/** Names of countries for people. */

/** Made for the first country: that alone takes as long as reading many files. */
let names: Intl.DisplayNames | undefined;

/** `China`, or `not known`. */
export function countryName(code: string | null): string {
  if (code === null) return 'not known';
  names ??= new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' });
  return names.of(code) ?? code;
}
