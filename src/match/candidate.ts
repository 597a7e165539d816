/** One value -> what it is evidence of, by itself. Whether a colliding one counts is decided with the whole file in view (index.ts). */
import { moduleKey, packageKey, type Catalogue, type KnownPackage } from '../rules/catalogue.ts';
import type { Confidence, Evidence, Identity, Kind } from '../types.ts';
import { addressIn } from '../rules/domain.ts';
import type { HostRule } from '../rules/schema.ts';
import { findId } from './identify-find.ts';
import { idsOf } from './ids.ts';
import { isData } from './junk.ts';
import { readId, readName, readOwned } from './read-id.ts';
import { readWord } from './read-word.ts';

/** What a value names. */
export type Subject =
  | { readonly type: 'model'; readonly identity: Identity }
  | { readonly type: 'service'; readonly host: HostRule }
  | { readonly type: 'package'; readonly ecosystem: string; readonly name: string; readonly developer: string | null }
  | { readonly type: 'family' };

/** A piece of evidence that may be of a component. */
export interface Candidate {
  readonly evidence: Evidence;
  readonly kind: Kind;
  /** Null for hosts of many families. */
  readonly family: string | null;
  readonly subject: Subject;
  /** Offsets into the evidence's value. */
  readonly start: number;
  readonly end: number;
  /** `sure` counts alone and is a sign for others; `context` needs a place where models are named, or a sign; `signed` needs a sign in the file or its neighbourhood, `local` in the file itself, `codebase` in any. */
  readonly strength: 'sure' | 'context' | 'signed' | 'local' | 'codebase';
  readonly confidence: Confidence;
  readonly reason: string;
  /** Its developer's name, which other products bear, too. */
  readonly isCompany?: true;
  /** As of the occurrence. */
  readonly takes?: string;
}

/** Says what a value is evidence of in one way, or nothing. */
export type Reader = (evidence: Evidence, catalogue: Catalogue) => Candidate | null;

/** Readers by form, the most telling first. */
const READERS: Readonly<Record<Evidence['form'], readonly Reader[]>> = {
  package: [readPackage, readWord],
  import: [readModule, readModelCode, readSymbol, readWord],
  architecture: [readArchitecture, readWord],
  identifier: [readVariable, readSymbol, readWord],
  key: [readVariable, readAddress, readId, readSymbol, readWord],
  string: [readAddress, readVariable, readId, readModule, readSymbol, readOwned, readWord, readName],
  word: [readAddress, readVariable, readModule, readId, readSymbol, readOwned, readWord, readName],
  base: [readAddress, readId, readOwned, readWord, readName],
  file: [readId, readWord, readName],
};

/** What `evidence` is evidence of by the reader that is surest, the first of them; or null. */
export function candidateOf(evidence: Evidence, catalogue: Catalogue): Candidate | null {
  if (isData(evidence.value)) return null;
  let best: Candidate | null = null;
  for (const read of READERS[evidence.form]) {
    const candidate = read(evidence, catalogue);
    if (candidate?.strength === 'sure') return candidate;
    if (candidate && (best === null || RANK[candidate.strength] > RANK[best.strength])) best = candidate;
  }
  return best;
}

/** What a value may be evidence of, wherever it stands: everything, or something that is sure. */
export function everyCandidate(value: string, catalogue: Catalogue): Candidate[] {
  const found: Candidate[] = [];
  if (isData(value)) return found;
  for (const [form, readers] of GENEROUS) {
    const evidence: Evidence = { form, value, location: ANYWHERE, usage: 'use', keys: MODEL, scope: '', whole: true, extractor: '' };
    for (const read of readers) {
      const candidate = read(evidence, catalogue);
      if (candidate?.strength === 'sure') return [candidate];
      if (candidate !== null) found.push(candidate);
    }
  }
  return found;
}

/** Readers with the form in which they take most. No format that is read as it is written declares architectures. */
const GENEROUS: readonly (readonly [Evidence['form'], readonly Reader[]])[] = [
  ['identifier', [readWord, readVariable, readSymbol]],
  ['base', [readId, readOwned]],
  ['string', [readName, readAddress, readModule]],
  ['import', [readModule, readModelCode]],
];
const MODEL = ['model'];
const ANYWHERE: Evidence['location'] = { path: '', line: 1, column: 1, endColumn: 1 };

const RANK = { sure: 4, context: 3, codebase: 2, signed: 1, local: 0 } as const;

function readPackage(evidence: Evidence, catalogue: Catalogue): Candidate | null {
  const ecosystem = evidence.package?.ecosystem ?? '';
  const known = catalogue.packages.get(packageKey(ecosystem, evidence.value)) ?? parentModule(evidence.value, catalogue, ecosystem);
  return known ? packageCandidate(evidence, known, catalogue, 'known package') : null;
}

/** Go and Maven name modules below a package: `github.com/org/sdk/v2`. */
function parentModule(value: string, catalogue: Catalogue, ecosystem: string): KnownPackage | null {
  if (ecosystem !== 'golang') return null;
  const known = longestModule(value, catalogue);
  return known?.ecosystem === ecosystem ? known : null;
}

function readModule(evidence: Evidence, catalogue: Catalogue): Candidate | null {
  if (evidence.form !== 'import' && !evidence.whole && !evidence.value.startsWith('@')) return null;
  const known = evidence.form === 'import' ? longestModule(evidence.value, catalogue) : wholeModule(evidence.value, catalogue);
  return known && packageCandidate(evidence, known, catalogue, 'import of a known package');
}

/** A string that is a package's whole name, written as only packages are: `@ai-sdk/deepseek`, `dev.langchain4j.community`. */
function wholeModule(value: string, catalogue: Catalogue): KnownPackage | null {
  return /[/@.]/.test(value) ? (catalogue.modules.get(moduleKey(value.replace(/(?<=.)@[\d.][\w.-]*$/, ''))) ?? null) : null;
}

function packageCandidate(evidence: Evidence, known: KnownPackage, catalogue: Catalogue, reason: string): Candidate {
  return {
    evidence,
    kind: 'package',
    family: known.kind === 'hub' ? null : known.family,
    subject: {
      type: 'package',
      ecosystem: evidence.package?.ecosystem ?? known.ecosystem,
      name: known.name,
      developer: catalogue.families.get(known.family)?.developer ?? null,
    },
    start: 0,
    end: evidence.value.length,
    strength: 'sure',
    confidence: 'high',
    reason,
  };
}

/** The known module that `path` names or lies below, cut at `/`, `.`, `\\` and `::`. */
function longestModule(path: string, catalogue: Catalogue): KnownPackage | null {
  let key = moduleKey(path);
  while (key.length > 1) {
    const known = catalogue.modules.get(key);
    if (known) return known;
    const cut = Math.max(...['/', '.', ':', '\\'].map((mark) => key.lastIndexOf(mark)));
    if (cut <= 0) return null;
    key = key.slice(0, cut).replace(/:$/, '');
  }
  return null;
}

function readArchitecture(evidence: Evidence, catalogue: Catalogue): Candidate | null {
  const name = evidence.value.toLowerCase();
  const kinds = ['model-type', 'class', 'gguf', 'tokenizer', 'tokenizer-pre', 'pipeline'];
  const known = kinds.map((kind) => catalogue.architectures.get(`${kind}:${name}`)).find((entry) => entry !== undefined);
  const family = known && catalogue.families.get(known.family);
  if (!known || !family || family.tier === 'control') return null;
  return {
    ...whole(evidence, 'architecture', known.family),
    strength: known.ambiguity ? 'context' : 'sure',
    confidence: known.ambiguity ? 'low' : 'medium',
    reason: known.ambiguity ?? `an architecture of ${family.name}; an architecture is not proof of the weights`,
  };
}

/** The code of an architecture, by its module: `transformers.models.glm_moe_dsa`. A single word may be anything below `models`. */
function readModelCode(evidence: Evidence, catalogue: Catalogue): Candidate | null {
  const name = /(?:^|[./])models?[./]([a-z][a-z0-9_]{0,60})(?![\w-])/.exec(evidence.value)?.[1] ?? '';
  const known = /[_\d]/.test(name) ? catalogue.architectures.get(`model-type:${name}`) : undefined;
  if (known === undefined || known.ambiguity || catalogue.families.get(known.family)?.tier === 'control') return null;
  const start = evidence.value.indexOf(name);
  const reason = `code of an architecture of ${known.family}`;
  return { ...whole(evidence, 'package', known.family), start, end: start + name.length, strength: 'sure', confidence: 'medium', reason };
}

function readAddress(evidence: Evidence, catalogue: Catalogue): Candidate | null {
  if (!evidence.value.includes('.')) return null;
  const address = addressIn(evidence.value, catalogue);
  if (address === null || address.domain.role === 'hub') return null;
  const { host, family, domain } = address.domain;
  if (family === null && namesModelAfter(evidence.value, address.start, catalogue)) return null;
  return {
    evidence,
    kind: 'endpoint',
    family,
    subject: { type: 'service', host },
    start: address.start,
    end: address.end,
    strength: 'sure',
    confidence: 'high',
    reason: `${domain} is run by ${host.name}`,
  };
}

/** The path of an address at a host of many families holds an id: `https://openrouter.ai/qwen/qwen3-max`. */
function namesModelAfter(value: string, start: number, catalogue: Catalogue): boolean {
  const path = /^(?:[a-z][a-z0-9+]*:\/\/)?[^/]+\//i.exec(value.slice(start))?.[0].length ?? -1;
  const found = path < 0 ? null : findId(value, idsOf(catalogue));
  return found !== null && found.strength === 'name' && found.start >= start + path;
}

/** `DASHSCOPE_API_KEY`, `process.env.DEEPSEEK_API_KEY`, `${ZAI_API_KEY}`. */
function readVariable(evidence: Evidence, catalogue: Catalogue): Candidate | null {
  for (const match of evidence.value.matchAll(/[A-Za-z0-9][A-Za-z0-9_]{3,}/g)) {
    const known = catalogue.variables.get(match[0]);
    if (known === undefined) continue;
    return {
      evidence,
      kind: 'credential',
      family: known.family,
      subject: known.host === null ? { type: 'family' } : { type: 'service', host: known.host },
      start: match.index,
      end: match.index + match[0].length,
      strength: known.signed ? 'signed' : 'sure',
      confidence: known.signed ? 'medium' : 'high',
      reason: `a ${known.kind} variable of ${known.host?.name ?? known.family}`,
    };
  }
  return null;
}

/** Not a part of a name with hyphens, `0-shot-chat_deepseek`. */
const SYMBOL = /(?<![\w$]-|[\w$])[A-Za-z_$][\w$]{2,}/g;

function readSymbol(evidence: Evidence, catalogue: Catalogue): Candidate | null {
  for (const match of evidence.value.matchAll(SYMBOL)) {
    const known = catalogue.symbols.get(match[0]);
    if (known === undefined) continue;
    return {
      evidence,
      kind: 'symbol',
      family: known.family,
      subject: { type: 'family' },
      start: match.index,
      end: match.index + match[0].length,
      strength: known.signed ? 'signed' : 'sure',
      confidence: known.signed ? 'medium' : 'high',
      reason: `a client of ${known.family}`,
    };
  }
  return null;
}

function whole(evidence: Evidence, kind: Kind, family: string) {
  return { evidence, kind, family, subject: { type: 'family' } as const, start: 0, end: evidence.value.length };
}
