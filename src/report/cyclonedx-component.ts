/** Models, services and packages as CycloneDX says them: https://cyclonedx.org/docs/1.6/json/ */
import type { Ancestor, Component, Finding, Licence, Report } from '../types.ts';
import type { Item, Service, Step } from './bom.ts';
import { evidenceOf } from './cyclonedx-evidence.ts';
import { properties, type CdxVersion, type Property } from './cyclonedx-version.ts';
import { sectionOf } from './inventory.ts';
import { spdxIdOf } from './licence.ts';
import { ancestorPurl, packagePurl, purlOf } from './purl.ts';
import { developerWords, type Names } from './words.ts';

const HUB = 'pkg:huggingface/';
const NAMED = 'A model family that keys or names in code point to; no model id was read.';

/** A model with its card, its maker, what it was made from and where it was found. */
export function modelOf(item: Item, { names }: Report, version: CdxVersion) {
  const { component } = item;
  const purl = purlOf(component);
  const card = purl?.startsWith(HUB) ? `https://huggingface.co/${purl.slice(HUB.length).split('@')[0]}` : null;
  return {
    type: 'machine-learning-model',
    'bom-ref': item.ref,
    ...makerOf(component, names, version),
    name: component.name,
    ...versionOf(component),
    ...(sectionOf(component) === 'named' && { description: NAMED }),
    ...(component.licences && { licenses: component.licences.map((licence) => licenceOf(licence, version)) }),
    ...(purl !== null && { purl }),
    ...(component.lineage.length > 0 && { pedigree: { ancestors: component.lineage.map(ancestorOf) } }),
    ...(card !== null && { externalReferences: [{ type: 'model-card', url: card }] }),
    evidence: evidenceOf(item, purl, version),
    modelCard: modelCardOf(item),
    properties: factsOf(item),
  };
}

/** A licence as the rules name it, with the models that it is said of and the source. */
function licenceOf({ name, models, source, reviewed }: Licence, version: CdxVersion) {
  const id = spdxIdOf(name);
  const facts = properties([
    ['licence:models', models],
    ['licence:source', source],
    ['licence:reviewed', reviewed],
  ]);
  return {
    license: { ...(id === null ? { name } : { id }), ...(version !== '1.5' && { acknowledgement: 'declared' }), properties: facts },
  };
}

/** A library that the codebase depends on. */
export function packageOf(item: Item, { names }: Report, version: CdxVersion) {
  const purl = purlOf(item.component);
  return {
    type: 'library',
    'bom-ref': item.ref,
    ...makerOf(item.component, names, version),
    name: item.component.name,
    ...versionOf(item.component),
    ...(purl !== null && { purl }),
    evidence: evidenceOf(item, purl, version),
    properties: factsOf(item),
  };
}

/** A package on the way to another one. */
export function stepOf({ ref, ecosystem, name }: Step) {
  const purl = packagePurl(ecosystem, name, null);
  return { type: 'library', 'bom-ref': ref, name, ...(purl !== null && { purl }), properties: properties([['role', 'dependency-path']]) };
}

/** A service that runs models; what is sent to it leaves the codebase. */
export function serviceOf(service: Service, version: CdxVersion) {
  const { ref, name, provider, country, endpoints, authenticated, item } = service;
  return {
    'bom-ref': ref,
    provider: { name: provider, ...(country !== null && version !== '1.5' && { address: { country } }) },
    name,
    ...(endpoints.length > 0 && { endpoints }),
    ...(authenticated !== null && { authenticated }),
    'x-trust-boundary': true,
    trustZone: country === null ? 'external' : `external:${country}`,
    data: [{ flow: 'bi-directional', classification: 'unknown', name: 'prompts and completions' }],
    properties: [...(item === null ? properties([['origin:host', country]]) : factsOf(item)), ...placesOf(item)],
  };
}

/** Services have no evidence of their own: the places stand as properties. */
function placesOf(item: Item | null): Property[] {
  return properties(
    (item?.places ?? []).map(({ location: { path, line, column } }) => ['occurrence', `${path}:${line}:${column}`] as const),
  );
}

function makerOf(component: Component, names: Names | undefined, version: CdxVersion) {
  if (component.developer === 'unknown') return {};
  const name = developerWords(component, names);
  const country = component.origin.developer;
  if (version === '1.5') return { supplier: { name } };
  return { manufacturer: { name, ...(country !== null && { address: { country } }) } };
}

function versionOf({ version }: Component) {
  return version === null ? {} : { version };
}

/** What a model was made from, nearest first. */
function ancestorOf(ancestor: Ancestor) {
  const { name, family, relation, evidence } = ancestor;
  const purl = ancestorPurl(ancestor);
  return {
    type: 'machine-learning-model',
    name,
    ...(purl !== null && { purl }),
    properties: properties([
      ['family', family],
      ['lineage:relation', relation],
      ['lineage:evidence', evidence],
    ]),
  };
}

function modelCardOf({ component, places }: Item) {
  const architectures = places.flatMap(({ kind, value }) => (kind === 'architecture' ? [value] : []));
  return {
    ...(architectures[0] !== undefined && { modelParameters: { modelArchitecture: architectures[0] } }),
    properties: properties([
      ['family', component.family],
      ['lineage', component.lineage.length > 0 ? 'known' : 'none-known'],
    ]),
  };
}

function factsOf({ component, places, mentions, findings }: Item): Property[] {
  const { family, developer, origin, exposures } = component;
  return properties([
    ['family', family],
    ['developer', developer],
    ['origin:weights', origin.weights],
    ['origin:developer', origin.developer],
    ...(origin.host.length === 0 ? ([['origin:host', null]] as const) : origin.host.map((code) => ['origin:host', code] as const)),
    ...exposures.map((exposure) => ['exposure', exposure] as const),
    ['uses', places.length],
    ['mentions', mentions],
    ...findings.map((finding) => ['finding', findingWords(finding)] as const),
  ]);
}

/** `<fingerprint> error cn-origin/in-country-api new` */
export function findingWords({ fingerprint, level, ruleId, state, suppressions }: Finding): string {
  return [fingerprint, level, ruleId, state, ...(suppressions.length > 0 ? ['suppressed'] : [])].join(' ');
}
