/** Names after a family: a word of it in a value that names no model. */
import type { Catalogue } from '../rules/catalogue.ts';
import type { Evidence, Kind } from '../types.ts';
import type { Candidate } from './candidate.ts';
import { familyWordsIn, type FoundWord } from './family-word.ts';
import { VARIANTS, isNumberedVariable } from './grammar-words.ts';
import { isOfControl } from './identify-find.ts';
import { idsOf } from './ids.ts';
import { CODE_HOST, isWordOfTable } from './model-place.ts';

/** The word of a family that needs the fewest signs, the first of them. */
export function readWord(evidence: Evidence, catalogue: Catalogue): Candidate | null {
  const words = familyWordsIn(evidence.value, catalogue).filter((found) => isSaidOfModels(found, evidence, catalogue));
  const found = words.find(({ word }) => word.sign === 'none') ?? words.find(({ word }) => word.sign === 'codebase') ?? words[0];
  if (found === undefined) return null;
  const { word, start, end } = found;
  const [low, high] = partAround(evidence.value, start, end);
  return {
    evidence,
    kind: kindOfName(evidence, evidence.value.slice(low, high)),
    family: word.family,
    subject:
      evidence.form === 'package'
        ? { type: 'package', ecosystem: evidence.package?.ecosystem ?? '', name: evidence.value, developer: null }
        : { type: 'family' },
    start: low,
    end: high,
    strength: strengthOf(found, evidence, high - low > end - start),
    confidence: 'medium',
    reason: `named after ${word.family}`,
    ...(word.isCompany ? { isCompany: true } : {}),
  };
}

/** Not a company where no provider is named, and not a word of another developer's id (`gpt-5.3-codex-spark`). */
function isSaidOfModels({ word, start, end }: FoundWord, evidence: Evidence, catalogue: Catalogue): boolean {
  if (word.sign === 'none') return true;
  if (word.sign === 'file' && CODE_HOST.test(evidence.value.slice(0, start)) && PATH_GOES_ON.test(evidence.value.slice(end))) return false;
  if (word.sign === 'file' && isLabelOfHost(evidence.value, start, end)) return false;
  if (word.isCompany && (!isProviderName(evidence, start, end) || isOtherProduct(evidence.value.slice(end)))) return false;
  return !isOfControl(evidence.value, start, idsOf(catalogue));
}

/** Whose code it is says nothing of models: `github.com/volcengine/verl`. */
const PATH_GOES_ON = /^\/[\w.-]/;

/** The machines of a cloud are not its models: `registry.cr.volces.com/app`, `vke.volcengine.com/rdma`; its pages may be about them. */
function isLabelOfHost(value: string, start: number, end: number): boolean {
  const below = BELOW.exec(value.slice(Math.max(0, start - LONGEST_LABEL), start))?.[1];
  return below !== undefined && !PAGES.test(below) && TOP_LEVEL.test(value.slice(end));
}

const LONGEST_LABEL = 64;
const BELOW = /([\w-]+)\.$/;
const PAGES = /^(?:www|console|docs?|developers?|help|portal)$/;
const TOP_LEVEL = /^(?:\.[a-z]{2,3})?\.(?:com|net|org|io|cn|ai|cloud|dev)(?![\w-])/i;

/** What companies offer beside models: `AGENT_BAIDU_SEARCH_API_KEY`, `TencentMeeting`. */
const OTHER_PRODUCTS = new Set(
  'search map maps news pan netdisk disk drive translate translator translation analytics tongji pay login oauth sms push cos oss cdn meeting wiki baike tieba'.split(
    ' ',
  ),
);

/** The next part of a name: `Search` of `BaiduSearchApiKey`, `SEARCH` of `BAIDU_SEARCH_KEY`. */
function isOtherProduct(rest: string): boolean {
  const part = /^[-_. ]?([A-Z]?[a-z]{2,12}|[A-Z]{3,12})(?![a-z])/.exec(rest)?.[1] ?? '';
  return OTHER_PRODUCTS.has(part.toLowerCase());
}

/** Where a package of a company's own lies: `com.alibaba.fastjson`. */
const OWN_PACKAGE = /^(?:com|org|net|cn|io)\.$/;

/** A part of an identifier or key, the end of a module path, or a whole value. */
function isProviderName({ form, value, whole }: Evidence, start: number, end: number): boolean {
  if (OWN_PACKAGE.test(value.slice(0, start))) return false;
  if (form === 'identifier' || form === 'key') return true;
  if (form === 'import') return end === value.length && /^$|[/.\\:]/.test(value[start - 1] ?? '');
  return form === 'string' && whole && start === 0 && end === value.length;
}

/**
 * A company in a longer name counts less; a colliding word with a version (`glm3`, `GLM_4_7`) counts more, unless it stands in a text
 * with others (`glm_5 glm_6`).
 */
function strengthOf({ word, end }: FoundWord, evidence: Evidence, isPart: boolean): Candidate['strength'] {
  const { value, form, whole } = evidence;
  if (word.isCompany && isPart) return 'local';
  if (isWordOfTable(evidence)) return 'signed';
  const isOfMany = !whole && (form === 'word' || form === 'string') && isNumberedVariable(value);
  const rest = value.slice(end);
  const isVersioned = !isOfMany && (/^[-_. ]?[2-9](?!\d)/.test(rest) || isReleased(rest));
  return word.sign === 'file' && isVersioned ? 'codebase' : STRENGTH[word.sign];
}

/** `M3` of `BgeM3Tokenizer`, `LargeEn` of `BgeLargeEnTokenizer`: a line of models, or its size and another word of models. */
function isReleased(rest: string): boolean {
  const [, first = '', second = ''] = /^([A-Z][a-z]*\d{0,2})([A-Z][a-z]+)/.exec(rest) ?? [];
  return /^[A-Z]\d/.test(first) || (VARIANTS.has(first.toLowerCase()) && VARIANTS.has(second.toLowerCase()));
}

const STRENGTH = { none: 'sure', file: 'signed', codebase: 'codebase' } as const;

/** A file of the codebase itself, which no package is: `./deepseek-client`, `~/vendors/qwen`. */
const OWN_MODULE = /^(?:\.|[~@#]\/)/;

function kindOfName(evidence: Evidence, name: string): Kind {
  if (evidence.form === 'package') return 'package';
  if (evidence.form === 'import') return OWN_MODULE.test(evidence.value) ? 'symbol' : 'package';
  if (evidence.form === 'architecture') return 'architecture';
  if (evidence.form === 'file') return 'weights';
  if (/^[A-Z][A-Z0-9_]+$/.test(name) && /_(?:KEY|TOKEN|SECRET|ENDPOINT|URL|BASE|HOST|AK|SK|PASSWORD)(?:_|$)/.test(name))
    return 'credential';
  return evidence.form === 'identifier' || evidence.form === 'key' ? 'symbol' : 'name';
}

/** The identifier or path segment around a family word. */
function partAround(value: string, start: number, end: number): [number, number] {
  let low = start;
  while (low > 0 && PART.test(value[low - 1] ?? '')) low--;
  let high = end;
  while (high < value.length && (PART.test(value[high] ?? '') || isPoint(value, high))) high++;
  return [low, high];
}

/** The point of a version: `spark-1.5`, `qwen2.5_3b`. */
function isPoint(value: string, at: number): boolean {
  const isNumber = /[A-Za-z_-]\d{1,2}$/.test(value.slice(Math.max(0, at - 3), at));
  return value[at] === '.' && isNumber && /^\.\d{1,2}(?![A-Za-z\d.])/.test(value.slice(at, at + 5));
}

/** Accented and Greek letters go on with a name: `PanGu-α`. */
const PART = /[\w\-$\u00c0-\u024f\u0370-\u03ff]/;
