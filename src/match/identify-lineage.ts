/** Known derivatives: what rules/lineage says of a model, joined with what its name says. */
import type { Ancestor, Identity } from '../types.ts';
import type { Derivative, IdCatalogue } from './identify-catalogue.ts';
import { fold } from './normalise.ts';

/**
 * The identity of a known derivative. `named` is what its name says, `base` what its base's id says; the chain goes on through the
 * base's own ancestors. Claims are reported and never asserted.
 */
export function derivativeIdentity(named: Identity, derivative: Derivative, base: Identity, catalogue: IdCatalogue): Identity {
  const developer = catalogue.developers.get(fold(derivative.developer)) ?? slug(derivative.developer);
  const country = derivative.country ?? catalogue.countries.get(developer) ?? null;
  if (derivative.evidence === 'claim') return claimed(named, derivative, developer, country);
  const chain = chainOf(named, derivative, base);
  if (derivative.relation === 'component') return { ...named, lineage: [...named.lineage, ...chain] };
  const recalled = derivative.evidence === 'recalled';
  return {
    ...named,
    family: familyOf(named, derivative, developer, base, catalogue),
    developer,
    origin: { weights: base.origin.weights ?? weightsOf(derivative, catalogue), developer: country },
    lineage: chain,
    confidence: recalled ? 'medium' : 'high',
    reason: `known to be built on ${derivative.base}${recalled ? ' (recalled, its card was not read again)' : ''}`,
  };
}

/** A claim of the press or of a community: the developer is known, the base is not asserted. */
function claimed(named: Identity, derivative: Derivative, developer: string, country: string | null): Identity {
  return {
    ...named,
    family: null,
    developer,
    origin: { weights: null, developer: country },
    lineage: [],
    confidence: 'low',
    reason: `reported to be built on ${derivative.base}, not confirmed`,
  };
}

function chainOf(named: Identity, { base: name, relation, evidence, family }: Derivative, base: Identity): Ancestor[] {
  const chain: Ancestor[] = [{ name, family: base.family ?? family, relation, evidence }, ...base.lineage];
  const told = new Set(chain.map((ancestor) => ancestor.family));
  return [...chain, ...named.lineage.filter((ancestor) => !told.has(ancestor.family))];
}

/** A line of the developer's own keeps its family (`DeepSeek-R1-Distill-Llama-70B`); others carry their base's. */
function familyOf(named: Identity, derivative: Derivative, developer: string, base: Identity, catalogue: IdCatalogue): string {
  const own = named.family === null ? undefined : catalogue.families.get(named.family);
  if (own !== undefined && !own.control && own.developer === developer) return own.id;
  const family = base.family === null ? undefined : catalogue.families.get(base.family);
  return family === undefined || family.control ? derivative.family : family.id;
}

function weightsOf({ family }: Derivative, catalogue: IdCatalogue): string | null {
  return catalogue.countries.get(catalogue.families.get(family)?.developer ?? '') ?? null;
}

function slug(name: string): string {
  return (
    fold(name.trim())
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '') || 'unknown'
  );
}
