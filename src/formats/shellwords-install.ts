/** Which words of a command line name packages that it installs. */

/** Command and subcommand -> purl type of the packages that follow. */
const INSTALLERS: ReadonlyMap<string, string> = new Map([
  ...['pip install', 'pip3 install', 'pip download', 'pipx install', 'uv add', 'uv pip', 'poetry add', 'pdm add', 'pipenv install'].map(
    pypi,
  ),
  ...['npm i', 'npm install', 'npm add', 'pnpm add', 'pnpm install', 'pnpm i', 'yarn add', 'bun add', 'bun install', 'npx'].map(npm),
  ['uvx', 'pypi'],
  ['conda install', 'conda'],
  ['mamba install', 'conda'],
  ['cargo add', 'cargo'],
  ['cargo install', 'cargo'],
  ['go get', 'golang'],
  ['go install', 'golang'],
  ['gem install', 'gem'],
  ['composer require', 'composer'],
]);

function pypi(command: string): [string, string] {
  return [command, 'pypi'];
}

function npm(command: string): [string, string] {
  return [command, 'npm'];
}

/** The ecosystem of the packages that a command installs, or null. `command`: its name and subcommand. */
export function installs(command: readonly string[]): string | null {
  return INSTALLERS.get(command.join(' ')) ?? INSTALLERS.get(command[0] ?? '') ?? null;
}

/** Flags of installers that take a value; all others stand alone. */
export const INSTALLER_VALUES =
  /^(?:[rcitpf]|requirement|constraint|index-url|extra-index-url|target|platform|python|python-version|find-links|prefix|registry|group|channel|n|name|version|features)$/;

export interface PackageWord {
  readonly name: string;
  readonly version: string | null;
}

const PYTHON = /^([A-Za-z0-9][\w.-]{0,120})(?:\[[^\]]{0,200}\])?(?:[=~<>!@ ;].{0,200})?$/s;
const SCOPED = /^(@[\w.~-]{1,100}\/[\w.~-]{1,200}|[A-Za-z0-9][\w.~/-]{0,200})(?:@([^@]{1,100}))?$/;

/** The package that a word names: `dashscope[all]==1.2`, `@scope/name@^1`. Null for paths, URLs and requirement files. */
export function packageWord(ecosystem: string, word: string): PackageWord | null {
  if (/^[./]|:\/\/|\.(?:txt|whl|toml|git|gz)$/.test(word)) return null;
  const found = (ecosystem === 'pypi' || ecosystem === 'conda' ? PYTHON : SCOPED).exec(word);
  if (found === null) return null;
  const pinned =
    ecosystem === 'pypi'
      ? /==\s?([\w.!+*-]{1,100})$/.exec(word)?.[1]
      : ecosystem === 'conda'
        ? /[^=]=([\w.]{1,100})$/.exec(word)?.[1]
        : found[2];
  return { name: found[1] ?? word, version: pinned ?? null };
}
