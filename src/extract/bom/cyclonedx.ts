/** CycloneDX bills of materials, 1.2 to 1.7: https://cyclonedx.org/docs/1.6/json/ */
import { readJson } from '../../formats/json/index.ts';
import { linesOf } from '../../formats/position.ts';
import { SyntaxProblem } from '../../formats/problem.ts';
import { spanOf, type Reading, type Scalar } from '../../formats/scalar.ts';
import type { Extractor, SourceFile, Span } from '../../types.ts';
import { addTo, chainsOf } from './chains.ts';
import { readCyclonedxXml } from './cyclonedx-xml.ts';
import { isHubPurl, packageName, parsePurl, purlSpan, type Purl } from './purl.ts';

/** A component or service, by the path of its object. */
interface Component {
  readonly fields: Map<string, string>;
  readonly purl: Purl | null;
  /** The machine-learning model that was made from this component. */
  readonly madeInto: string | null;
}

interface Bom {
  readonly text: string;
  readonly components: ReadonlyMap<string, Component>;
  readonly chain: (ref: string) => string[];
}

const HOLDERS = new Set(['components', 'component', 'services', 'ancestors', 'descendants', 'variants']);
const MODEL = 'machine-learning-model';
/** Identifiers within the document, checksums, encoded attachments. */
const SILENT = new Set(['bom-ref', 'ref', 'dependsOn', 'serialNumber', 'content', '$schema', 'xmlns', 'alg']);
const ARCHITECTURES = new Set(['modelArchitecture', 'architectureFamily']);
const NAMESPACE = 'http://cyclonedx.org/schema/bom';
const START = 4096;
const LONGEST_GROUP = 200;

/** Components and services with name, version, purl and the components that need them; what a model was made from is its base. */
export const cyclonedx: Extractor = {
  id: 'bom/cyclonedx',
  files: ['**/*.json', '**/*.xml', '**/*.cdx'],
  claims: ({ text }) => isJson(text) || text.slice(0, START).includes(NAMESPACE),
  read({ text }: SourceFile) {
    const reading = isJson(text) ? readJson(text) : readCyclonedxXml(text);
    const bom = bomOf(text, reading.scalars);
    const spans = reading.scalars.filter(({ start, end }) => end > start).map((one) => spanIn(bom, one));
    spans.sort((a, b) => a.start - b.start);
    if (reading.problem) throw new SyntaxProblem(reading.problem.message, linesOf(text).at(reading.problem.at).line, spans);
    return spans;
  },
};

function isJson(text: string): boolean {
  return text.includes('"bomFormat"') && text.includes('"CycloneDX"');
}

function bomOf(text: string, scalars: Reading['scalars']): Bom {
  const fields = new Map<string, Map<string, string>>();
  for (const one of scalars) {
    if (one.role !== 'value' || !isOwnField(one)) continue;
    const own = fields.get(one.scope) ?? new Map<string, string>();
    fields.set(one.scope, own.set(one.keys.at(-1) ?? '', one.value));
  }
  const components = new Map([...fields].map(([scope, own]) => [scope, componentOf(scope, own, fields)] as const));
  return { text, components, chain: chainsIn(scalars, fields) };
}

/** Whether a value is a component's or service's own, not that of an object within it. */
function isOwnField({ keys }: Scalar): boolean {
  return HOLDERS.has(keys.at(-2) ?? '');
}

function componentOf(scope: string, own: Map<string, string>, fields: ReadonlyMap<string, Map<string, string>>): Component {
  const within = scope.lastIndexOf('.pedigree.ancestors.');
  const made = within < 0 ? undefined : fields.get(scope.slice(0, within));
  return { fields: own, purl: parsePurl(own.get('purl') ?? ''), madeInto: made?.get('type') === MODEL ? scope.slice(0, within) : null };
}

function chainsIn(scalars: Reading['scalars'], fields: ReadonlyMap<string, Map<string, string>>): Bom['chain'] {
  const names = new Map([...fields.values()].map((own) => [own.get('bom-ref') ?? '', own.get('name') ?? '']));
  const refs = new Map<string, string>();
  const needs = new Map<string, string[]>();
  const dependencies = scalars.filter(({ role, keys }) => role === 'value' && keys.length === 2 && keys[0] === 'dependencies');
  for (const { keys, scope, value } of dependencies) if (keys[1] === 'ref') refs.set(scope, value);
  for (const { keys, scope, value } of dependencies) {
    const ref = refs.get(scope);
    if (keys[1] === 'dependsOn' && ref !== undefined) addTo(needs, ref, value);
  }
  return chainsOf({ roots: [fields.get('metadata.component')?.get('bom-ref') ?? ''], needs, names });
}

function spanIn(bom: Bom, one: Scalar): Span {
  const { start, end, keys } = one;
  const key = keys.at(-1) ?? '';
  if (one.role === 'value' && (SILENT.has(key) || keys[0] === 'dependencies')) {
    return { start, end, form: 'word', keys: [], scope: '', skip: true };
  }
  if (one.role !== 'value') return spanOf(bom.text, one);
  const scope = ownerOf(bom, one.scope);
  const component = bom.components.get(scope);
  const owned = scope === '' ? one : { ...one, scope };
  const span = (component && isOwnField(one) && ownSpan(bom, component, owned)) || otherSpan(bom.text, owned);
  return keys[0] === 'metadata' && keys[1] === 'tools' ? { ...span, usage: 'mention' } : span;
}

/** The path of the nearest component around an object. */
function ownerOf(bom: Bom, scope: string): string {
  let path = scope;
  while (path !== '' && !bom.components.has(path)) path = path.slice(0, Math.max(path.lastIndexOf('.'), 0));
  return path;
}

function ownSpan(bom: Bom, component: Component, one: Scalar): Span | null {
  const key = one.keys.at(-1);
  const { fields, purl, madeInto } = component;
  const isModel = fields.get('type') === MODEL;
  if (key === 'group' && (isModel || purl !== null || madeInto !== null)) return { ...spanOf(bom.text, one), skip: true };
  if (key !== 'purl' && key !== 'name') return null;
  if (madeInto !== null) return baseSpan(component, { ...one, scope: madeInto });
  const named = isModel ? { ...one, keys: [...one.keys.slice(0, -1), MODEL, key] } : one;
  if (key === 'purl') {
    const written = parsePurl(one.value);
    return written && purlSpan(named, written, () => bom.chain(fields.get('bom-ref') ?? ''));
  }
  if (isModel) return { ...spanOf(bom.text, named), value: fullName(fields) };
  const isRepeated = purl !== null && packageName(purl).toLowerCase().endsWith(one.value.toLowerCase());
  return isRepeated ? { ...spanOf(bom.text, one), skip: true } : null;
}

/** An ancestor of a model is told once: by its package URL if that names a model, else by its name. */
function baseSpan({ fields, purl }: Component, { start, end, keys, scope }: Scalar): Span {
  const byPurl = purl !== null && isHubPurl(purl);
  const isTold = byPurl === (keys.at(-1) === 'purl');
  const value = byPurl ? packageName(purl) : fullName(fields);
  return isTold ? { start, end, form: 'base', keys, scope, value } : { start, end, form: 'string', keys, scope, skip: true };
}

function fullName(fields: ReadonlyMap<string, string>): string {
  const name = fields.get('name') ?? '';
  const group = fields.get('group') ?? '';
  return group === '' || group.length > LONGEST_GROUP ? name : `${group}/${name}`;
}

function otherSpan(text: string, one: Scalar): Span {
  const isArchitecture = ARCHITECTURES.has(one.keys.at(-1) ?? '') && !/\s/.test(one.value);
  return isArchitecture ? { ...spanOf(text, one), form: 'architecture', value: one.value } : spanOf(text, one);
}
