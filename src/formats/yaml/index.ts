/** YAML 1.2 (and 1.1 as met in the wild) -> scalars. Texts that are not YAML, such as Helm templates, are read line by line. */
import type { Span } from '../../types.ts';
import { pairsNamed, spansOf, type Reading } from '../scalar.ts';
import { EVERYTHING, type Wanted } from '../wanted.ts';
import { joined } from './joined.ts';
import { readYamlLines } from './lines.ts';
import { readPlainYaml } from './plain.ts';
import { readYamlTree } from './tree.ts';

const LARGEST_PARSED = 1 << 20;
/** Lines and elements; a parser makes several objects of each, which takes it 20 microseconds and more. */
const MOST_PARSED = 60_000;
const DEEPEST = 500;

/**
 * Keys, values and comments of a YAML text: all documents, block scalars, flow, aliases resolved once. `- name: X` with `value: Y` reads
 * as the key X of Y. A template that is no YAML is no problem.
 */
export function readYaml(text: string, wanted: Wanted = EVERYTHING): Reading {
  if (text.length > LARGEST_PARSED || TEMPLATE_LINE.test(text) || hasMore(text, MOST_PARSED))
    return { scalars: pairsNamed(readYamlLines(text)), problem: null };
  const plain = readPlainYaml(text, wanted);
  if (plain !== null) return { scalars: pairsNamed(plain), problem: null };
  const { scalars, problem } = isTangled(text) ? { scalars: [], problem: TANGLED } : readLenient(text);
  if (problem === null) return { scalars: pairsNamed(scalars), problem };
  return { scalars: pairsNamed(readYamlLines(text)), problem: TEMPLATE.test(text) ? null : problem };
}

/** Reads a text as the specification has it, else with values that go on in lines indented too little; the problem is that of the text itself. */
function readLenient(text: string): Reading {
  const reading = readYamlTree(text);
  if (reading.problem === null) return reading;
  const lenient = joined(text);
  const second = lenient === text ? reading : readYamlTree(lenient);
  return second.problem === null ? second : reading;
}

/** Spans of a YAML text. Throws SyntaxProblem, with the spans read all the same. */
export function yamlSpans(text: string): Span[] {
  return spansOf(text, readYaml(text));
}

/** Helm, Jinja and Terraform templates. */
const TEMPLATE = /\{\{|\{%|%\{ /;
/** A line of its own for the template engine. */
const TEMPLATE_LINE = /^[ \t]*\{\{[-#/ ]/m;
const TANGLED = { message: 'YAML: brackets or lists nest too deeply or do not pair', at: 0 };

/** Whether a text has more lines and elements than `most`. */
function hasMore(text: string, most: number): boolean {
  if (text.length <= most) return false;
  let count = 0;
  for (const mark of ['\n', ',', '- ', '[', '{']) {
    for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) if (++count > most) return true;
  }
  return false;
}

/** Nested so deeply, or with so many brackets that close nothing, that a recursive parser would fail, and slowly. */
function isTangled(text: string): boolean {
  let depth = 0;
  let unopened = 0;
  let marks = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (char === '[' || char === '{') depth++;
    else if ((char === ']' || char === '}') && depth > 0) depth--;
    else if (char === ']' || char === '}') unopened++;
    if ((char === '-' || char === '?' || char === ':') && text[i + 1] === ' ') marks++;
    else if (char !== ' ') marks = 0;
    if (depth > DEEPEST || unopened > DEEPEST || marks > DEEPEST) return true;
  }
  return false;
}
