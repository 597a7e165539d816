/** How a component was identified, and where: CycloneDX `component.evidence`. */
import type { Confidence, Occurrence } from '../types.ts';
import type { Item } from './bom.ts';
import type { CdxVersion } from './cyclonedx-version.ts';
import { kindWords } from './words.ts';

const CONFIDENCE: Readonly<Record<Confidence, number>> = { high: 0.95, medium: 0.7, low: 0.4 };
/** Folders of src/extract whose files say what a program consists of; `model/` reads model files. */
const MANIFESTS = new Set('bom config dart dotnet elixir go infra java julia node php python r ruby rust swift'.split(' '));

/** The evidence of a component, for the field that identifies it. */
export function evidenceOf({ component, places }: Item, purl: string | null, version: CdxVersion) {
  const methods = methodsOf(places);
  const found = {
    field: purl === null ? 'name' : 'purl',
    confidence: Math.max(0, ...methods.map(({ confidence }) => confidence)),
    methods,
    tools: ['pedigree'],
  };
  return {
    identity: version === '1.5' ? found : [{ ...found, concludedValue: purl ?? component.name }],
    occurrences: places.map((place) => occurrenceOf(place, version)),
  };
}

/** Each technique once, with its surest value. */
function methodsOf(places: readonly Occurrence[]) {
  const best = new Map<string, { technique: string; confidence: number; value: string }>();
  for (const place of places) {
    const technique = techniqueOf(place);
    const confidence = CONFIDENCE[place.confidence];
    if ((best.get(technique)?.confidence ?? 0) < confidence) best.set(technique, { technique, confidence, value: place.value });
  }
  return [...best.values()].sort((a, b) => b.confidence - a.confidence || (a.technique < b.technique ? -1 : 1));
}

function techniqueOf({ kind, extractor }: Occurrence): string {
  if (kind === 'weights') return 'filename';
  const folder = extractor.split('/')[0] ?? '';
  if (folder === 'model') return 'binary-analysis';
  if (folder === 'source' || folder === 'notebook') return 'source-code-analysis';
  return MANIFESTS.has(folder) ? 'manifest-analysis' : 'other';
}

function occurrenceOf(occurrence: Occurrence, version: CdxVersion) {
  const { location, value, context, usage, confidence } = occurrence;
  const { path, line, column } = location;
  if (version === '1.5') return { location: `${path}:${line}:${column}` };
  const where = context === '' ? '' : ` in ${context}`;
  return {
    location: path,
    line,
    symbol: value,
    additionalContext: `${kindWords(occurrence)}${where} (${usage}, ${confidence} confidence)`,
  };
}
