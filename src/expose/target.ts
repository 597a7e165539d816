/** Where a call goes, and what that means for a component. */
import type { Catalogue, Domain } from '../rules/catalogue.ts';
import type { HostRule } from '../rules/schema.ts';
import type { Exposure } from '../types.ts';

/** A host that is known, the codebase's own servers or processes, or somewhere that the code does not tell. */
export type Target =
  | {
      readonly kind: 'host';
      readonly host: HostRule;
      readonly region: string | null;
      readonly by: string;
      /** Where a client calls unless an address says otherwise. */
      readonly isDefault?: true;
      /** What the code calls it, where only its name is known. */
      readonly provider?: string;
    }
  | {
      readonly kind: 'own';
      readonly by: string;
      /** An address of one's own network that nothing says is one of models. */
      readonly isAnyServer?: true;
    }
  | {
      readonly kind: 'open';
      readonly by: string;
      /** Several targets stand in the file, and none nearer. */
      readonly isSeveral?: true;
    };

/** What is known of an occurrence. */
export interface Reached {
  readonly exposure: Exposure;
  readonly host: HostRule | null;
  readonly region: string | null;
  readonly why: string;
}

/** Equal for targets that mean the same operator and place. */
export function keyOf(target: Target): string {
  return target.kind === 'host' ? `${target.host.id} ${target.region ?? ''}` : target.kind;
}

/** The one target that all of `targets` mean; null: there are none, or several. Of one host's places, the one that is called; a client's default of no certain place gives way. */
export function only(targets: readonly Target[]): Target | null {
  const [first] = targets;
  if (first === undefined) return null;
  if (targets.every((target) => keyOf(target) === keyOf(first))) return first;
  if (first.kind !== 'host' || targets.some((target) => target.kind !== 'host' || target.host.id !== first.host.id)) return null;
  const placed = targets.filter((target) => target.kind === 'host' && (target.region !== null || !target.isDefault));
  const [one = first] = placed;
  if (placed.every((target) => keyOf(target) === keyOf(one))) return one;
  return { ...first, region: null, by: `several places of ${first.host.name} are called; which one this is for is not told` };
}

/** Both are the same operator, wherever it runs them. */
export function isSameHost(a: Target, b: Target): boolean {
  return a.kind === 'host' && b.kind === 'host' && a.host.id === b.host.id;
}

/** The host of a domain, where that runs. */
export function domainTarget({ host, region }: Domain, by: string): Target {
  return { kind: 'host', host, region, by };
}

/** A host whose API runs in one place only tells its region; of others it is not known. */
export function hostTarget(host: HostRule, by: string): Target {
  const regions = new Set(host.domains.filter(({ role }) => role === 'api').map(({ region }) => region));
  const [region = null] = regions;
  return { kind: 'host', host, region: regions.size === 1 ? region : null, by };
}

/** Not known, and why. */
export function unknown(why: string): Reached {
  return { exposure: 'unknown', host: null, region: null, why };
}

/** Countries of a component that decide between a developer's own country and others. */
export interface Makers {
  readonly weights: string | null;
  readonly developer: string | null;
}

/** What calling `target` means for a model of `makers`. */
export function reachedAt(target: Target, makers: Makers): Reached {
  if (target.kind === 'open') return unknown(target.by);
  if (target.kind === 'own') return { exposure: 'self-hosted', host: null, region: null, why: target.by };
  const { host, region, by } = target;
  return { exposure: exposureAt(host.country, region, makers), host, region, why: by };
}

/** A tune made in another country than its base, at an operator of that country that states no place, is at another operator. */
function exposureAt(country: string | null, region: string | null, { weights, developer }: Makers): Exposure {
  const home = developer ?? weights;
  if (country === null || home === null || country !== home) return 'third-party-api';
  if (region === country) return 'in-country-api';
  return region === null && weights !== null && weights !== home ? 'third-party-api' : 'offshore-api';
}

/** The developers' countries of a service: those of its operator, where no family tells. */
export function makersOf(catalogue: Catalogue, host: HostRule | undefined, makers: Makers): Makers {
  if (makers.developer !== null || makers.weights !== null || host === undefined) return makers;
  const country = host.developer === undefined ? host.country : (catalogue.developers.get(host.developer)?.country ?? host.country);
  return { weights: null, developer: country };
}
