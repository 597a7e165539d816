/** Fills a policy's message with what is known of a component where it was found. */
import type { Catalogue } from '../rules/catalogue.ts';
import { MESSAGE_WORDS } from '../rules/message-words.ts';
import { regionInText } from '../rules/regions.ts';
import type { Component, Occurrence } from '../types.ts';
import { baseOf, licencesOf, listingsOf, operatorOf, type Listing } from './facts.ts';

const STATEMENT = 220;

/** Words that are not known stay as they are. `lists`: the lists that the rule asks for. */
export function messageOf(
  template: string,
  component: Component,
  occurrences: readonly Occurrence[],
  catalogue: Catalogue,
  lists: readonly string[],
): string {
  const words = wordsOf(component, occurrences, catalogue, lists);
  return template.replaceAll(/\{(\w+)\}/g, (whole: string, name: string) => {
    const word = MESSAGE_WORDS.find((known) => known === name);
    return word === undefined ? whole : words[word]();
  });
}

function wordsOf(
  component: Component,
  occurrences: readonly Occurrence[],
  catalogue: Catalogue,
  lists: readonly string[],
): Record<(typeof MESSAGE_WORDS)[number], () => string> {
  const { name, family, developer, origin } = component;
  const told = occurrences.find(({ host }) => host !== undefined) ?? occurrences[0];
  return {
    subject: () => subjectWords(component, told, catalogue),
    name: () => name,
    family: () => (family === null ? 'no known family' : (catalogue.families.get(family)?.name ?? family)),
    developer: () => developerName(developer, catalogue),
    weights: () => regionInText(origin.weights),
    from: () => regionInText(origin.developer ?? origin.weights),
    operator: () => operatorName(told, catalogue),
    region: () => placeName(told),
    base: () => baseOf(component)?.name ?? 'a base that is not known',
    licence: () => licencesOf(component, catalogue).join('; ') || 'a licence that is not known',
    listed: () => (told === undefined ? '' : listedWords(listingsOf(component, told, catalogue), lists)),
    why: () => told?.reached ?? 'nothing tells where it runs',
    asOf: () => (told === undefined ? '' : (operatorOf(told, catalogue)?.reviewed ?? '')),
  };
}

function developerName(developer: string, { developers, hosts }: Catalogue): string {
  if (developer === 'unknown') return 'a developer that is not known';
  return developers.get(developer)?.name ?? hosts.get(developer)?.name ?? developer;
}

/** What was found: a model with its origins, an address, a client, a package, a key. */
function subjectWords(component: Component, occurrence: Occurrence | undefined, catalogue: Catalogue): string {
  const { name, developer, origin } = component;
  const family = component.family === null ? name : (catalogue.families.get(component.family)?.name ?? component.family);
  const maker = developerName(developer, catalogue);
  if (occurrence?.takes !== undefined)
    return `${occurrence.takes} (weights from ${regionInText(origin.weights)}, released by ${maker}), which ${occurrence.value} takes when it is given no model,`;
  const line = developer === 'unknown' || maker.startsWith(family) ? family : `${family} (${maker})`;
  switch (occurrence?.kind) {
    case 'endpoint':
      return `The ${occurrence.exposure === 'unknown' ? 'address' : 'API at'} ${HOST.exec(occurrence.value)?.[1]?.toLowerCase() ?? name}`;
    case 'package':
      return `The package ${name}`;
    case 'credential':
      return `A key or setting of ${line}`;
    case 'symbol':
      return `A client or part of ${line}`;
    case 'name':
      return `The name ${line}`;
    default:
      return `${name} (weights from ${regionInText(origin.weights)}, released by ${maker})`;
  }
}

const HOST = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/@\s]*@)?([a-z0-9.-]+)/i;

function operatorName(occurrence: Occurrence | undefined, catalogue: Catalogue): string {
  const host = occurrence && operatorOf(occurrence, catalogue);
  return host === undefined ? 'an operator that is not known' : `${host.name}, an operator from ${regionInText(host.country)},`;
}

function placeName(occurrence: Occurrence | undefined): string {
  return occurrence?.region ? regionInText(occurrence.region) : 'a place that the operator does not state';
}

const SENTENCE = /(?<=[a-z0-9)"])\.\s+(?=[A-Z])/;

/** What the facts state, with date, authority and source, and what is said against it; never judged. */
function listedWords(listings: readonly Listing[], lists: readonly string[]): string {
  const found = listings.find(({ list }) => lists.includes(list)) ?? listings[0];
  if (found === undefined) return '';
  const { who, fact } = found;
  const [first = '', ...others] = fact.statement.split(SENTENCE).map((sentence) => sentence.replace(/\.$/, ''));
  const against = others.find((sentence) => /disput|denie|mistake/i.test(sentence));
  const statement = (first.split(';')[0] ?? first).slice(0, STATEMENT);
  const subject = /^(?:Is|Are|Was) /.test(statement) ? `${who.name} ${statement[0]?.toLowerCase()}${statement.slice(1)}` : statement;
  return `${subject} (${fact.jurisdiction}, as of ${fact.asOf}, source: ${fact.source.split(';')[0] ?? fact.source})${against === undefined ? '' : `; ${against}`}`;
}
