/** Which candidates count: those that are sure, and those beside another sign of their family. */
import type { Catalogue } from '../rules/catalogue.ts';
import type { FamilyRule } from '../rules/schema.ts';
import type { Evidence, Identity } from '../types.ts';
import { candidateOf, type Candidate } from './candidate.ts';
import { listedIn } from './listed.ts';
import { omittedOf } from './omitted.ts';
import { isModelKey, isModelPlace } from './model-place.ts';
import { unjoined } from './slashes.ts';

/**
 * The candidates of all files that count. `files` holds the evidence of each file.
 * A colliding name counts when the file holds a sure sign of its family. Where only another file of the codebase holds one, what reads as
 * an id counts, and any name in a list of providers (the file holds a sure sign of another family) and in a folder or file named after it.
 * A company's name is its models' in what is used where something else in use is; documentation that speaks of them is no sign of that.
 * In prose a name that stands in a list of models counts, too.
 */
export function candidatesOf(files: readonly (readonly Evidence[])[], catalogue: Catalogue): Candidate[] {
  const read = files.map((evidence) => candidatesIn(evidence, catalogue));
  const signs = read.map(signsOf);
  const everywhere = new Set(signs.flatMap((families) => [...families]));
  const used = new Set(read.flatMap((candidates) => [...signsOf(candidates.filter(({ evidence }) => evidence.usage === 'use'))]));
  return read.flatMap((candidates, at) => {
    const here = signs[at] ?? new Set();
    const extended = new Set([...here, ...candidates.filter((c) => countsInCodebase(c, here, everywhere)).map(({ family }) => family)]);
    const counts = (candidate: Candidate) =>
      stands(candidate) ||
      (isOpenToSigns(candidate) &&
        (candidate.strength === 'local' ? here : extended).has(candidate.family) &&
        (candidate.isCompany !== true || candidate.evidence.usage === 'mention' || used.has(candidate.family)));
    const listed = here.size === 0 ? null : listedIn(candidates, counts);
    return candidates.filter((candidate) => counts(candidate) || listed?.has(candidate));
  });
}

/** The families that something in the evidence of some files is a sure sign of. */
export function surelyIn(files: readonly (readonly Evidence[])[], catalogue: Catalogue): ReadonlySet<string | null> {
  return new Set(files.flatMap((evidence) => [...signsOf(candidatesIn(evidence, catalogue))]));
}

const known = new WeakMap<Catalogue, WeakMap<readonly Evidence[], readonly Candidate[]>>();

/** The candidates of one file, which are asked for twice. */
function candidatesIn(evidence: readonly Evidence[], catalogue: Catalogue): readonly Candidate[] {
  let files = known.get(catalogue);
  if (files === undefined) known.set(catalogue, (files = new WeakMap()));
  let candidates = files.get(evidence);
  if (candidates === undefined) {
    candidates = evidence
      .flatMap((one) => unjoined(one, catalogue))
      .flatMap((one) => omittedOf(one, evidence, catalogue) ?? candidateOf(one, catalogue) ?? genericOf(one, catalogue) ?? []);
    files.set(evidence, candidates);
  }
  return candidates;
}

/** The families that the candidates are sure signs of. */
function signsOf(candidates: readonly Candidate[]): ReadonlySet<string | null> {
  return new Set(candidates.filter(stands).flatMap(({ family }) => (family === null ? [] : [family])));
}

function countsInCodebase(candidate: Candidate, here: ReadonlySet<string | null>, everywhere: ReadonlySet<string | null>): boolean {
  const { family, strength, evidence, start, end } = candidate;
  if (family === null || !everywhere.has(family) || !isOpenToSigns(candidate) || strength === 'local') return false;
  return strength !== 'signed' || here.size > 0 || isNamedAfter(evidence.location.path, evidence.value.slice(start, end));
}

/** A dependency's name is a name, not a place where models are named: a colliding one needs a rule of its own. */
function isOpenToSigns({ evidence: { form, value }, strength }: Candidate): boolean {
  const isDependency = form === 'package' || (form === 'import' && PACKAGE_NAME.test(value));
  return !isDependency || strength !== 'signed';
}

/** As packages are called, and modules of one's own are not: `spark-md5`. */
const PACKAGE_NAME = /^(?:@[\w.-]+\/)?[a-z\d]+(?:-[a-z\d]+)+(?:\/|$)/;

function isNamedAfter(path: string, name: string): boolean {
  const word = name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  return (
    word.length >= 3 &&
    path
      .toLowerCase()
      .split('/')
      .some((part) => part.replace(/\.[a-z]+$/, '').replaceAll(/[^a-z0-9]/g, '') === word)
  );
}

/** Counts by itself: sure, or an id where models are named, or a whole literal with a version. */
function stands({ strength, evidence, subject }: Candidate): boolean {
  if (strength !== 'context') return strength === 'sure';
  return (
    isModelPlace(evidence) || (evidence.whole && evidence.form === 'string' && subject.type === 'model' && isVersioned(subject.identity))
  );
}

/** A name with the version grammar of its family, and more than that: `step-3.5-flash`; `glm2` and `step-2.1` are names of other things, too. */
function isVersioned({ parts }: Identity): boolean {
  return parts.generation !== null && parts.variants.length + parts.sizes.length > 0;
}

/** An id too generic to be recognised (`lite`, `embedding-3`), under a model key: it asks for a sign of a family that has such an id. */
function genericOf(evidence: Evidence, catalogue: Catalogue): Candidate | null {
  if (!isModelKey(evidence)) return null;
  const family = catalogue.generic.get(evidence.value.toLowerCase())?.[0];
  const rule = family === undefined ? undefined : catalogue.families.get(family);
  if (rule === undefined) return null;
  const identity = genericIdentity(evidence.value, rule, catalogue);
  return {
    evidence,
    kind: 'model-id',
    family: rule.id,
    subject: { type: 'model', identity },
    start: 0,
    end: evidence.value.length,
    strength: 'signed',
    confidence: identity.confidence,
    reason: identity.reason,
  };
}

/** What a generic id is taken to be, where the sign is there. */
function genericIdentity(id: string, { id: family, name, developer }: FamilyRule, { developers }: Catalogue): Identity {
  const country = developers.get(developer)?.country ?? null;
  return {
    id,
    family,
    developer,
    origin: { weights: country, developer: country },
    lineage: [],
    confidence: 'medium',
    reason: `a model id of ${name}, beside another sign of it`,
    name: id,
    parts: { generation: null, sizes: [], variants: [], packaging: [] },
  };
}
