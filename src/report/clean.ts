/** The one step that every report goes through: no credential of the tree is in what a reporter sees. */
import type { Component, Diagnostic, Finding, Licence, Location, Occurrence, Report, RuleDescription, Suppression } from '../types.ts';
import { redact, redactPath } from './redact.ts';

type Redact = (text: string) => string;

/** The same report without credentials in any value, context, path, name or message. */
export function cleaned(report: Report): Report {
  const clean = remembering(redact);
  const cleanPath = remembering(redactPath);
  const { repository, background } = report;
  return {
    ...report,
    policy: { ...report.policy, source: clean(report.policy.source), rules: report.policy.rules.map((rule) => cleanRule(rule, clean)) },
    components: report.components.map((component) => cleanComponent(component, clean, cleanPath)),
    findings: report.findings.map((finding) => cleanFinding(finding, clean, cleanPath)),
    diagnostics: report.diagnostics.map((diagnostic) => cleanDiagnostic(diagnostic, clean, cleanPath)),
    ...(background !== undefined && { background: cleanBackground(background, clean) }),
    ...(repository !== undefined && {
      repository: { uri: withoutUser(repository.uri), branch: repository.branch && clean(repository.branch) },
    }),
  };
}

/** Reports repeat the same few strings thousands of times. */
function remembering(read: Redact): Redact {
  const known = new Map<string, string>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const after = read(text);
    known.set(text, after);
    return after;
  };
}

function cleanRule(rule: RuleDescription, clean: Redact): RuleDescription {
  const { title, description, help, source } = rule;
  return { ...rule, title: clean(title), description: clean(description), help: clean(help), source: source && clean(source) };
}

function cleanBackground({ statements, sources }: NonNullable<Report['background']>, clean: Redact): NonNullable<Report['background']> {
  return {
    statements: statements.map((one) => ({
      ...one,
      jurisdiction: clean(one.jurisdiction),
      text: clean(one.text),
      source: clean(one.source),
    })),
    sources: sources.map((one) => ({ ...one, name: clean(one.name), source: clean(one.source) })),
  };
}

function cleanComponent(component: Component, clean: Redact, cleanPath: Redact): Component {
  return {
    ...component,
    id: clean(component.id),
    name: clean(component.name),
    version: component.version && clean(component.version),
    purl: component.purl && clean(component.purl),
    lineage: component.lineage.map((ancestor) => ({ ...ancestor, name: clean(ancestor.name) })),
    ...(component.licences && { licences: component.licences.map((licence) => cleanLicence(licence, clean)) }),
    occurrences: component.occurrences.map((occurrence) => cleanOccurrence(occurrence, clean, cleanPath)),
  };
}

function cleanLicence(licence: Licence, clean: Redact): Licence {
  const { name, models, source } = licence;
  return { ...licence, name: clean(name), models: clean(models), source: clean(source) };
}

function cleanOccurrence(occurrence: Occurrence, clean: Redact, cleanPath: Redact): Occurrence {
  const { location, value, context, reason, reached, scope, dependencyPath } = occurrence;
  const isClean = (text: string) => clean(text) === text;
  if (
    cleanPath(location.path) === location.path &&
    isClean(value) &&
    isClean(context) &&
    isClean(reason) &&
    isClean(reached ?? '') &&
    isClean(scope) &&
    dependencyPath.every(isClean)
  )
    return occurrence;
  return {
    ...occurrence,
    location: cleanLocation(location, cleanPath),
    value: clean(value),
    context: clean(context),
    reason: clean(reason),
    ...(reached !== undefined && { reached: clean(reached) }),
    scope: clean(scope),
    dependencyPath: dependencyPath.map(clean),
  };
}

function cleanFinding(finding: Finding, clean: Redact, cleanPath: Redact): Finding {
  return {
    ...finding,
    message: clean(finding.message),
    component: clean(finding.component),
    locations: finding.locations.map((location) => cleanLocation(location, cleanPath)),
    suppressions: finding.suppressions.map((suppression) => cleanSuppression(suppression, clean)),
  };
}

function cleanSuppression(suppression: Suppression, clean: Redact): Suppression {
  const { justification, owner } = suppression;
  return { ...suppression, justification: clean(justification), ...(owner !== undefined && { owner: clean(owner) }) };
}

function cleanDiagnostic(diagnostic: Diagnostic, clean: Redact, cleanPath: Redact): Diagnostic {
  const { message, path } = diagnostic;
  return { ...diagnostic, message: clean(message), ...(path !== undefined && { path: cleanPath(path) }) };
}

function cleanLocation(location: Location, cleanPath: Redact): Location {
  return { ...location, path: cleanPath(location.path) };
}

/** `https://user:token@host/x` -> `https://host/x`. */
function withoutUser(uri: string): string {
  return redact(uri.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, '$1'));
}
