/** Licences by their identifiers of the SPDX list: https://spdx.org/licenses/ */

/** Those under which weights are published; other licences have names of their own. */
const LISTED: ReadonlyMap<string, string> = new Map(
  'Apache-2.0 MIT BSD-2-Clause BSD-3-Clause CC0-1.0 CC-BY-4.0 CC-BY-SA-4.0 CC-BY-NC-4.0 CC-BY-NC-SA-4.0 CC-BY-NC-ND-4.0 GPL-3.0-only AGPL-3.0-only'
    .split(' ')
    .map((id) => [id.toLowerCase(), id]),
);

/** The identifier of a licence, or null when it is not on the list. */
export function spdxIdOf(name: string): string | null {
  return LISTED.get(name.trim().toLowerCase()) ?? null;
}
