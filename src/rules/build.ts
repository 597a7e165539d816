/** Builds the shipped program: checks and compiles the rules, bundles the sources, writes the JSON Schema of the report. */
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { z } from 'zod';
import { jsonReportSchema } from '../report/json-schema.ts';
import { anchorsOf } from './anchors.ts';
import { digestRules, loadRules } from './load.ts';

const { version, homepage } = z
  .object({ version: z.string(), homepage: z.httpUrl().optional() })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));

rmSync('dist', { recursive: true, force: true });
mkdirSync('dist');
const rules = loadRules('rules');
writeFileSync('dist/rules.json', JSON.stringify({ digest: digestRules('rules'), anchors: anchorsOf(rules), rules }));
const schema = { $id: 'urn:pedigree:report:1.0', title: 'Pedigree report 1.0', ...z.toJSONSchema(jsonReportSchema) };
writeFileSync('dist/report.schema.json', `${JSON.stringify(schema, null, 2)}\n`);
await build({
  entryPoints: { bin: 'src/bin.ts', worker: 'src/discover/worker.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  mainFields: ['module', 'main'],
  target: 'node20',
  minifySyntax: true,
  define: { PEDIGREE_VERSION: JSON.stringify(version), PEDIGREE_HOMEPAGE: homepage === undefined ? 'undefined' : JSON.stringify(homepage) },
  banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
  logLevel: 'warning',
});
chmodSync('dist/bin.js', 0o755);
