/** Which words of a command line name packages that it installs or runs. */

const PYTHON = ['pip install', 'pip3 install', 'pip download', 'pipx install', 'pipx run', 'uv add', 'uv pip install', 'uv tool install'];
const MORE_PYTHON = ['python pip install', 'python3 pip install', 'poetry add', 'pdm add', 'pipenv install', 'uvx'];
const NODE = ['npm i', 'npm install', 'npm add', 'pnpm add', 'pnpm install', 'pnpm i', 'yarn add', 'bun add', 'bun install'];
const MORE_NODE = ['npx', 'bunx', 'pnpm dlx', 'yarn dlx'];

/** Command and subcommands -> purl type of the packages that follow. */
const INSTALLERS: ReadonlyMap<string, string> = new Map([
  ...[...PYTHON, ...MORE_PYTHON].map((command): [string, string] => [command, 'pypi']),
  ...[...NODE, ...MORE_NODE].map((command): [string, string] => [command, 'npm']),
  ['conda install', 'conda'],
  ['mamba install', 'conda'],
  ['cargo add', 'cargo'],
  ['cargo install', 'cargo'],
  ['go get', 'golang'],
  ['go install', 'golang'],
  ['gem install', 'gem'],
  ['composer require', 'composer'],
]);

/** The ecosystem of the packages that a command installs, or null. `command`: its name and subcommands. */
export function installs(command: readonly string[]): string | null {
  return INSTALLERS.get(command.join(' ')) ?? null;
}

/** Whether a command runs the first package it is given, with what follows. */
export function runsPackage(command: readonly string[]): boolean {
  return /^(?:npx|bunx|uvx|pnpm dlx|yarn dlx|pipx run)$/.test(command.join(' '));
}

/** Flags of installers that take a value; all others stand alone. */
export const INSTALLER_VALUES =
  /^(?:[rcitpf]|requirement|constraint|index-url|extra-index-url|target|platform|python|python-version|find-links|prefix|registry|group|channel|n|name|version|features|from|with)$/;

/** A package as a command line names it. */
export interface PackageWord {
  readonly name: string;
  readonly version: string | null;
}

const REQUIREMENT = /^([A-Za-z0-9][\w.-]{0,120})(?:\[[^\]]{0,200}\])?(?:[=~<>!@ ;].{0,200})?$/s;
const SPECIFIER = /^(@[\w.~-]{1,100}\/[\w.~-]{1,200}|[A-Za-z0-9][\w.~/-]{0,200})(?:@([^@]{1,100}))?$/;
const PINNED: ReadonlyMap<string, RegExp> = new Map([
  ['pypi', /==\s?([\w.!+*-]{1,100})$/],
  ['conda', /[^=]=([\w.]{1,100})$/],
]);

/** The package that a word names: `dashscope[all]==1.2`, `@scope/name@^1`. Null for paths, URLs and requirement files. */
export function packageWord(ecosystem: string, word: string): PackageWord | null {
  if (/^[./]|:\/\/|\.(?:txt|whl|toml|git|gz)$/.test(word)) return null;
  const pinned = PINNED.get(ecosystem);
  const found = (pinned ? REQUIREMENT : SPECIFIER).exec(word);
  if (found === null) return null;
  return { name: found[1] ?? word, version: (pinned ? pinned.exec(word)?.[1] : found[2]) ?? null };
}
