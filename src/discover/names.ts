/** What the names of files and folders say before anything is opened. */
import type { SkipReason } from './outcome.ts';

const words = (text: string) => text.split(' ');

/** Folders that are not looked into, whatever they hold. */
const FOLDERS: readonly (readonly [SkipReason, ReadonlySet<string>])[] = [
  ['vcs', new Set(words('.git .hg .svn .bzr .jj _darcs'))],
  [
    'dependencies',
    new Set(
      words(
        'node_modules bower_components jspm_packages site-packages dist-packages __pypackages__ .pnpm-store .terraform ' +
          '.tox .nox .eggs .dart_tool .stack-work elm-stuff .pixi',
      ),
    ),
  ],
  ['cache', new Set(words('__pycache__ .mypy_cache .pytest_cache .ruff_cache .gradle .parcel-cache .turbo .nyc_output'))],
];

/** A folder that holds dependencies only where `marker` lies in it, and one of `beside` next to it. */
interface MarkedTree {
  readonly names: readonly string[];
  readonly parent?: string;
  readonly marker: string;
  readonly beside?: readonly string[];
}

const MARKED: readonly MarkedTree[] = [
  { names: words('.venv venv env .env .virtualenv virtualenv'), marker: 'pyvenv.cfg' },
  { names: ['vendor'], marker: 'modules.txt', beside: ['go.mod', 'go.work'] },
  { names: ['vendor'], marker: 'autoload.php', beside: ['composer.json'] },
  { names: ['bundle'], parent: 'vendor', marker: 'ruby' },
  { names: ['Pods'], marker: 'Manifest.lock', beside: ['Podfile'] },
  { names: ['Carthage'], marker: 'Checkouts', beside: ['Cartfile'] },
  { names: ['deps'], marker: 'hex_core', beside: ['mix.exs'] },
];

/** What is asked about the folder that is judged: whether something lies in it, or beside it. */
export interface Surroundings {
  readonly parent: string;
  readonly holds: (name: string) => boolean;
  readonly hasBeside: (name: string) => boolean;
}

/** Why a folder is skipped by default, or null. */
export function skippedFolder(name: string, around: Surroundings): SkipReason | null {
  const [reason] = FOLDERS.find(([, names]) => names.has(name)) ?? [];
  if (reason !== undefined) return reason;
  const tree = MARKED.find(
    ({ names, parent, marker, beside }) =>
      names.includes(name) &&
      (parent === undefined || parent === around.parent) &&
      (beside === undefined || beside.some((sibling) => around.hasBeside(sibling))) &&
      around.holds(marker),
  );
  return tree === undefined ? null : 'dependencies';
}

/** Files that say how a program runs, and that are commonly ignored because they also hold secrets: looked at all the same. */
export function isEnvironment(name: string): boolean {
  return /^\.env(?:$|\.)|\.env$|\.envrc$|^\.(?:dev\.vars|flaskenv|Renviron)|\.tfvars(?:\.json)?$/.test(name);
}

const LOCKFILES = new Set(
  words(
    'package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml bun.lock deno.lock .package-lock.json poetry.lock uv.lock ' +
      'pdm.lock pipfile.lock pixi.lock pylock.toml conda-lock.yml conda-lock.yaml cargo.lock go.sum go.work.sum composer.lock ' +
      'gemfile.lock gems.locked mix.lock pubspec.lock renv.lock packages.lock.json project.assets.json paket.lock ' +
      'gradle.lockfile buildscript-gradle.lockfile package.resolved podfile.lock cartfile.resolved flake.lock module.bazel.lock ' +
      'manifest.toml stack.yaml.lock cabal.project.freeze',
  ),
);

/** Whether a file (base name, lower case) pins dependencies: such files may be much larger than others. */
export function isLockfile(name: string): boolean {
  return LOCKFILES.has(name);
}

const TEXTS = new Set(
  words(
    'py pyi pyx ipynb js mjs cjs jsx ts mts cts tsx vue svelte astro java kt kts scala groovy gradle go rs rb php cs fs vb swift dart ex exs erl hs lua ' +
      'c h cc cpp cxx hpp hxx m mm r jl pl pm sh bash zsh fish ps1 psm1 bat cmd sql tf tfvars hcl bicep json jsonc json5 yaml yml toml ini cfg conf env ' +
      'envrc properties xml html htm css md mdx rst txt csv tsv lock gradle cmake mk dockerfile containerfile graphql proto nix',
  ),
);
const TEXT_NAMES = new Set(words('dockerfile containerfile makefile jenkinsfile procfile vagrantfile gemfile modelfile .env .envrc'));

/** Whether a file (base name, lower case) is text by its name: a zero byte in it does not make it binary. */
export function isTextName(name: string): boolean {
  return TEXT_NAMES.has(name) || name.startsWith('.env.') || TEXTS.has(name.slice(name.lastIndexOf('.') + 1));
}
