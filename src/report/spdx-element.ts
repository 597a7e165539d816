/** Components of a report as elements of SPDX 3.0. */
import type { Ancestor, Report } from '../types.ts';
import type { Item, Service, Step } from './bom.ts';
import { countryName } from './country.ts';
import { spdxIdOf } from './licence.ts';
import { ancestorPurl, packagePurl, purlOf } from './purl.ts';
import { CREATION, type Ids, type SpdxElement } from './spdx-id.ts';
import { developerWords } from './words.ts';

type Makers = Map<string, SpdxElement>;

/** A model or a library, what it was made from, and the relationship between them. Its maker is added to `makers`. */
export function packageElements(item: Item, { names }: Report, ids: Ids, makers: Makers): SpdxElement[] {
  const { component, ref } = item;
  const { developer, origin, version, lineage } = component;
  const purl = purlOf(component);
  const own: SpdxElement = {
    type: 'software_Package',
    spdxId: ids.of(ref),
    creationInfo: CREATION,
    name: component.name,
    software_primaryPurpose: component.type === 'model' ? 'model' : 'library',
    ...(version !== null && { software_packageVersion: version }),
    ...(purl !== null && { software_packageUrl: purl }),
    ...(developer !== 'unknown' && { originatedBy: [makerOf(developer, developerWords(component, names), origin.developer, ids, makers)] }),
  };
  return [own, ...(lineage.length === 0 ? [] : lineageElements(item, ids)), ...licenceElements(item, ids)];
}

/** Licences of the SPDX list, as declared; what other licences are called stands in the annotation. */
function licenceElements({ ref, component: { licences = [] } }: Item, ids: Ids): SpdxElement[] {
  const listed = [...new Set(licences.flatMap(({ name }) => spdxIdOf(name) ?? []))];
  return listed.flatMap((id) => [
    {
      type: 'simplelicensing_LicenseExpression',
      spdxId: ids.of(`licence/${id}`),
      creationInfo: CREATION,
      simplelicensing_licenseExpression: id,
    },
    {
      type: 'Relationship',
      spdxId: ids.of(`licensed/${ref}/${id}`),
      creationInfo: CREATION,
      from: ids.of(ref),
      relationshipType: 'hasDeclaredLicense',
      to: [ids.of(`licence/${id}`)],
      completeness: 'noAssertion',
    },
  ]);
}

/** Who runs models for the codebase; SPDX 3.0 has no service, so that it is a package with the purpose `platform`. */
export function serviceElement({ ref, name, operator, provider, country, endpoints }: Service, ids: Ids, makers: Makers): SpdxElement {
  return {
    type: 'software_Package',
    spdxId: ids.of(ref),
    creationInfo: CREATION,
    name,
    software_primaryPurpose: 'platform',
    description: `A hosted service; prompts and completions cross to it.${endpoints.length === 0 ? '' : ` Endpoints: ${endpoints.join(', ')}`}`,
    suppliedBy: makerOf(operator, provider, country, ids, makers),
  };
}

/** A package on the way to another one. */
export function stepElement({ ref, ecosystem, name }: Step, ids: Ids): SpdxElement {
  const purl = packagePurl(ecosystem, name, null);
  return {
    type: 'software_Package',
    spdxId: ids.of(ref),
    creationInfo: CREATION,
    name,
    software_primaryPurpose: 'library',
    ...(purl !== null && { software_packageUrl: purl }),
  };
}

function lineageElements({ ref, component: { lineage } }: Item, ids: Ids): SpdxElement[] {
  return [
    ...lineage.map((ancestor) => ancestorElement(ancestor, ids)),
    {
      type: 'Relationship',
      spdxId: ids.of(`lineage/${ref}`),
      creationInfo: CREATION,
      from: ids.of(ref),
      relationshipType: 'descendantOf',
      to: [...new Set(lineage.map((ancestor) => ids.of(ancestorRef(ancestor))))],
      comment: lineage.map(({ name, relation, evidence }) => `${name}: ${relation}, ${evidence}`).join('; '),
      completeness: 'noAssertion',
    },
  ];
}

function ancestorElement(ancestor: Ancestor, ids: Ids): SpdxElement {
  const purl = ancestorPurl(ancestor);
  return {
    type: 'software_Package',
    spdxId: ids.of(ancestorRef(ancestor)),
    creationInfo: CREATION,
    name: ancestor.name,
    software_primaryPurpose: 'model',
    ...(purl !== null && { software_packageUrl: purl }),
  };
}

function ancestorRef({ name }: Ancestor): string {
  return `ancestor/${name}`;
}

function makerOf(id: string, name: string, country: string | null, ids: Ids, makers: Makers): string {
  const spdxId = ids.of(`organization/${id}`);
  const comment = country === null ? {} : { comment: `Country: ${countryName(country)} (${country})` };
  if (!makers.has(spdxId)) makers.set(spdxId, { type: 'Organization', spdxId, creationInfo: CREATION, name, ...comment });
  return spdxId;
}
