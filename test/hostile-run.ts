/** One run of the built program over a hostile tree, under a guard, and what is wrong with it. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { XMLValidator } from 'fast-xml-parser';
import { REPORTERS } from '../src/report/index.ts';
import { jsonReportSchema, type JsonReport } from '../src/report/json-schema.ts';
import { SECRETS } from './hostile-made.ts';

const BIN = join(import.meta.dirname, '../dist/bin.js');
const DIST = realpathSync(join(import.meta.dirname, '../dist'));
/** What is loaded before the program. */
export const GUARD = pathToFileURL(join(import.meta.dirname, 'hostile-guard.mjs')).href;
/** Stands outside of every tree; a run that shows it has read what it may not read. */
const CANARY = 'qwen-canary-8b';
const PATIENCE_MS = 120_000;
const FORMATS = Object.keys(REPORTERS);

/** What becomes of a tree: the same on every system. */
export interface Outcome {
  readonly threat: string;
  readonly exit: number | null;
  readonly coverage: Omit<JsonReport['coverage'], 'bytes'> | null;
  readonly diagnostics: readonly string[];
  readonly families: readonly string[];
}

/** What is wrong with a run, whatever it is of: no text is right. */
export interface Checked {
  readonly outcome: Outcome;
  readonly wrong: readonly string[];
}

/** Makes a tree in a folder of its own, lets the gate loose on it, and takes it away. */
export function runOn(threat: string, make: (root: string, outside: string) => void): Checked {
  const area = realpathSync(mkdtempSync(join(tmpdir(), 'hostile-')));
  const root = join(area, 'root');
  const outside = join(area, 'outside');
  for (const folder of [root, outside, join(area, 'out')]) mkdirSync(folder);
  writeFileSync(join(outside, 'secret.py'), `model = "${CANARY}"\n`);
  try {
    make(root, outside);
    return checked(threat, area);
  } finally {
    rmSync(area, { recursive: true, force: true });
  }
}

function checked(threat: string, area: string): Checked {
  const root = join(area, 'root');
  const guard = join(area, 'guard');
  writeFileSync(guard, '');
  const flags = FORMATS.flatMap((format) => ['--format', `${format}=${join(area, 'out', format)}`]);
  const { status, stdout, stderr, signal } = spawnSync(
    process.execPath,
    ['--import', GUARD, BIN, 'ci', root, '--format', 'text', ...flags],
    {
      cwd: area,
      encoding: 'utf8',
      timeout: PATIENCE_MS,
      env: { PATH: process.env['PATH'] ?? '', GUARD_LOG: guard },
    },
  );
  const reports = new Map(
    FORMATS.filter((format) => existsSync(join(area, 'out', format))).map((format) => [
      format,
      readFileSync(join(area, 'out', format), 'utf8'),
    ]),
  );
  const json = reports.get('json');
  const report = json === undefined ? null : jsonReportSchema.parse(JSON.parse(json));
  const texts = [...reports, ['stdout', stdout], ['stderr', stderr]] as const;
  const wrong = [
    ...(signal === null ? [] : [`ended by ${signal}`]),
    ...(status === 70 || status === 99 ? [`exit ${status}: ${stderr}`] : []),
    ...(report === null && status !== 2 ? [`no report: ${stderr}`] : []),
    ...wrongReads(readFileSync(guard, 'utf8'), area),
    ...texts.flatMap(([format, text]) => wrongTexts(format, text)),
    ...(report === null ? [] : wrongCounts(report, status)),
    ...[root, area, process.cwd()].filter((folder) => existsSync(join(folder, 'pwned'))).map((folder) => `something ran in ${folder}`),
  ];
  return { outcome: outcomeOf(threat, status, report), wrong };
}

/** What was read: only the tree, the program itself, and what a .git file points to. */
function wrongReads(log: string, area: string): string[] {
  const lines = log.split('\n').filter((line) => line !== '');
  return lines.flatMap((line) => {
    if (line.startsWith('forbidden')) return [line];
    const path: string = JSON.parse(line);
    const isOwn = [join(area, 'root'), join(area, 'out'), DIST, '/proc/self/', '/dev/null'].some((folder) => path.startsWith(folder));
    return isOwn || /\/outside\/(?:config|gitdir|commondir)$/.test(path) ? [] : [`read ${path}`];
  });
}

/** Control, invisible and turning characters; line feeds aside. */
const HIDDEN =
  // oxlint-disable-next-line no-control-regex -- control characters are what this is about
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\ufff9-\ufffb\ufffe\uffff\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Surrogate}]/u;

function wrongTexts(format: string, text: string): string[] {
  const hidden = HIDDEN.exec(text.replaceAll(format === 'csv' ? '\r\n' : '\n', ''));
  const commands = format === 'github' ? null : /^[ \t]*::|##(?:vso|teamcity)?\[/m.exec(text);
  const secret = SECRETS.find((one) => text.includes(one.slice(8)));
  const markup = format === 'html' ? /<img src|<script>alert|javascript:alert\(1\)\)/i.exec(text) : null;
  return [
    ...(hidden === null ? [] : [`${format} holds U+${hidden[0].codePointAt(0)?.toString(16)}`]),
    ...(commands === null ? [] : [`${format} holds the command ${commands[0]}`]),
    ...(secret === undefined ? [] : [`${format} holds the credential ${secret}`]),
    ...(markup === null ? [] : [`${format} holds the markup ${markup[0]}`]),
    ...(text.includes(CANARY) ? [`${format} shows what lies outside`] : []),
    ...(format === 'junit' && XMLValidator.validate(text) !== true ? ['junit is no XML'] : []),
  ];
}

/** Every entry is counted once, and what was not looked at makes the gate incomplete. */
function wrongCounts({ coverage, verdict, diagnostics }: JsonReport, status: number | null): string[] {
  const sum = [...Object.values(coverage.skipped), ...Object.values(coverage.failed)].reduce((a, b) => a + b, coverage.scanned);
  const isOpen = Object.keys(coverage.failed).length > 0 || diagnostics.some(({ code }) => code.startsWith('limit/'));
  return [
    ...(sum === coverage.discovered ? [] : [`${sum} of ${coverage.discovered} are counted`]),
    ...(isOpen && status === 0 ? ['incomplete, and passed'] : []),
    ...(verdict === 'pass' && status !== 0 ? [`passed with exit ${status}`] : []),
  ];
}

function outcomeOf(threat: string, exit: number | null, report: JsonReport | null): Outcome {
  const { discovered = 0, scanned = 0, skipped = {}, failed = {} } = report?.coverage ?? {};
  const told = report?.diagnostics.map(({ code, path }) => `${code} ${path ?? ''}`.trim()) ?? [];
  const families = report?.components.flatMap(({ family }) => family ?? []) ?? [];
  return {
    threat,
    exit,
    coverage: report && { discovered, scanned, skipped, failed },
    diagnostics: [...new Set(told)].sort(),
    families: [...new Set(families)].sort(),
  };
}
