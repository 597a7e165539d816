/** DESCRIPTION of an R package: https://cran.r-project.org/doc/manuals/r-release/R-exts.html#The-DESCRIPTION-file */
import { linesIn, packageSpan, type TextLine } from '../../formats/lockfile/index.ts';
import type { Extractor, Span } from '../../types.ts';

/** Packages with the version that is asked for; descriptions are mentions. */
export const rDescription: Extractor = {
  id: 'r/description',
  files: ['**/DESCRIPTION'],
  claims: ({ text }) => /^(?:Package|Type|Imports|Depends|Suggests):/m.test(text),
  read({ text }) {
    const spans: Span[] = [];
    let field = '';
    for (const line of linesIn(text)) {
      const [head = '', name] = /^([A-Za-z][\w@/.-]*):[ \t]*/.exec(line.text) ?? [];
      if (name !== undefined) {
        field = name;
        spans.push({ start: line.start, end: line.start + name.length, form: 'key', keys: [], scope: '' });
      }
      spans.push(...valueSpans(field, line, Math.max(head.length, line.indent)));
    }
    return spans;
  },
};

const PACKAGES = new Set(['Imports', 'Depends', 'Suggests', 'Enhances', 'LinkingTo']);
const PROSE = new Set(['Title', 'Description']);

function valueSpans(field: string, line: TextLine, from: number): Span[] {
  const value = line.text.slice(from).trimEnd();
  const start = line.start + from;
  if (value === '') return [];
  if (PACKAGES.has(field)) return packagesIn(field, value, start);
  const span: Span = { start, end: start + value.length, form: 'string', keys: field === '' ? [] : [field], scope: '' };
  return [PROSE.has(field) ? { ...span, form: 'word', usage: 'mention' } : span];
}

/** `name`, `name (>= 1.0)`, with commas between. */
function packagesIn(field: string, value: string, offset: number): Span[] {
  return [...value.matchAll(/([A-Za-z][\w.]*)[ \t]*(?:\(([^()]*)(\)?))?/g)].map(({ 1: name = '', 2: version = '', 3: close, index }) => {
    const start = offset + index;
    const facts = { ecosystem: 'cran', version: close ? version.trim() : null, dependencyPath: [name] };
    return packageSpan({ start, end: start + name.length, name, keys: [field] }, facts);
  });
}
