/** `pedigree diff OLD NEW`: models that came, went, or changed version, host, exposure or origin, from JSON reports or CycloneDX BOMs. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { compareDocuments, readDocument, type Document } from '../gate/compare/index.ts';
import { judge } from '../judge/index.ts';
import { identify } from '../match/identify.ts';
import { idsOf } from '../match/ids.ts';
import { namesOf } from '../rules/names.ts';
import { isFailing, isOpen } from '../findings.ts';
import { LEVELS } from '../types.ts';
import { UsageError } from '../usage-error.ts';
import type { Catalogue } from '../rules/catalogue.ts';
import { catalogueWith } from './catalogue.ts';
import { today } from './clock.ts';
import { DIFF_FORMATS, type Comparison } from './diff-formats.ts';
import { textOf } from './input.ts';
import { oneOf, outputOf, parsing } from './options.ts';
import { print, writeWhole } from './output.ts';
import { builtIn, DEFAULT_POLICY, policyIn, unknownPolicy, type ChosenPolicy } from './policy-file.ts';
import { diskSide, namedFile, topOf } from './sides.ts';

/** Prints what changed and gives the exit code. */
export async function diffCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse(args);
  const [oldName, newName, ...more] = positionals;
  if (oldName === undefined || newName === undefined || more.length > 0)
    throw new UsageError('diff: name two files: pedigree diff OLD NEW');
  const outputs = (values.format ?? ['text']).map((value) => outputOf(value, Object.keys(DIFF_FORMATS)));
  const failOn = oneOf('--fail-on', values['fail-on'], [...LEVELS, 'never'] as const);
  const catalogue = await catalogueWith(values.rules);
  const policy = await policyNamed(values.policy, catalogue);
  if (policy === null) throw unknownPolicy('--policy', values.policy, catalogue);
  const ids = idsOf(catalogue);
  const [old, now] = [oldName, newName].map((name) => readDocument(name, textOf(name), (id) => identify(id, ids)));
  if (old === undefined || now === undefined) return 70;
  const differences = compareDocuments(old, now, (components) => judge(components, policy.file, catalogue, today()).filter(isOpen));
  const fails = differences.some(({ findings }) => findings.some((finding) => isFailing(finding, failOn)));
  const verdict = fails ? 'fail' : 'pass';
  await publish({ old, now, policy, differences, verdict, names: namesOf(componentsOf(old, now), catalogue) }, outputs);
  return fails ? 1 : 0;
}

function parse(args: readonly string[]) {
  const options = {
    format: { type: 'string', multiple: true },
    policy: { type: 'string', default: DEFAULT_POLICY },
    rules: { type: 'string' },
    'fail-on': { type: 'string', default: 'never' },
  } as const;
  return parsing(() => parseArgs({ args: [...args], options, allowPositionals: true }));
}

async function policyNamed(name: string, catalogue: Catalogue): Promise<ChosenPolicy | null> {
  const top = topOf(process.cwd());
  return builtIn(name, catalogue) ?? policyIn(namedFile(name, process.cwd(), top), diskSide(top), catalogue);
}

function componentsOf(...documents: readonly Document[]): Document['components'] {
  return documents.flatMap(({ components }) => components);
}

async function publish(comparison: Comparison, outputs: readonly { format: string; file: string | null }[]): Promise<void> {
  for (const { format, file } of outputs.toSorted((a, b) => Number(a.file === null) - Number(b.file === null))) {
    const text = DIFF_FORMATS[format]?.(comparison) ?? '';
    if (file === null) await print(text);
    else writeWhole(resolve(file), text);
  }
}
