/** Small codebases with known answers: fixtures/exposure/<case>/, expected.yaml written from the documentation that its source names. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { judge } from '../src/judge/index.ts';
import { loadRules } from '../src/rules/load.ts';
import type { Component, Occurrence } from '../src/types.ts';
import { catalogue, componentsOf } from './exposure.ts';

const FOLDER = join(import.meta.dirname, '../fixtures/exposure');
const code = z.string().nullable();
const place = { at: z.string(), id: z.string(), host: code, region: code, exposure: z.string() };
const expectedSchema = z.strictObject({
  source: z.string().min(10),
  models: z.array(z.strictObject({ ...place, family: z.string(), weights: code, developer: code })).default([]),
  endpoints: z.array(z.strictObject(place)).default([]),
  lineage: z
    .array(
      z.strictObject({
        component: z.string(),
        family: z.string(),
        weights: code,
        developer: code,
        base: z.string(),
        relation: z.string(),
        evidence: z.string(),
        hidden: z.boolean(),
      }),
    )
    .default([]),
  /** Where names of client classes stand, and the exposure of each. */
  symbols: z.array(z.string()).optional(),
  /** What the default policy says beside where a model runs, in the order of places: rule and place. */
  rules: z.array(z.string()).optional(),
});

const BESIDE = /^(?:loading|credential|lineage|licence)\//;

function saidBeside(components: readonly Component[]): string[] {
  const policy = catalogue.policies.get('cn-origin');
  const findings = policy === undefined ? [] : judge(components, policy, catalogue);
  const said = findings.filter(({ ruleId }) => BESIDE.test(ruleId));
  return said.flatMap(({ ruleId, locations }) => [...new Set(locations.map(({ path, line }) => `${ruleId} ${path}:${line}`))]).sort();
}

function usesOf(components: readonly Component[], kinds: readonly string[]): { component: Component; occurrence: Occurrence }[] {
  return components.flatMap((component) =>
    component.occurrences
      .filter(({ usage, kind }) => usage === 'use' && kinds.includes(kind))
      .map((occurrence) => ({ component, occurrence })),
  );
}

function at({ location: { path, line } }: Occurrence): string {
  return `${path}:${line}`;
}

const cases = readdirSync(FOLDER).sort();

describe('exposure', () => {
  it('has at least 120 cases', () => expect(cases.length).toBeGreaterThanOrEqual(120));

  it.each(cases)('%s', async (name) => {
    const root = join(FOLDER, name);
    const expected = expectedSchema.parse(parse(readFileSync(join(root, 'expected.yaml'), 'utf8')));
    const components = await componentsOf(root);
    const models = usesOf(components, ['model-id', 'weights']);
    const found = expected.models.map(({ at: where, id }) => {
      const use = models.find(({ occurrence: one }) => at(one) === where && (id.includes(one.value) || one.value.includes(id)));
      if (use === undefined) return { at: where, id, exposure: 'nothing found' };
      const { component, occurrence } = use;
      const { family, origin } = component;
      const { host = null, region = null, exposure } = occurrence;
      return { at: where, id, host, region, exposure, family, weights: origin.weights, developer: origin.developer };
    });
    expect(found).toEqual(expected.models);
    const endpoints = usesOf(components, ['endpoint']);
    const reached = expected.endpoints.map(({ at: where, id }) => {
      const occurrence = endpoints.find(({ occurrence: one }) => at(one) === where && id.startsWith(one.value))?.occurrence;
      return {
        at: where,
        id,
        host: occurrence?.host ?? 'nothing found',
        region: occurrence?.region ?? null,
        exposure: occurrence?.exposure,
      };
    });
    expect(reached).toEqual(expected.endpoints);
    const lineages = expected.lineage.map(({ component: id }) => {
      const component = components.find((one) => one.id === id);
      const [base] = component?.lineage ?? [];
      const { family = null, origin, hidden = false } = component ?? {};
      const { weights, developer } = origin ?? {};
      return { component: id, family, weights, developer, base: base?.name, relation: base?.relation, evidence: base?.evidence, hidden };
    });
    expect(lineages).toEqual(expected.lineage);
    const symbols = usesOf(components, ['symbol']).map(
      ({ occurrence: { location, exposure } }) => `${location.path}:${location.line} ${exposure}`,
    );
    if (expected.symbols !== undefined) expect(symbols.toSorted()).toEqual(expected.symbols);
    if (expected.rules !== undefined) expect(saidBeside(components)).toEqual(expected.rules.toSorted());
  });
});

describe('rules/clients', () => {
  const { clients: files, hosts, families } = loadRules(join(import.meta.dirname, '..', 'rules'));
  const clients = files.flatMap((file) => file.clients.map((client) => ({ ...client, file: file.id })));
  const domains = new Set(hosts.flatMap((host) => host.domains.filter(({ role }) => role === 'api').map(({ domain }) => domain)));

  it('call domains that rules/hosts has as APIs', () => {
    expect(clients.filter(({ reach, domain }) => (reach === 'api') !== (domain !== undefined)).map(({ source }) => source)).toEqual([]);
    expect(clients.flatMap(({ domain }) => domain ?? []).filter((domain) => !domains.has(domain))).toEqual([]);
  });

  it('name hosts that exist', () => {
    const ids = new Set(hosts.map(({ id }) => id));
    expect(files.flatMap(({ exclusive }) => exclusive).filter((id) => !ids.has(id))).toEqual([]);
  });

  it('say nothing twice: a call needs a module to be told apart, a provider a file', () => {
    const calls = clients.filter(({ imported }) => !imported).flatMap(({ calls: names }) => names);
    const providers = clients.filter(({ files: only }) => only.length === 0).flatMap(({ providers: names }) => names);
    const twice = [...calls, '-', ...providers].filter(
      (name, at, all) => all.indexOf(name) < at && all.indexOf(name) < calls.length === at < calls.length,
    );
    expect(twice).toEqual([]);
  });

  it('know the client classes that rules/families gives to a host', () => {
    const known = new Set(clients.flatMap(({ calls }) => calls));
    const part =
      /Options|Properties|Settings|AutoConfiguration|Message|Size|Style|RefMode|ModelName|ModelId|Handler|Enum|Models$|Parser|Transcription|Common/;
    const symbols = families.flatMap((family) =>
      family.symbols.filter(({ host, name }) => host !== undefined && !part.test(name)).map(({ name }) => name),
    );
    expect(symbols.filter((name) => !known.has(name) && /^(?:Chat|create|chat_)/.test(name))).toEqual([]);
  });
});
