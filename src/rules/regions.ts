/** English names of countries, as the Unicode CLDR has them: https://cldr.unicode.org */

/** Set when the program is bundled: the name of every region that has one, by its code of two letters, as JSON. */
declare const PEDIGREE_REGIONS: string | undefined;

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** Asking the machine for the first name takes as long as reading many files: the build asks for all. */
let shipped: ReadonlyMap<string, string> | undefined;
let names: Intl.DisplayNames | undefined;

/** `CN` -> `China`; a code without a name stays as it is. */
export function regionName(code: string): string {
  if (typeof PEDIGREE_REGIONS !== 'string') return nameOf(code);
  shipped ??= new Map(Object.entries(JSON.parse(PEDIGREE_REGIONS)).map(([known, name]) => [known, String(name)]));
  return shipped.get(code) ?? code;
}

const WITH_ARTICLE = new Set(['US', 'GB', 'NL', 'AE', 'PH']);

/** As it stands in a sentence: `China`, `the United States`, or `a country that is not known`. */
export function regionInText(code: string | null | undefined): string {
  if (code === null || code === undefined) return 'a country that is not known';
  return `${WITH_ARTICLE.has(code) ? 'the ' : ''}${regionName(code)}`;
}

/** What the build ships. */
export function allRegions(): Record<string, string> {
  const codes = LETTERS.flatMap((first) => LETTERS.map((second) => first + second));
  return Object.fromEntries(codes.map((code) => [code, nameOf(code)] as const).filter(([code, name]) => name !== code));
}

function nameOf(code: string): string {
  names ??= new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' });
  return names.of(code) ?? code;
}
