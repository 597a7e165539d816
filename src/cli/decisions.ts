/** What decides on a scan: policy, configuration and baseline, as the base has them or as the tree has them. */
import { relative } from 'node:path';
import type { BaselineEntry, Governance } from '../gate/index.ts';
import { BUILT_IN, parseBaseline } from '../gate/index.ts';
import type { Catalogue } from '../rules/catalogue.ts';
import { sha256 } from '../rules/digest.ts';
import { USAGES, type Input } from '../types.ts';
import { UsageError } from '../usage-error.ts';
import type { Config } from './config.ts';
import type { CommandOptions } from './options.ts';
import { builtIn, DEFAULT_POLICY, policyIn, unknownPolicy, type ChosenPolicy } from './policy-file.ts';
import { namedFile, readNamed, type Named, type Side } from './sides.ts';

/** Where a scan looks for what decides. */
export interface Ground {
  readonly root: string;
  /** The top of the tree that the root belongs to; what lies below it can be changed by a change. */
  readonly top: string;
  readonly options: CommandOptions;
  readonly catalogue: Catalogue;
}

/** A file that was read, and what it says. */
export interface Piece<T> {
  readonly named: Named;
  readonly text: string;
  readonly value: T;
}

/** Everything that decides, as one side has it. */
export interface Decisions {
  readonly config: Piece<Config> | null;
  readonly policy: ChosenPolicy;
  /** The tree's own policy beside one that comes from outside: it can only make that stricter. */
  readonly own: ChosenPolicy | null;
  readonly baseline: Piece<readonly BaselineEntry[]> | null;
  /** The policy comes from outside the tree, which may then only tighten it. */
  readonly isLocked: boolean;
}

/** The name of the configuration, at the scan root. */
export const CONFIG = '.pedigree.yaml';

/**
 * What decides as `side` has it. With `fallback`, files that are not there are as if nobody had named them.
 * @throws UsageError for a file that is missing or not well-formed.
 */
export async function decisionsOf(ground: Ground, side: Side, fallback: boolean): Promise<Decisions> {
  const config = await configIn(ground, side, fallback);
  const chosen = judgingMentions(await chosenPolicy(ground, side, config, fallback), ground);
  const isLocked = ground.options.policy !== undefined && chosen.source !== 'built in' && chosen.inTree === null;
  const own = isLocked && config?.value.policy ? judgingMentions(await policyOfConfig(ground, side, config), ground) : null;
  return { config, policy: chosen, own, baseline: baselineIn(ground, side, fallback), isLocked };
}

/** The policy, of mentions too when a flag asks for it. */
export function judgingMentions(policy: ChosenPolicy, { options }: Pick<Ground, 'options'>): ChosenPolicy {
  return options.mentions ? { ...policy, file: { ...policy.file, usage: [...USAGES] } } : policy;
}

async function configIn({ root, top, options }: Ground, side: Side, fallback: boolean): Promise<Piece<Config> | null> {
  if (!options.useConfig) return null;
  const named = options.config === undefined ? namedFile(CONFIG, root, top) : namedFile(options.config, process.cwd(), top);
  const text = readNamed(named, side);
  if (text !== null) {
    const { parseConfig } = await import('./config.ts');
    const name = side.revision === null ? named.name : `${named.name} at ${side.revision.slice(0, 12)}`;
    const path = named.inTree === null ? named.name : shownPath({ root, top }, named.inTree);
    return { named, text, value: parseConfig(path, name, text) };
  }
  if (options.config !== undefined && !fallback) throw new UsageError(`--config ${options.config}: no such file`);
  return null;
}

/** The flag's; else the configuration's; else the default. */
async function chosenPolicy(ground: Ground, side: Side, config: Piece<Config> | null, fallback: boolean): Promise<ChosenPolicy> {
  const { options, catalogue, top } = ground;
  if (options.policy !== undefined) {
    const policy = builtIn(options.policy, catalogue) ?? (await policyIn(namedFile(options.policy, process.cwd(), top), side, catalogue));
    if (policy !== null) return policy;
    if (!fallback) throw unknownPolicy('--policy', options.policy, catalogue);
  }
  if (config?.value.policy) return policyOfConfig(ground, side, config);
  const policy = builtIn(DEFAULT_POLICY, catalogue);
  if (policy === null) throw new UsageError(`the policy ${DEFAULT_POLICY} is missing`);
  return policy;
}

async function policyOfConfig({ root, top, catalogue }: Ground, side: Side, config: Piece<Config>): Promise<ChosenPolicy> {
  const name = config.value.policy ?? DEFAULT_POLICY;
  const known = builtIn(name, catalogue);
  if (known !== null) return known;
  const named = namedFile(name, root, top);
  if (named.inTree === null) throw new UsageError(`${config.named.name}: policy: ${name} lies outside the tree; name it with --policy`);
  const policy = await policyIn(named, side, catalogue);
  if (policy === null) throw unknownPolicy(`${config.named.name}: policy:`, name, catalogue);
  return policy;
}

function baselineIn({ top, options }: Ground, side: Side, fallback: boolean): Piece<readonly BaselineEntry[]> | null {
  if (options.baseline === undefined) return null;
  const named = namedFile(options.baseline, process.cwd(), top);
  const text = readNamed(named, side);
  if (text !== null) return { named, text, value: parseBaseline(named.name, text) };
  if (!fallback)
    throw new UsageError(`--baseline ${options.baseline}: no such file; pedigree baseline --output ${options.baseline} writes one`);
  return null;
}

/** What counts of decisions; a tree under a policy from outside accepts nothing itself. */
export function governanceOf({ config, policy, own, baseline, isLocked }: Decisions): Governance {
  return {
    policies: [policy.file, ...(own === null ? [] : [own.file])],
    suppressions: isLocked ? [] : (config?.value.suppressions ?? []),
    baseline: baseline?.value ?? [],
    leavesOut: () => false,
  };
}

/** The files that decided, as reports name them. */
export function inputsOf({ config, policy, own, baseline }: Decisions, side: Side): Input[] {
  const piece = (role: Input['role'], one: Piece<unknown> | null): Input[] => {
    if (one === null) return [];
    const { named, text } = one;
    return [{ role, source: named.inTree ?? named.name, revision: named.inTree === null ? null : side.revision, digest: sha256(text) }];
  };
  const policies = [policy, ...(own === null ? [] : [own])].map(({ file, source, revision, digest }): Input => ({
    role: 'policy',
    source: source === 'built in' ? `${file.id}${BUILT_IN}` : source,
    revision,
    digest,
  }));
  return [...policies, ...piece('configuration', config), ...piece('baseline', baseline)];
}

/** A path from the top, relative to the scan root; one outside of that stays as it is. */
export function shownPath({ root, top }: Pick<Ground, 'root' | 'top'>, inTree: string): string {
  const prefix = relative(top, root).replaceAll('\\', '/');
  return prefix !== '' && inTree.startsWith(`${prefix}/`) ? inTree.slice(prefix.length + 1) : inTree;
}
