/** Builds the shipped program: checks and compiles the rules, bundles the sources, writes the JSON Schema of the report. */
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import { z } from 'zod';
import { pageOf } from '../cli/page.ts';
import { publishedSchema } from '../report/json-schema.ts';
import { sourceOf } from './catalogue.ts';
import { compiledName, scriptOf } from './compiled.ts';
import { digestRules, loadRules } from './load.ts';
import { SHIPPED, shippedFiles } from './shipped.ts';

const { version, homepage } = z
  .object({ version: z.string(), homepage: z.httpUrl().optional() })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));

const page = pageOf(homepage, resolve('.'), process.env);

rmSync('dist', { recursive: true, force: true });
mkdirSync('dist');
mkdirSync(join('dist', SHIPPED));
for (const [name, content] of shippedFiles(sourceOf(loadRules('rules'), digestRules('rules'))))
  writeFileSync(join('dist', SHIPPED, name), content);
writeFileSync('dist/report.schema.json', `${JSON.stringify(publishedSchema(), null, 2)}\n`);
const common: BuildOptions = {
  bundle: true,
  format: 'cjs',
  platform: 'node',
  mainFields: ['module', 'main'],
  target: 'node20',
  minifySyntax: true,
  // What is imported later is required then: code that V8 compiled before may not import.
  supported: { 'dynamic-import': false },
  define: {
    PEDIGREE_VERSION: JSON.stringify(version),
    PEDIGREE_BUILD: JSON.stringify(digestSources('src')),
    PEDIGREE_HOMEPAGE: page === undefined ? 'undefined' : JSON.stringify(page),
    'import.meta.dirname': '__dirname',
    'import.meta.filename': '__filename',
  },
  logLevel: 'warning',
};
/** Packages that few runs need: files of their own, read when they are imported. */
const APART = ['zod', 'pino', 'fast-glob'];
const apart: Plugin = {
  name: 'apart',
  setup: ({ onResolve }) =>
    onResolve({ filter: new RegExp(`^(?:${APART.join('|')})$`) }, ({ path }) => ({ path: `./${path}.js`, external: true })),
};
const entries = { bin: 'src/bin.ts', program: 'src/cli/commands.ts', worker: 'src/discover/worker.ts' };
await build({ ...common, entryPoints: entries, outdir: 'dist', plugins: [apart] });
await build({ ...common, entryPoints: APART, outdir: 'dist' });
writeFileSync('dist/package.json', '{"type":"commonjs"}\n');
chmodSync('dist/bin.js', 0o755);
await keepCompiled(resolve('dist/program.js'));

/** SHA-256 over the sources: what one build keeps for later is nothing to another one. */
function digestSources(folder: string): string {
  const hash = createHash('sha256');
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (path.endsWith('.ts')) hash.update(path).update(readFileSync(join(folder, path)));
  }
  return hash.digest('hex');
}

/** Keeps the code that this Node compiles, with the functions that a scan of the sources themselves calls. */
async function keepCompiled(file: string): Promise<void> {
  const script = scriptOf(file);
  const self: { exports: { run?: (args: readonly string[]) => Promise<number> } } = { exports: {} };
  script.runInThisContext()(self.exports, createRequire(file), self, file, dirname(file));
  await self.exports.run?.([
    'scan',
    'src',
    'rules',
    '--format',
    'text=dist/scan.txt',
    '--no-config',
    '--no-progress',
    '--fail-on',
    'never',
  ]);
  rmSync('dist/scan.txt', { force: true });
  writeFileSync(join('dist', compiledName()), script.createCachedData());
}
