/** Flags of scan, ci and baseline -> options. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { LEVELS, type FailOn } from '../types.ts';
import { UsageError } from '../usage-error.ts';

/** A report that was asked for. */
export interface Output {
  readonly format: string;
  /** Null: stdout. */
  readonly file: string | null;
}

/** What the flags of scan, ci and baseline say. */
export interface CommandOptions {
  readonly targets: readonly string[];
  readonly outputs: readonly Output[];
  readonly policy: string | undefined;
  readonly failOn: FailOn;
  readonly rules: string | undefined;
  readonly baseline: string | undefined;
  readonly policyFrom: string | undefined;
  readonly diff: string | undefined;
  readonly staged: boolean;
  /** Findings for mentions, too. */
  readonly mentions: boolean;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly gitignore: boolean;
  readonly maxFileSize: number;
  readonly jobs: number;
  readonly cache: boolean;
  readonly allowEmpty: boolean;
  readonly config: string | undefined;
  readonly useConfig: boolean;
  readonly quiet: boolean;
  readonly progress: boolean;
  readonly color: 'auto' | 'always' | 'never';
  readonly logLevel: string;
  readonly cdxVersion: '1.5' | '1.6' | '1.7';
  /** Where a baseline goes; null: stdout. */
  readonly output: string | null;
  readonly prune: boolean;
}

/** Every flag, as the parser takes it. */
export const FLAGS = {
  format: { type: 'string', multiple: true },
  policy: { type: 'string' },
  'fail-on': { type: 'string', default: 'error' },
  rules: { type: 'string' },
  baseline: { type: 'string' },
  'policy-from': { type: 'string' },
  diff: { type: 'string' },
  staged: { type: 'boolean' },
  mentions: { type: 'boolean' },
  include: { type: 'string', multiple: true },
  exclude: { type: 'string', multiple: true },
  'no-gitignore': { type: 'boolean' },
  'max-file-size': { type: 'string', default: '5mb' },
  jobs: { type: 'string', default: '2' },
  cache: { type: 'boolean' },
  'allow-empty': { type: 'boolean' },
  config: { type: 'string' },
  'no-config': { type: 'boolean' },
  quiet: { type: 'boolean' },
  'no-progress': { type: 'boolean' },
  color: { type: 'string', default: 'auto' },
  'log-level': { type: 'string', default: 'warn' },
  'cdx-version': { type: 'string', default: '1.6' },
  output: { type: 'string' },
  prune: { type: 'boolean' },
} as const;

/** Flags of the other commands. */
const FOREIGN = {
  scan: ['output', 'prune'],
  baseline: ['format', 'fail-on', 'baseline', 'policy-from', 'diff', 'staged', 'color'],
} as const;

/** @throws UsageError naming the flag that is wrong and what it takes. */
export function parseOptions(args: readonly string[], formats: readonly string[], command: keyof typeof FOREIGN = 'scan'): CommandOptions {
  const { values, positionals } = parsing(() => parse(args, FOREIGN[command]));
  return {
    targets: positionals.length > 0 ? positionals : ['.'],
    outputs: distinct((values.format ?? ['text']).map((value) => outputOf(value, formats))),
    policy: values.policy,
    failOn: oneOf('--fail-on', values['fail-on'], [...LEVELS, 'never'] as const),
    rules: values.rules,
    baseline: values.baseline,
    policyFrom: values['policy-from'],
    diff: values.diff,
    staged: values.staged === true,
    mentions: values.mentions === true,
    include: values.include ?? [],
    exclude: values.exclude ?? [],
    gitignore: values['no-gitignore'] !== true,
    maxFileSize: sizeOf(values['max-file-size']),
    jobs: jobsOf(values.jobs),
    cache: values.cache === true,
    allowEmpty: values['allow-empty'] === true,
    config: values.config,
    useConfig: values['no-config'] !== true,
    quiet: values.quiet === true,
    progress: values['no-progress'] !== true,
    color: oneOf('--color', values.color, ['auto', 'always', 'never'] as const),
    logLevel: oneOf('--log-level', values['log-level'], ['silent', 'error', 'warn', 'info', 'debug', 'trace'] as const),
    cdxVersion: oneOf('--cdx-version', values['cdx-version'], ['1.5', '1.6', '1.7'] as const),
    output: values.output === undefined || values.output === '-' ? null : values.output,
    prune: values.prune === true,
  };
}

function parse(args: readonly string[], foreign: readonly string[]) {
  const parsed = parseArgs({ args: [...args], options: FLAGS, allowPositionals: true, tokens: true });
  const stranger = parsed.tokens.find((token) => token.kind === 'option' && foreign.includes(token.name));
  if (stranger?.kind === 'option') throw new Error(`Unknown option '--${stranger.name}'`);
  if (parsed.values.config !== undefined && parsed.values['no-config'] === true)
    throw new Error('--config and --no-config: give one of them');
  return parsed;
}

/**
 * What `parse` makes of arguments.
 * @throws UsageError with the first sentence of what it throws: Node adds advice on dashes that fits no flag of ours.
 */
export function parsing<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    const said = error instanceof Error ? error.message.replace(/\. To specify a positional.*$/s, '') : String(error);
    throw new UsageError(`${said}; see pedigree --help`);
  }
}

/** `json=out.json`, `text`. @throws UsageError for a format that is none. */
export function outputOf(value: string, formats: readonly string[]): Output {
  const cut = value.indexOf('=');
  const format = cut < 0 ? value : value.slice(0, cut);
  const file = cut < 0 ? null : value.slice(cut + 1);
  if (!formats.includes(format)) throw new UsageError(`--format ${format}: not a format; choose one of ${formats.join(', ')}`);
  if (file === '') throw new UsageError(`--format ${value}: a file name is missing behind =`);
  return { format, file: file === '-' ? null : file };
}

/** Reports that may follow each other in one log. */
const READABLE = ['text', 'markdown', 'github'];

/** @throws UsageError when two reports go to one place. */
function distinct(outputs: readonly Output[]): readonly Output[] {
  const places = new Set<string>();
  for (const { file } of outputs) {
    if (file === null) continue;
    if (places.has(resolve(file))) throw new UsageError(`--format: two reports go to ${file}; name a file for each`);
    places.add(resolve(file));
  }
  const screen = outputs.filter(({ file }) => file === null).map(({ format }) => format);
  const alone = screen.length > 1 ? screen.find((format) => !READABLE.includes(format)) : undefined;
  if (alone !== undefined)
    throw new UsageError(`--format ${screen.join(', ')}: several reports go to stdout; name a file: --format ${alone}=FILE`);
  return outputs;
}

/** A value of a flag that takes a few. @throws UsageError for another one. */
export function oneOf<T extends string>(flag: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((item) => item === value);
  if (found === undefined) throw new UsageError(`${flag} ${value}: choose one of ${allowed.join(', ')}`);
  return found;
}

function sizeOf(value: string): number {
  const match = /^(\d+(?:\.\d+)?)(b|kb|mb|gb)?$/i.exec(value.trim());
  const unit = { b: 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 }[(match?.[2] ?? 'b').toLowerCase()];
  if (match === null || unit === undefined) throw new UsageError(`--max-file-size ${value}: give bytes, or a number with kb, mb or gb`);
  return Math.floor(Number(match[1]) * unit);
}

function jobsOf(value: string): number {
  const jobs = Number(value);
  if (!Number.isInteger(jobs) || jobs < 1 || jobs > 64) throw new UsageError(`--jobs ${value}: give a whole number from 1 to 64`);
  return jobs;
}
