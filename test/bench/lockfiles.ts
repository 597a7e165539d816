/** Lockfiles, package by package. */
import type { Format } from './languages.ts';
import { PACKAGES } from './models.ts';
import type { Random } from './random.ts';
import { base64, hex, kebab, version } from './words.ts';

/** A lockfile whose entries differ only in the package's name. */
function lockfile(
  ending: string,
  parts: Pick<Format, 'head' | 'join' | 'tail'>,
  names: readonly [string, ...string[]],
  entry: (name: string, random: Random) => string,
): Format {
  return {
    ending,
    ...parts,
    block: (random) => entry(`${kebab(random)}-${hex(random, 4)}`, random),
    use: (random) => entry(random.pick(names), random),
  };
}

const npm = lockfile(
  'package-lock.json',
  { head: '{\n  "name": "app",\n  "lockfileVersion": 3,\n  "packages": {\n', join: ',\n', tail: '\n  }\n}\n' },
  PACKAGES.npm,
  (name, r) =>
    `    "node_modules/${name}": {\n      "version": "${version(r)}",\n      "resolved": "https://registry.npmjs.org/${name}/-/${name}-${version(r)}.tgz",\n` +
    `      "integrity": "sha512-${base64(r, 86)}==",\n      "license": "MIT",\n      "dependencies": {\n        "${kebab(r)}": "^${version(r)}"\n      }\n    }`,
);

const yarn = lockfile(
  'yarn.lock',
  { head: '# yarn lockfile v1\n\n\n', join: '\n', tail: '' },
  PACKAGES.npm,
  (name, r) =>
    `"${name}@^${version(r)}":\n  version "${version(r)}"\n  resolved "https://registry.yarnpkg.com/${name}/-/${name}-${version(r)}.tgz#${hex(r, 40)}"\n` +
    `  integrity sha512-${base64(r, 86)}==\n  dependencies:\n    ${kebab(r)} "^${version(r)}"\n`,
);

const pnpm = lockfile(
  'pnpm-lock.yaml',
  { head: "lockfileVersion: '9.0'\n\npackages:\n\n", join: '\n', tail: '' },
  PACKAGES.npm,
  (name, r) =>
    `  '${name}@${version(r)}':\n    resolution: {integrity: sha512-${base64(r, 86)}==}\n    engines: {node: '>=${r.below(20)}'}\n`,
);

const poetry = lockfile(
  'poetry.lock',
  { head: '', join: '\n', tail: '\n[metadata]\nlock-version = "2.0"\n' },
  PACKAGES.pypi,
  (name, r) =>
    `[[package]]\nname = "${name}"\nversion = "${version(r)}"\ndescription = "${kebab(r)}"\noptional = false\npython-versions = ">=3.9"\nfiles = [\n` +
    `    {file = "${name}-${version(r)}-py3-none-any.whl", hash = "sha256:${hex(r, 64)}"},\n    {file = "${name}.tar.gz", hash = "sha256:${hex(r, 64)}"},\n]\n`,
);

const cargo = lockfile(
  'Cargo.lock',
  { head: 'version = 3\n\n', join: '\n', tail: '' },
  PACKAGES.cargo,
  (name, r) =>
    `[[package]]\nname = "${name}"\nversion = "${version(r)}"\nsource = "registry+https://github.com/rust-lang/crates.io-index"\n` +
    `checksum = "${hex(r, 64)}"\ndependencies = [\n "${kebab(r)}",\n "${kebab(r)}",\n]\n`,
);

const goSum = lockfile(
  'go.sum',
  { head: '', join: '', tail: '' },
  PACKAGES.go,
  (name, r) => `${name.includes('/') ? name : `github.com/${name}/${kebab(r)}`} v${version(r)} h1:${base64(r, 43)}=\n`,
);

export const LOCKFILES = [npm, yarn, pnpm, poetry, cargo, goSum] as const;
