/** Builds the shipped program: checks and compiles the rules, bundles the sources, writes the JSON Schema of the report. */
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import asc from 'assemblyscript/asc';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import { z } from 'zod';
import { pageOf } from '../cli/page.ts';
import { idTablesOf } from '../match/id-tables.ts';
import { publishedSchema } from '../report/json-schema.ts';
import { placesOf } from './anchors.ts';
import { sourceOf } from './catalogue.ts';
import { bePatient, compiledName, loaderIn, PARTS, WRAPPER } from './compiled.ts';
import { hashOf } from './digest.ts';
import { digestRules, loadRules } from './load.ts';
import { allRegions } from './regions.ts';
import { SHIPPED, shippedFiles } from './shipped.ts';

const { version, homepage } = z
  .object({ version: z.string(), homepage: z.httpUrl().optional() })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));

const page = pageOf(homepage, resolve('.'), process.env);

rmSync('dist', { recursive: true, force: true });
mkdirSync('dist');
mkdirSync(join('dist', SHIPPED));
const rules = loadRules('rules');
const tables = { ids: idTablesOf(rules), places: placesOf(rules) };
for (const [name, content] of shippedFiles({ ...sourceOf(rules, digestRules('rules')), tables }))
  writeFileSync(join('dist', SHIPPED, name), content);
writeFileSync('dist/report.schema.json', `${JSON.stringify(publishedSchema(), null, 2)}\n`);
await compileSieve();
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
    PEDIGREE_REGIONS: JSON.stringify(JSON.stringify(allRegions())),
    PEDIGREE_BUILD: JSON.stringify(digestSources('src')),
    PEDIGREE_HOMEPAGE: page === undefined ? 'undefined' : JSON.stringify(page),
    'import.meta.dirname': '__dirname',
    'import.meta.filename': '__filename',
  },
  logLevel: 'warning',
};
/** Packages that few runs need: files of their own, read when they are imported. */
const APART = ['zod', 'pino', 'fast-glob'];
/** Sources that are files of their own: what few scans need, and the errors that all parts know each other's by. */
const OWN = { stages: 'src/stages.ts', 'usage-error': 'src/usage-error.ts' };
const apart: Plugin = {
  name: 'apart',
  setup({ onResolve }) {
    const own = new RegExp(`/(${Object.keys(OWN).join('|')})\\.ts$`);
    onResolve({ filter: new RegExp(`^(?:${APART.join('|')})$`) }, ({ path }) => ({ path: `./${path}.js`, external: true }));
    onResolve({ filter: own }, ({ path, importer, kind }) => {
      const name = kind === 'entry-point' ? undefined : own.exec(path)?.[1];
      const isSource = Object.values(OWN).some((source) => resolve(source) === resolve(dirname(importer), path));
      return isSource && name !== undefined ? { path: `./${name}.js`, external: true } : undefined;
    });
  },
};
/** Of the TOML parser only what reads a text: the rest would load streams first. */
const UNUSED = /^\.\/(?:parse-async|parse-stream|stringify)\.js$/;
const unused: Plugin = {
  name: 'unused',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: UNUSED }, ({ path, importer }) => (importer.includes('@iarna') ? { path, namespace: 'unused' } : undefined));
    onLoad({ filter: UNUSED, namespace: 'unused' }, () => ({ contents: '' }));
  },
};
/** What holds something of all formats, and nothing that ends a scan. */
const EXERCISE = ['src', 'rules', 'fixtures/formats', 'fixtures/repos', 'fixtures/exposure'];
const [begin, end] = WRAPPER;
const parts: BuildOptions = { entryPoints: { program: 'src/cli/commands.ts', ...OWN }, banner: { js: begin }, footer: { js: end } };
const others: BuildOptions = { entryPoints: { bin: 'src/bin.ts', worker: 'src/discover/worker.ts' } };
for (const entries of [parts, others]) await build({ ...common, ...entries, outdir: 'dist', plugins: [apart, unused] });
await build({ ...common, entryPoints: APART, outdir: 'dist' });
writeFileSync('dist/package.json', '{"type":"commonjs"}\n');
chmodSync('dist/bin.js', 0o755);
await keepCompiled(resolve('dist'));

/** The prefilter for WebAssembly, without a runtime: it allocates nothing. */
async function compileSieve(): Promise<void> {
  const flags = ['--optimizeLevel', '3', '--runtime', 'stub', '--importMemory', '--enable', 'simd', '--noAssert', '--bindings', 'none'];
  const { error, stderr } = await asc.main(['src/discover/sieve/sieve.ts', '--outFile', 'dist/sieve.wasm', ...flags]);
  if (error !== null) throw new Error(`src/discover/sieve was not compiled: ${stderr.toString()}`);
}

/** SHA-256 over the sources: what one build keeps for later is nothing to another one. */
function digestSources(folder: string): string {
  const hash = hashOf('sha256');
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (path.endsWith('.ts')) hash.update(path).update(readFileSync(join(folder, path)));
  }
  return hash.digest('hex');
}

/** Keeps the code that this Node compiles, with the functions that a scan of all formats calls on one thread. */
async function keepCompiled(folder: string): Promise<void> {
  bePatient();
  const { load, scripts } = loaderIn(folder);
  const program = load('program');
  if (typeof program !== 'object' || program === null || !('run' in program) || typeof program.run !== 'function') throw new TypeError();
  const reports = ['text', 'json', 'sarif'].map((format) => ({ format, file: join(folder, `scan.${format}`) }));
  const formats = reports.flatMap(({ format, file }) => ['--format', `${format}=${file}`]);
  await program.run(['scan', ...EXERCISE, ...formats, '--jobs', '1', '--no-config', '--no-progress', '--fail-on', 'never']);
  for (const { file } of reports) rmSync(file);
  for (const part of PARTS) {
    const code = scripts.get(part)?.createCachedData();
    if (code === undefined) throw new Error(`${part} was not loaded`);
    writeFileSync(join(folder, compiledName(part)), code);
  }
}
