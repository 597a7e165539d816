/** Reports as fast-check makes them: every value that comes from a tree is arbitrary text. */
import fc from 'fast-check';
import { EXPOSURES, type Component, type Finding, type Level, type Location, type Occurrence, type Report } from '../src/types.ts';

const LEVEL = fc.constantFrom<Level[]>('error', 'warning', 'note');
const KIND = fc.constantFrom('model-id', 'endpoint', 'package', 'credential', 'weights', 'architecture', 'symbol', 'name' as const);
const COUNTRY = fc.option(fc.constantFrom('CN', 'US', 'FR', 'SG'));
const HEX = fc.stringMatching(/^[0-9a-f]{32}$/);

function location(text: fc.Arbitrary<string>): fc.Arbitrary<Location> {
  return fc
    .record({ path: text, line: fc.integer({ min: 1, max: 1e6 }), column: fc.integer({ min: 1, max: 500 }), length: fc.nat(80) })
    .map(({ path, line, column, length }) => ({ path, line, column, endColumn: column + length }));
}

function occurrence(text: fc.Arbitrary<string>): fc.Arbitrary<Occurrence> {
  const shape = {
    location: location(text),
    kind: KIND,
    usage: fc.constantFrom('use', 'mention' as const),
    value: text,
    context: text,
    reached: text,
    confidence: fc.constantFrom('high', 'medium', 'low' as const),
    reason: text,
    exposure: fc.option(fc.constantFrom(...EXPOSURES)),
    extractor: fc.constant('plain'),
    scope: fc.constantFrom('', '@1', 'a.b'),
    dependencyPath: fc.array(text, { maxLength: 3 }),
  };
  return fc.record(shape);
}

function component(text: fc.Arbitrary<string>): fc.Arbitrary<Component> {
  const country = fc.constantFrom('CN', 'US', 'SG');
  return fc.record({
    id: fc.oneof(HEX, text),
    type: fc.constantFrom('model', 'service', 'package' as const),
    name: text,
    version: fc.option(text),
    purl: fc.option(text),
    family: fc.option(fc.constantFrom('qwen', 'deepseek')),
    developer: fc.constantFrom('alibaba', 'unknown'),
    origin: fc.record({ weights: COUNTRY, developer: COUNTRY, host: fc.array(country, { maxLength: 2 }) }),
    lineage: fc.array(
      fc.record({ name: text, family: fc.constant(null), relation: fc.constant('finetune'), evidence: fc.constant('name') }),
      {
        maxLength: 2,
      },
    ),
    licences: fc.array(
      fc.record({ name: fc.oneof(text, fc.constant('MIT')), models: text, source: text, reviewed: fc.constant('2026-01-31') }),
      {
        maxLength: 2,
      },
    ),
    exposures: fc.uniqueArray(fc.constantFrom(...EXPOSURES), { maxLength: 3 }),
    occurrences: fc.array(occurrence(text), { maxLength: 5 }),
  });
}

function finding(text: fc.Arbitrary<string>, components: readonly Component[], rules: readonly string[]): fc.Arbitrary<Finding> {
  return fc
    .record({
      ruleId: fc.constantFrom(...rules, 'not-in-the-policy'),
      level: LEVEL,
      message: text,
      subject: fc.constantFrom(...components, null),
      others: fc.array(location(text), { maxLength: 3 }),
      fingerprint: HEX,
      lineHash: fc.option(fc.constant('c129715d7a2bc9a3:1')),
      state: fc.constantFrom('new', 'unchanged' as const),
      suppressions: fc.array(fc.record({ kind: fc.constantFrom('inSource', 'external' as const), justification: text }), { maxLength: 1 }),
    })
    .map(({ subject, others, ...rest }) => {
      const own = subject?.occurrences.map((one) => one.location) ?? [];
      return { ...rest, component: subject?.id ?? 'none', locations: [...own, ...others] };
    });
}

function background(text: fc.Arbitrary<string>): fc.Arbitrary<NonNullable<Report['background']>> {
  const statement = fc.record({
    developer: fc.constantFrom('alibaba', 'deepseek'),
    list: fc.option(fc.constant('us-entity-list')),
    text,
    status: fc.constantFrom('in-force', 'introduced', 'withdrawn'),
    jurisdiction: text,
    asOf: fc.constant('2026-01-31'),
    confidence: fc.constantFrom('high', 'medium', 'low' as const),
    source: text,
  });
  const source = fc.record({
    kind: fc.constantFrom('family', 'developer', 'host' as const),
    id: fc.constantFrom('alibaba', 'qwen'),
    name: text,
    source: text,
    reviewed: fc.constant('2026-01-31'),
  });
  return fc.record({ statements: fc.array(statement, { maxLength: 3 }), sources: fc.array(source, { maxLength: 3 }) });
}

/** Reports whose texts `text` makes. */
export function reports(text: fc.Arbitrary<string>): fc.Arbitrary<Report> {
  const rule = fc.record({
    id: fc.constantFrom('a/one', 'a/two', 'a/three'),
    level: LEVEL,
    title: text,
    description: text,
    help: text,
    source: fc.option(text),
  });
  return fc
    .tuple(
      fc.uniqueArray(component(text), { selector: ({ id }) => id, maxLength: 4 }),
      fc.uniqueArray(rule, { selector: ({ id }) => id, maxLength: 3 }),
    )
    .chain(([components, rules]) =>
      fc.record({
        tool: fc.constant({ name: 'pedigree', version: '1.0.0', rules: 'a'.repeat(64) } as const),
        revision: fc.constantFrom(null, 'f'.repeat(40)),
        policy: fc.record({ id: fc.constant('a'), source: text, digest: fc.constant('b'.repeat(64)), rules: fc.constant(rules) }),
        coverage: fc.record({
          discovered: fc.nat(),
          scanned: fc.nat(),
          skipped: fc.dictionary(fc.constantFrom('binary', 'ignored'), fc.nat()),
          failed: fc.dictionary(fc.constantFrom('denied', 'io'), fc.nat()),
          bytes: fc.nat(),
        }),
        components: fc.constant(components),
        findings: fc.uniqueArray(
          finding(
            text,
            components,
            rules.map(({ id }) => id),
          ),
          { selector: ({ fingerprint }) => fingerprint, maxLength: 6 },
        ),
        diagnostics: fc.array(
          fc.record({
            level: LEVEL,
            code: fc.constantFrom('parse/x', 'limit/size'),
            message: text,
            path: text,
            line: fc.integer({ min: 1, max: 99 }),
          }),
          { maxLength: 3 },
        ),
        background: background(text),
        verdict: fc.constantFrom('pass', 'fail', 'incomplete' as const),
      }),
    );
}

/** Any text, lone surrogates and control characters included. */
export const ANY_TEXT = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 }).map((units) => String.fromCharCode(...units)),
);
