/** Names of countries for people. */
import { regionName } from '../rules/regions.ts';

/** `China`, or `not known`. */
export function countryName(code: string | null): string {
  return code === null ? 'not known' : regionName(code);
}
