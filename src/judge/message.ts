/** Fills a policy's message with what is known of a component. */
import type { Catalogue } from '../rules/catalogue.ts';
import type { Component, Occurrence } from '../types.ts';

const COUNTRY_NAMES = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' });

/** `China`, or `not known`. */
export function countryName(code: string | null): string {
  return code === null ? 'not known' : (COUNTRY_NAMES.of(code) ?? code);
}

/** `{name}`, `{family}`, `{developer}`, `{weights}`, `{host}`: unknown words stay as they are. */
export function messageOf(template: string, component: Component, occurrences: readonly Occurrence[], catalogue: Catalogue): string {
  const family = component.family === null ? undefined : catalogue.families.get(component.family);
  const developer =
    catalogue.developers.get(component.developer)?.name ??
    (component.developer === 'unknown' ? 'developer not known' : component.developer);
  const endpoint = occurrences.find(({ kind }) => kind === 'endpoint')?.value;
  const words = new Map([
    ['name', component.name],
    ['family', family?.name ?? 'no known family'],
    ['developer', developer],
    ['weights', countryName(component.origin.weights)],
    ['host', endpoint ?? hostWords(component)],
  ]);
  return template.replaceAll(/\{(\w+)\}/g, (whole: string, name: string) => words.get(name) ?? whole);
}

function hostWords({ origin }: Component): string {
  return origin.host.length === 0 ? 'an operator that is not known' : `an operator from ${origin.host.map(countryName).join(', ')}`;
}
