/** SPDX bills of materials: 2.x as JSON and tag-value, 3.0 as JSON-LD: https://spdx.github.io/spdx-spec/ */
import { readJson } from '../../formats/json/index.ts';
import { linesOf } from '../../formats/position.ts';
import { SyntaxProblem } from '../../formats/problem.ts';
import { spanOf, type Reading, type Scalar } from '../../formats/scalar.ts';
import type { Extractor, Span } from '../../types.ts';
import { addTo, chainsOf } from './chains.ts';
import { isHubPurl, packageName, parsePurl, purlSpan, type Purl } from './purl.ts';
import { readSpdxTags } from './spdx-tags.ts';

/** A package, by the path of its object. */
interface Package {
  readonly fields: ReadonlyMap<string, string>;
  readonly purl: Purl | null;
  /** Another package was made from it. */
  readonly isBase: boolean;
}

interface Document {
  readonly text: string;
  readonly packages: ReadonlyMap<string, Package>;
  readonly chain: (id: string) => string[];
}

interface Relations {
  readonly needs: Map<string, string[]>;
  readonly roots: string[];
  readonly bases: Set<string>;
}

const MODEL = 'machine-learning-model';
const LOCATORS = new Set(['referenceLocator', 'identifier', 'packageUrl']);
const IDS = new Set(['SPDXID', 'spdxId', '@id']);
/** Identifiers within the document and checksums. */
const SILENT = new Set([
  ...IDS,
  'spdxElementId',
  'relatedSpdxElement',
  'from',
  'to',
  'rootElement',
  'element',
  'documentDescribes',
  'hasFiles',
  'checksumValue',
  'hashValue',
  'creationInfo',
  'documentNamespace',
  '@context',
]);
/** Who wrote the document, and with what. */
const MAKERS = new Set(['creationInfo', 'Creator', 'CreatorComment']);
const PREFIX = /^(?:software|ai|core|dataset)_/;
const TAGS = /^SPDXVersion:/m;
const START = 4096;

/** Packages and files with name, version, purl and the packages that need them; what a model was made from is its base. */
export const spdx: Extractor = {
  id: 'bom/spdx',
  files: ['**/*.{json,jsonld,spdx}', '**/*.spdx.txt', '**/*.spdx.tag'],
  claims: ({ text }) => isJson(text) || TAGS.test(text.slice(0, START)),
  read({ text }) {
    const { scalars, problem } = isJson(text) ? readJson(text) : readSpdxTags(text);
    const document = documentOf(text, scalars);
    const spans = scalars.filter(({ start, end }) => end > start).map((one) => spanIn(document, one));
    spans.sort((a, b) => a.start - b.start);
    if (problem) throw new SyntaxProblem(problem.message, linesOf(text).at(problem.at).line, spans);
    return spans;
  },
};

function isJson(text: string): boolean {
  return (text.includes('"spdxVersion"') && text.includes('"SPDXID"')) || text.includes('"https://spdx.org/rdf/3.');
}

function documentOf(text: string, scalars: Reading['scalars']): Document {
  const objects = new Map<string, Map<string, string>>();
  for (const one of scalars) {
    if (one.role !== 'value') continue;
    const scope = objectOf(one);
    const fields = objects.get(scope) ?? new Map<string, string>();
    objects.set(scope, fields.set(LOCATORS.has(fieldOf(one)) ? locatorField(one) : fieldOf(one), one.value));
  }
  const relations = relationsIn(scalars);
  const packages = new Map([...objects].map(([scope, fields]) => [scope, packageOf(fields, relations)] as const));
  const names = new Map([...objects.values()].map((fields) => [idOf(fields), fields.get('name') ?? '']));
  return { text, packages, chain: chainsOf({ ...relations, names }) };
}

/** The path of the package that a value belongs to: references stand in lists within it. */
function objectOf({ keys, scope, outer }: Scalar): string {
  return keys.at(-2) === 'externalRefs' || keys.at(-2) === 'externalIdentifier' ? outer || scope : scope;
}

function fieldOf({ keys }: Scalar): string {
  const key = keys.at(-1) ?? '';
  return key === '@type' ? 'type' : key.replace(PREFIX, '');
}

function locatorField({ value }: Scalar): string {
  return value.startsWith('pkg:') ? 'purl' : 'locator';
}

function idOf(fields: ReadonlyMap<string, string>): string {
  return fields.get('SPDXID') ?? fields.get('spdxId') ?? fields.get('@id') ?? '';
}

function packageOf(fields: ReadonlyMap<string, string>, { bases }: Relations): Package {
  return { fields, purl: parsePurl(fields.get('purl') ?? ''), isBase: bases.has(idOf(fields)) };
}

/** `from` and `to` of a relationship of 3.0 and the names of 2.x. */
interface Relation {
  from: string;
  type: string;
  readonly to: string[];
}

function relationsIn(scalars: Reading['scalars']): Relations {
  const relations: Relations = { needs: new Map(), roots: [], bases: new Set() };
  const found = new Map<string, Relation>();
  for (const one of scalars) {
    const field = fieldOf(one);
    if (one.role !== 'value') continue;
    if (field === 'documentDescribes' || field === 'rootElement') relations.roots.push(one.value);
    const relation = found.get(one.scope) ?? { from: '', type: '', to: [] };
    if (field === 'from' || field === 'spdxElementId') relation.from = one.value;
    else if (field === 'relationshipType') relation.type = one.value.replaceAll('_', '').toLowerCase();
    else if (field === 'to' || field === 'relatedSpdxElement') relation.to.push(one.value);
    else continue;
    found.set(one.scope, relation);
  }
  for (const relation of found.values()) relate(relations, relation);
  return relations;
}

function relate({ needs, roots, bases }: Relations, { from, type, to }: Relation): void {
  for (const target of to) {
    if (type === 'dependson') addTo(needs, from, target);
    else if (type === 'dependencyof') addTo(needs, target, from);
    else if (type === 'describes') roots.push(target);
    else if (type === 'descendantof') bases.add(target);
    else if (type === 'ancestorof') bases.add(from);
  }
}

function spanIn(document: Document, one: Scalar): Span {
  const { start, end } = one;
  if (one.role !== 'value') return spanOf(document.text, one);
  const field = fieldOf(one);
  if (SILENT.has(field)) return { start, end, form: 'word', keys: [], scope: '', skip: true };
  if (MAKERS.has(one.keys[0] ?? '')) return { ...spanOf(document.text, one), usage: 'mention' };
  const scope = objectOf(one);
  const owned = { ...one, scope };
  const of = document.packages.get(scope);
  if (of?.purl && one.value.startsWith('cpe:')) return { start, end, form: 'word', keys: [], scope: '', skip: true };
  const isPurl = LOCATORS.has(field) && one.value.startsWith('pkg:');
  return (of && (isPurl || field === 'name') && packageSpan(document, of, owned, isPurl)) || spanOf(document.text, owned);
}

function packageSpan({ text, chain }: Document, { fields, purl, isBase }: Package, one: Scalar, isPurl: boolean): Span | null {
  const { start, end, keys, scope } = one;
  const onHub = purl !== null && isHubPurl(purl);
  const model = onHub || isModel(fields);
  if (isBase && (model || (purl === null && !fields.has('type')))) {
    const value = onHub ? packageName(purl) : one.value;
    return isPurl === onHub ? { start, end, form: 'base', keys, scope, value } : { ...spanOf(text, one), skip: true };
  }
  const named = model ? { ...one, keys: [...keys.slice(0, -1), MODEL, keys.at(-1) ?? ''] } : one;
  const written = isPurl ? parsePurl(one.value) : null;
  if (written) return purlSpan(named, written, () => chain(idOf(fields)));
  const isRepeated = purl !== null && !model && packageName(purl).toLowerCase().endsWith(one.value.toLowerCase());
  if (isRepeated) return { ...spanOf(text, one), skip: true };
  return model ? { ...spanOf(text, named), value: one.value } : spanOf(text, named);
}

/** A model by its class or purpose. 2.x has neither: there, what another package was made from may be one. */
function isModel(fields: ReadonlyMap<string, string>): boolean {
  return fields.get('type')?.endsWith('AIPackage') === true || fields.get('primaryPurpose') === 'model';
}
