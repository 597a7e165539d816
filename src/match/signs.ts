/** Which candidates count: those that are sure, and those beside another sign of their family. */
import type { Catalogue } from '../rules/catalogue.ts';
import type { Evidence } from '../types.ts';
import { candidateOf, type Candidate } from './candidate.ts';

/** Keys under which people name models: `model`, `--model-name`, `MODEL_ID`, `modelName`, `FROM`. */
const MODEL_KEY =
  /(?:^|[-_.])models?(?:$|[-_.](?:name|id|path|version|type)s?$)|model(?:name|id|path)?s?$|^from$|^base[-_]?model|_path$|deployment|engine|checkpoint|tokenizer|repo[-_]?id|served/i;
const MODEL_CALL =
  /from_?pretrained|snapshot_?download|hf_hub_download|pull|SentenceTransformer|CrossEncoder|pipeline|completion|embedding|llm|chat/i;

/**
 * The candidates of all files that count. `files` holds the evidence of each file.
 * A colliding name counts when the file holds a sure sign of its family; some, and names of packages, also when any file does.
 */
export function candidatesOf(files: readonly (readonly Evidence[])[], catalogue: Catalogue): Candidate[] {
  const read = files.map((evidence) => evidence.map((e) => candidateOf(e, catalogue) ?? genericOf(e, catalogue)).filter((c) => c !== null));
  const everywhere = new Set(read.flatMap((candidates) => [...signsOf(candidates)]));
  return read.flatMap((candidates) => {
    const signs = signsOf(candidates);
    for (const candidate of candidates) if (countsInCodebase(candidate, everywhere)) signs.add(candidate.family ?? '');
    return candidates.filter((candidate) => counts(candidate, signs));
  });
}

/** A codebase's own packages are named after what they wrap; some words hardly mean anything else. */
function countsInCodebase({ family, kind, strength }: Candidate, everywhere: ReadonlySet<string>): boolean {
  return family !== null && everywhere.has(family) && (strength === 'codebase' || (strength === 'signed' && kind === 'package'));
}

function signsOf(candidates: readonly Candidate[]): Set<string> {
  return new Set(candidates.filter(stands).flatMap(({ family }) => (family === null ? [] : [family])));
}

function counts(candidate: Candidate, signs: ReadonlySet<string>): boolean {
  return stands(candidate) || (candidate.family !== null && signs.has(candidate.family));
}

/** Counts by itself: sure, or an id where models are named. */
function stands({ strength, evidence }: Candidate): boolean {
  return strength === 'sure' || (strength === 'context' && isModelPlace(evidence));
}

function isModelPlace({ form, keys, whole }: Evidence): boolean {
  if (form === 'base' || form === 'file') return true;
  return whole && keys.some((key) => MODEL_KEY.test(key) || MODEL_CALL.test(key));
}

/** An id too generic to be recognised (`lite`, `embedding-3`), under a model key: it asks for a sign of a family that has such an id. */
function genericOf(evidence: Evidence, catalogue: Catalogue): Candidate | null {
  if (!evidence.whole || !evidence.keys.some((key) => MODEL_KEY.test(key))) return null;
  const family = catalogue.generic.get(evidence.value.toLowerCase())?.[0];
  const rule = family === undefined ? undefined : catalogue.families.get(family);
  if (rule === undefined) return null;
  const country = catalogue.developers.get(rule.developer)?.country ?? null;
  const reason = `a model id of ${rule.name}, beside another sign of it`;
  return {
    evidence,
    kind: 'model-id',
    family: rule.id,
    subject: {
      type: 'model',
      identity: {
        id: evidence.value,
        family: rule.id,
        developer: rule.developer,
        origin: { weights: country, developer: country },
        lineage: [],
        confidence: 'medium',
        reason,
        name: evidence.value,
        parts: { generation: null, sizes: [], variants: [], packaging: [] },
      },
    },
    start: 0,
    end: evidence.value.length,
    strength: 'signed',
    confidence: 'medium',
    reason,
  };
}
