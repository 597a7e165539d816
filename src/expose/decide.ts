/** Where one model goes: what stands nearest to it decides, and what cannot be told apart stays open. */
import { roleOf } from '../rules/key-role.ts';
import { byFolder } from './by-folder.ts';
import { byKeys } from './by-keys.ts';
import { isIdElsewhere, isIdOfOthers, isHome, several, type Step, type Subject } from './choose.ts';
import { byCredential, byOwner, bySole, byVariable, movedBy } from './far.ts';
import { cloudTarget, idTarget, inRegion, isWeightsFile, ownTarget, packedTarget, pageTarget, routedTarget } from './id.ts';
import { byFile, byImage } from './in-file.ts';
import { MOST_READERS } from './names.ts';
import { byAround, byInner, byReceiver, byScope, byStatement, byStem, outerScopes } from './near.ts';
import { byFileName, byNamePrefix } from './provider-key.ts';
import { isSameHost, only, type Target } from './target.ts';
import { nameOf, type Reference } from './variables.ts';
import type { FileWorld, World } from './world.ts';

/** Variables that are given to variables. */
const DEEPEST = 2;
const NEAR: readonly Step[] = [byId, byScope, byKeys, byReceiver, byStatement, byInner, byAround, byStem, byNamePrefix, byLocalKey];
const FAR: readonly Step[] = [({ id }: Subject) => packedTarget(id), byVariable, byFile, byCredential].map(notForHubIds);
/** What is only asked of the place itself, not of those that read it. */
const LAST: readonly Step[] = [byImage, byFolder, bySole, byOwner, byFileName, byPacking];
const NOTHING: Target = { kind: 'open', by: 'nothing near it says where it runs' };

/** Declarations of types run nothing: https://www.typescriptlang.org/docs/handbook/declaration-files/introduction.html */
const DECLARATION = /\.d\.[cm]?ts$|\.(?:test-d|spec-d)\.tsx?$|\.pyi$/;
/** Whether a file only declares types, by its name. */
export function isDeclaration(path: string): boolean {
  return DECLARATION.test(path);
}

/** What an interface says in each language; the names of providers in it are words. */
const TRANSLATION =
  /(?:^|\/)(?:locales?|l10n|i18n|translations|[\w-]+\.lproj)\/(?:[^/]+\/)*[^/]+\.(?:json|ya?ml|xml|properties)$|(?:^|\/)values(?:-[\w-]+)?\/[^/]+\.xml$|\.(?:arb|po|strings|stringsdict|xcstrings|res[xw])$/;

/** Whether a file only translates what an interface says, by its name. */
function isTranslation(path: string): boolean {
  return TRANSLATION.test(path);
}

const WORDS: Target = { kind: 'open', by: 'it stands in a translation, which runs nothing' };
const TYPES: Target = { kind: 'open', by: 'it stands in a declaration of types, which runs nothing' };

/** The target of a model; open, with the reason, where it cannot be known. */
export function decide(subject: Subject, world: World): Target {
  if (isDeclaration(subject.path)) return TYPES;
  if (isTranslation(subject.path)) return WORDS;
  const page = pageTarget(subject, world.catalogue);
  if (page !== null) return page;
  const found = decideAt(subject, world, 0) ?? NOTHING;
  return (found.kind === 'host' && isWeightsFile(subject.id) ? ownTarget(subject.id) : null) ?? passedOn(found, subject, world);
}

function decideAt(subject: Subject, world: World, depth: number): Target | null {
  const { id, path } = subject;
  const file = subject.isMention ? undefined : world.files.get(path);
  if (file === undefined) return idTarget(id, world.clients, world.catalogue) ?? ownTarget(id);
  const first = (steps: readonly Step[]) => {
    for (const step of steps) {
      const found = step(subject, world, file);
      if (found !== null) return found;
    }
    return null;
  };
  const near = notLoaded(first(NEAR), subject, world, file);
  const told = near ?? believed(ownedElsewhere(byReaders(subject, world, depth), subject, world), subject, world) ?? first(FAR);
  const isUndecided = told === null || (told.kind === 'open' && told.isSeveral);
  const found = isUndecided ? ((depth === 0 ? first(told === null ? LAST : [byFolder]) : byPacking(subject, world)) ?? told) : told;
  if (found === null) return null;
  const placed = placedNear(movedBy(found, file, world), subject, world, file);
  return inRegion(placed, regionOf(subject, file), world.catalogue);
}

/** What is called elsewhere is not believed of ids that the API of a maker does not have. */
function notForHubIds(step: Step): Step {
  return (subject, world, file) => believed(step(subject, world, file), subject, world);
}

function believed(target: Target | null, { id }: Subject, { catalogue }: World): Target | null {
  if (target?.kind !== 'host') return target;
  return isIdElsewhere(target.host, id, catalogue) || isIdOfOthers(target.host, id, catalogue) ? null : target;
}

/** Whom a router hands it to; and what only one API has cannot run on a server of one's own: that passes it on. */
function passedOn(target: Target, { id, path }: Subject, { clients, catalogue }: World): Target {
  if (target.kind === 'host') return routedTarget(target, id, path, clients, catalogue) ?? target;
  if (target.kind !== 'own' || clients.ownerOf(id) === null) return target;
  return { kind: 'open', by: `${target.by}; its weights are not published, so that it is passed on from there` };
}

/** A host of many places whose address stands beside it. */
function placedNear(target: Target, subject: Subject, world: World, file: FileWorld): Target {
  if (target.kind !== 'host' || target.region !== null) return target;
  const near = byScope(subject, world, file) ?? byAround(subject, world, file);
  return near?.kind === 'host' && isSameHost(near, target) ? { ...target, region: near.region } : target;
}

/** The region that stands nearest; else the only one of the file. */
function regionOf({ scope, within }: Subject, { regions, region }: FileWorld): string | undefined {
  if (regions.size === 0) return undefined;
  return [scope, ...within, ...outerScopes(scope), ''].map((one) => regions.get(one)).find((one) => one !== undefined) ?? region;
}

/** Where a client that is called goes: what stands near it, else its own API. Addresses elsewhere in the file are those of others. */
export function decideClient(subject: Subject, own: Target, world: World): Target {
  const file = world.files.get(subject.path);
  if (own.kind !== 'host' || file === undefined) return decide(subject, world);
  for (const step of NEAR) {
    const found = step(subject, world, file);
    if (found !== null && found.kind !== 'open') return inRegion(movedBy(found, file, world), regionOf(subject, file), world.catalogue);
  }
  return inRegion(movedBy(own, file, world), regionOf(subject, file), world.catalogue);
}

function byId({ id, keys }: Subject, { clients, catalogue }: World): Target | null {
  return /^\.{0,2}\//.test(id) || HUB_KEY.test(keys.at(-1) ?? '') ? null : idTarget(id, clients, catalogue);
}

/** What it is called says that it runs here: `LOCAL_MODEL=qwen2.5:7b`, `local_llm_name`. */
function byLocalKey({ keys }: Subject): Target | null {
  const meaning = roleOf(keys.at(-1) ?? '');
  return meaning?.role === 'model' && /^local(?: (?:llm|embeddings?|rerank(?:er)?|chat|vision))?$/.test(meaning.stem)
    ? { kind: 'own', by: `${keys.at(-1) ?? ''} says that it runs locally` }
    : null;
}

/** Its value is an id of a hub, whatever it starts with. */
const HUB_KEY = /^(?:hf_?)?repo(?:sitory)?(?:_?id)?$/i;

/** Where the variable or constant that holds it is read. */
function byReaders(subject: Subject, world: World, depth: number): Target | null {
  const name = nameOf(subject.keys, subject.binding);
  if (depth >= DEEPEST || name === null) return null;
  const readers = world.names.readersOf(name, subject, MOST_READERS);
  const model = `${depth} ${subject.developer} ${subject.family} ${subject.extractor} ${subject.id}`;
  const found = readers.map((reader) => atReader(reader, subject, world, depth, model)).filter((target) => target !== null);
  const one = only(found);
  if (one !== null) return isFork(readers) && !isHome(one, subject) ? FORK : one;
  return found.length > 0 ? several(found) : null;
}

/** What only one API has is loaded nowhere, whatever it is given to: the only address of its file says where it goes. */
function notLoaded(near: Target | null, subject: Subject, world: World, file: FileWorld): Target | null {
  const isLoaded = near?.kind === 'own' && world.clients.ownerOf(subject.id) !== null;
  const address = isLoaded ? byFile(subject, world, file) : null;
  return address?.kind === 'host' ? address : near;
}

/** Those that read a variable of a common name (`items`) are not believed where only its maker's API has the id, and the codebase calls that. */
function ownedElsewhere(target: Target | null, { id }: Subject, { clients, called }: World): Target | null {
  const owner = target?.kind === 'host' ? clients.ownerOf(id) : null;
  const home = owner && clients.targetOf(owner, '');
  if (target === null || home?.kind !== 'host' || isSameHost(home, target)) return target;
  return called.has(home.host.id) ? null : target;
}

const FORK: Target = { kind: 'open', by: 'it is given to one of many clients; which one is not told', isSeveral: true };

/** `if ...: GroqClient(model) elif ...: LlamaClient(model)`: whichever of many clients it is given to, what one of them says is not told of it. */
function isFork(readers: readonly Reference[]): boolean {
  return new Set(readers.flatMap(({ keys }) => keys.filter((key) => CLIENT_CLASS.test(key)))).size >= FEWEST_BRANCHES;
}

const FEWEST_BRANCHES = 4;
const CLIENT_CLASS = /(?:^|[.:_])[A-Z]\w{0,60}(?:Client|Model|LLM|Provider|Chat|Service|Bot|Agent|Engine|Adapter)$/;

/** What places that read a variable say of a model. Many models are given to the same variables. */
const answers = new WeakMap<Reference, Map<string, Target | null>>();
const MOST_ANSWERS = 1000;

/** `model`: what sets the subject apart wherever it stands. */
function atReader(reader: Reference, subject: Subject, world: World, depth: number, model: string): Target | null {
  let known = answers.get(reader);
  if (known === undefined || known.size >= MOST_ANSWERS) answers.set(reader, (known = new Map()));
  let answer = known.get(model);
  if (answer === undefined) {
    const target = decideAt({ ...subject, ...reader, keys: readerKeys(reader) }, world, depth + 1);
    known.set(model, (answer = target?.kind === 'open' ? null : target));
  }
  return answer;
}

/** A variable that is given to another one is read again under that name. */
function readerKeys({ keys, name }: Reference): readonly string[] {
  return keys.at(-1) === name ? keys.slice(0, -1) : keys;
}

function byPacking({ id, keys }: Subject, { catalogue }: World): Target | null {
  return cloudTarget(id, catalogue) ?? ownTarget(id, roleOf(keys.at(-1) ?? '')?.role === 'model');
}
