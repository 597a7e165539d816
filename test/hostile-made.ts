/** Hostile trees that git cannot hold, or that are too large for it: pipes, links, names, foreign encodings, floods. */
import { execFileSync } from 'node:child_process';
import { chmodSync, closeSync, ftruncateSync, mkdirSync, openSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A tree to scan. */
export interface Made {
  readonly name: string;
  readonly threat: string;
  /** Makes it in an empty folder; `outside` lies beside it. */
  readonly make: (root: string, outside: string) => void;
}

const MODEL = 'model = "qwen3-8b"\n';

function put(root: string, files: Readonly<Record<string, string | Buffer>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

/** A tree of files only. */
function files(name: string, threat: string, content: Readonly<Record<string, string | Buffer>>): Made {
  return { name, threat, make: (root) => put(root, content) };
}

function u64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** The start of a GGUF file: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md */
function gguf(version: number, tensors: bigint, pairs: bigint, rest: Buffer = Buffer.alloc(0)): Buffer {
  return Buffer.concat([Buffer.from('GGUF'), u32(version), u64(tensors), u64(pairs), rest]);
}

function fifo(root: string, ...paths: readonly string[]): void {
  for (const path of paths) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    execFileSync('mkfifo', [join(root, path)]);
  }
}

/** A file of `size` bytes that takes no room, with a text in it. */
function sparse(path: string, size: number, text: string): void {
  writeFileSync(path, text);
  const file = openSync(path, 'r+');
  ftruncateSync(file, size);
  closeSync(file);
}

const FLOOD = 20_000;
const DEEP = 100_000;

/** Depth, width and length. */
const FLOODS: readonly Made[] = [
  files('json-deep', 'arrays and objects in each other', {
    'a.json': `${'['.repeat(DEEP)}"qwen3-8b"${']'.repeat(DEEP)}`,
    'b.json': `${'{"a":'.repeat(DEEP)}"deepseek-chat"`,
  }),
  files('yaml-deep', 'collections in each other', {
    'a.yaml': `${'['.repeat(DEEP)}qwen3-8b`,
    'b.yaml': `${'- '.repeat(FLOOD)}deepseek-chat\n`,
    'c.yaml': `${'{a: '.repeat(FLOOD)}kimi-k2`,
  }),
  files('yaml-wide', 'forty thousand keys', {
    'a.yaml': `${Array.from({ length: 40_000 }, (_, key) => `key${key}: ${key}\n`).join('')}model: qwen3-8b\n`,
  }),
  files('toml-deep', 'arrays, tables and keys in each other', {
    'a.toml': `a = ${'['.repeat(DEEP)}"qwen3-8b"${']'.repeat(DEEP)}\n`,
    'b.toml': `${'a.'.repeat(FLOOD)}b = "deepseek-chat"\n`,
    'c.toml': `a = ${'{ a = '.repeat(FLOOD)}"kimi-k2"`,
  }),
  files('toml-comments', 'comment lines without end', { 'a.toml': `${'# qwen\n'.repeat(5000)}model = "qwen3-8b"\n` }),
  files('xml-deep', 'elements in each other', { 'a.xml': `${'<a>'.repeat(DEEP)}qwen3-8b${'</a>'.repeat(DEEP)}` }),
  files('source-deep', 'brackets in each other', {
    'a.py': `x = ${'('.repeat(DEEP)}"qwen3-8b"${')'.repeat(DEEP)}\n`,
    'b.js': `x = ${'`${'.repeat(FLOOD)}"deepseek-chat"`,
    'c.rs': `${'/*'.repeat(FLOOD)} kimi-k2 ${'*/'.repeat(FLOOD)}\n`,
    'd.tf': `${'a {\n'.repeat(FLOOD)}model = "qwen3-8b"\n`,
    'e.sh': `${'$('.repeat(FLOOD)}ollama run qwen3:8b`,
  }),
  files('markdown-deep', 'quotes, lists, links and emphasis in each other', {
    'a.md': `${'> '.repeat(FLOOD)}qwen3-8b\n${'['.repeat(FLOOD)}deepseek-chat\n${'*a _'.repeat(FLOOD)}\n${'`'.repeat(FLOOD)}kimi-k2`,
  }),
  files('one-line', 'a megabyte without a line end', {
    'a.min.js': `${'a=1;'.repeat(250_000)}model="qwen3-8b"`,
    'b.json': `{"a":"${'x'.repeat(1_000_000)}","model":"deepseek-chat"}`,
    'c.py': `model = "${'kimi-k2 '.repeat(5000)}"`,
  }),
  files('blank-lines', 'a megabyte of nothing', {
    'a.yaml': `${'\n'.repeat(500_000)}model: qwen3-8b\n${' '.repeat(500_000)}`,
    'b.json': `${'\r\n'.repeat(250_000)}{"model":"deepseek-chat"}${'\t'.repeat(500_000)}`,
  }),
  files('pattern-floods', 'texts that patterns try in every way', {
    'a.py': `a = "qwen${'-a'.repeat(FLOOD)}!"\nb = "${'qwen3-'.repeat(FLOOD)}"\nc = "${'deepseek/'.repeat(FLOOD)}"\n`,
    'b.txt': `${'qwen qwen3 qwen3-8b-instruct-awq-int4 '.repeat(2000)}\n${'https://api.deepseek.com.'.repeat(5000)}\n${'a'.repeat(FLOOD)}@deepseek.com\n`,
    'c.yaml': `base_url: ${'https://'.repeat(FLOOD)}api.deepseek.com\nmodel: ${'@'.repeat(FLOOD)}qwen3-8b\n`,
    '.env': `MODEL="${'\\"'.repeat(FLOOD)}qwen3-8b\nDEEPSEEK_API_KEY=${'${A:-'.repeat(FLOOD)}\n`,
    'requirements.txt': `dashscope${'[a,'.repeat(FLOOD)}\ndashscope==${'1.'.repeat(FLOOD)}\n${'dashscope ; '.repeat(2000)}\n`,
  }),
  files('suppression-flood', 'suppressions without end on one line, and on every line', {
    'a.py': `x = "qwen3-8b"  ${'# pedigree: ignore[a/b] reason '.repeat(5000)}\n`,
    'b.py': `${'# pedigree: ignore[a/b] reason\n'.repeat(5000)}x = "qwen3-8b"\n`,
  }),
  files('lock-flood', 'packages that all need each other', {
    'package-lock.json': JSON.stringify({
      lockfileVersion: 3,
      packages: Object.fromEntries(
        Array.from({ length: 120 }, (_, at) => [
          `node_modules/deepseek-${at}`,
          { version: '1.0.0', dependencies: Object.fromEntries(Array.from({ length: 120 }, (__, to) => [`deepseek-${to}`, '1'])) },
        ]),
      ),
    }),
  }),
  {
    name: 'many-files',
    threat: 'more files than one thread takes',
    make: (root) =>
      put(root, Object.fromEntries(Array.from({ length: 1600 }, (_, at) => [`d${at % 40}/${at}.py`, at % 400 === 0 ? MODEL : 'x = 1\n']))),
  },
  { name: 'deep-folders', threat: 'folders in each other', make: (root) => put(root, { [`${'d/'.repeat(300)}a.py`]: MODEL }) },
  {
    name: 'sparse',
    threat: 'files that claim gigabytes',
    make: (root) => {
      put(root, { 'b.py': 'x = 1\n' });
      sparse(join(root, 'qwen3.gguf'), 2 ** 34, 'GGUF');
      sparse(join(root, 'a.py'), 2 ** 25, MODEL);
      sparse(join(root, 'a.dat'), 2 ** 34, MODEL);
    },
  },
];

/** Headers of model files that lie about their lengths. */
const HEADERS: readonly Made[] = [
  files('safetensors-headers', 'lengths that lie, and headers of wrong types', {
    'longest.safetensors': Buffer.concat([u64(2n ** 64n - 1n), Buffer.from('{"__metadata__":{"base_model":"Qwen/Qwen3-8B"}}')]),
    'long.safetensors': Buffer.concat([u64(10n ** 9n), Buffer.from('{}')]),
    'zero.safetensors': u64(0n),
    'cut.safetensors': Buffer.from([1, 2, 3]),
    'list.safetensors': Buffer.concat([u64(2n), Buffer.from('[]')]),
    'deep.safetensors': Buffer.concat([u64(200_000n), Buffer.from('{"a":'.repeat(40_000))]),
    'proto.safetensors': Buffer.concat([u64(47n), Buffer.from('{"__proto__":{"a":1},"__metadata__":{"a":{}}}  ')]),
  }),
  files('gguf-headers', 'counts and lengths that lie', {
    'pairs.gguf': gguf(3, 0n, 2n ** 63n),
    'tensors.gguf': gguf(3, 2n ** 64n - 1n, 0n),
    'string.gguf': gguf(3, 0n, 1n, Buffer.concat([u64(2n ** 62n), Buffer.from('general.name')])),
    'value.gguf': gguf(3, 0n, 1n, Buffer.concat([u64(12n), Buffer.from('general.name'), u32(8), u64(2n ** 40n), Buffer.from('qwen3')])),
    'array.gguf': gguf(3, 0n, 1n, Buffer.concat([u64(12n), Buffer.from('general.tags'), u32(9), u32(9), u64(2n ** 60n)])),
    'arrays.gguf': gguf(
      3,
      0n,
      1n,
      Buffer.concat([u64(1n), Buffer.from('a'), u32(9), ...Array.from({ length: 5000 }, () => Buffer.concat([u32(9), u64(1n)]))]),
    ),
    'type.gguf': gguf(3, 0n, 1n, Buffer.concat([u64(1n), Buffer.from('a'), u32(99)])),
    'version.gguf': gguf(99, 0n, 0n),
    'cut.gguf': Buffer.from('GGUF'),
    'big-endian.gguf': Buffer.from('FUGG\0\0\0\u0003'),
  }),
  files('archives', 'archives that unpack to more than there is room for, or above the tree', {
    'model.bin': Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(26, 255), Buffer.from('../../outside/qwen3-8b')]),
    'model.pt': Buffer.concat([Buffer.from('PK\x05\x06'), Buffer.alloc(18, 255)]),
    'a.zip': Buffer.from('PK\x03\x04qwen3-8b'),
    'a.tar.gz': Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 255, 255]),
    'data.pkl': Buffer.from('cos\nsystem\n(S"touch pwned"\ntR.'),
  }),
  files('git-index', 'an index whose count and lengths lie', {
    '.git/HEAD': `ref: refs/heads/${'../'.repeat(20)}etc/passwd\n`,
    '.git/index': Buffer.concat([
      Buffer.from('DIRC'),
      Buffer.from([0, 0, 0, 4, 255, 255, 255, 255]),
      Buffer.alloc(40, 255),
      Buffer.alloc(300, 128),
    ]),
    '.git/packed-refs': `${'0'.repeat(40)} refs/heads/main\n`.repeat(1000),
    'app.py': MODEL,
  }),
];

/** Texts in other encodings than UTF-8. */
const ENCODINGS: readonly Made[] = [
  files('utf-16', 'UTF-16 with and without a mark, in both orders, with an odd byte at the end, and UTF-8 behind its mark', {
    'le.py': Buffer.from(`\ufeff${MODEL}`, 'utf16le'),
    'be.py': Buffer.from(`\ufeff${MODEL}`, 'utf16le').swap16(),
    'false.env': Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('\nMODEL=deepseek-chat\n')]),
    'false-be.env': Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from('\nMODEL=kimi-k2\n')]),
    'bare.py': Buffer.from(MODEL.repeat(4), 'utf16le'),
    'odd.py': Buffer.concat([Buffer.from(`\ufeff${MODEL}`, 'utf16le'), Buffer.from([0x61])]),
    'odd-bare.py': Buffer.concat([Buffer.from(MODEL.repeat(4), 'utf16le'), Buffer.from([0x61])]),
    'halves.py': Buffer.concat([Buffer.from(`\ufeff${MODEL}`, 'utf16le'), Buffer.from([0x00, 0xd8, 0x00, 0xd8])]),
  }),
  files('utf-32', 'UTF-32, which is not read', {
    'le.py': Buffer.concat([Buffer.from([0xff, 0xfe, 0, 0]), Buffer.alloc(64, 1)]),
    'be.py': Buffer.from([0, 0, 0xfe, 0xff, 0, 0, 0, 0x71]),
    'a.py': 'x = 1\n',
  }),
  files('utf-16-hides', 'a first line of UTF-16 before a text of UTF-8', {
    'a.py': Buffer.concat([Buffer.from('# a comment as padding\n'.repeat(200), 'utf16le'), Buffer.from(`\n${MODEL}`)]),
  }),
  files('padding', 'zeros and blanks before what counts', {
    'a.py': Buffer.concat([Buffer.alloc(10_000), Buffer.from(`\n${MODEL}`)]),
    'b.yaml': `${' '.repeat(70_000)}\nmodel: deepseek-chat\n`,
    'c.json': Buffer.concat([Buffer.from('{"model":"kimi-k2"}'), Buffer.alloc(10_000)]),
  }),
  files('too-large', 'a text over the limit that names a model at its end', {
    'a.py': `${'# padding\n'.repeat(600_000)}${MODEL}`,
    'b.py': 'x = 1\n',
    'c.py': '# padding\n'.repeat(600_000),
  }),
];

const SECRETS_OF = (drawn: (length: number) => string): readonly string[] => [
  ...[
    'sk-',
    'sk-proj-',
    'sk-ant-api03-',
    'sk-or-v1-',
    'hf_',
    'ghp_',
    'gho_',
    'ghs_',
    'github_pat_',
    'glpat-',
    'xoxb-1234-',
    'gsk_',
    'r8_',
    'nvapi-',
    'pplx-',
    'npm_',
    'LTAI',
    'AIza',
  ].map((prefix) => `${prefix}${drawn(36)}`),
  `AKIA${drawn(16).toUpperCase()}`,
  `ASIA${drawn(16).toUpperCase()}`,
  `eyJ${drawn(20)}.eyJ${drawn(30)}.${drawn(43)}`,
  `${drawn(32)}.${drawn(16)}`,
];

/** Drawn, so that no text of this repository looks like a credential; the same in every run. */
function drawer(seed: number): (length: number) => string {
  let state = seed;
  return (length) =>
    Array.from({ length }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return 'abcdefghijkmnpqrstuvwxyz0123456789'.charAt((state >>> 8) % 34);
    }).join('');
}

/** Words that people choose, which are called after what they open. */
const CHOSEN = ['qwen3-8b-master-9981', 'deepseek-r1-2024x', 'kimi-k2-opensesame'];
/** Credentials of twenty kinds and more; none may be in an output. */
export const SECRETS: readonly string[] = [...SECRETS_OF(drawer(7)), ...CHOSEN];

/** Names and credentials. */
const NAMES: readonly Made[] = [
  files('secrets', 'credentials beside what is reported', {
    'app.py': SECRETS.map(
      (secret, at) => `client${at} = OpenAI(api_key="${secret}", base_url="https://api.deepseek.com", model="deepseek-chat")\n`,
    ).join(''),
    '.env': SECRETS.map(
      (secret, at) => `QWEN_KEY_${at}=${secret}\nQWEN_URL_${at}=https://user:${secret}@dashscope.aliyuncs.com/v1?api_key=${secret}\n`,
    ).join(''),
    'config.yaml': SECRETS.map((secret) => `- {model: qwen3-8b, token: ${secret}, header: "Authorization: Bearer ${secret}"}\n`).join(''),
    [`${SECRETS[5]}-qwen.py`]: MODEL,
    'broken.json': `{ "model": "qwen3-8b", "api_key": "${SECRETS[0]}" ${SECRETS[0]} `,
  }),
  files('shell-in-names', 'file names that a shell would run', {
    '$(touch pwned).py': MODEL,
    '; touch pwned #.py': MODEL,
    "' || touch pwned '.py": MODEL,
    '`touch pwned`.py': MODEL,
    '--policy=inventory': MODEL,
    '-rf': MODEL,
  }),
  files('markup-in-names', 'file names that are markup, formulas and commands elsewhere', {
    '<img src=x onerror=alert(1)>.py': MODEL,
    '=HYPERLINK("x").py': MODEL,
    '[x](javascript:alert(1)).md': MODEL,
    '::error file=a::forged.py': MODEL,
    '##vso[task.setvariable]x.py': MODEL,
    '%0A::error::x.py': MODEL,
    '@everyone.py': MODEL,
    'a|b`c``d.py': MODEL,
  }),
  files('controls-in-names', 'file names that move a terminal and turn text', {
    'a\nb\u001b[31m.py': MODEL,
    '\u202egnp.py': MODEL,
    'a\r.py': MODEL,
    '\t.py': MODEL,
    '\u200b.py': MODEL,
    'x\u0007\u0008.py': MODEL,
    ' .py': MODEL,
    '\u0085\u2028.py': MODEL,
  }),
  {
    name: 'bytes-in-names',
    threat: 'names that are no UTF-8',
    make: (root) => {
      put(root, { '\\xFF.py': MODEL });
      for (const bytes of [[0xff], [0xc3, 0x28], [0xed, 0xa0, 0x80], [0xf0, 0x9f]])
        writeFileSync(Buffer.concat([Buffer.from(`${root}/`), Buffer.from(bytes), Buffer.from('.py')]), MODEL);
    },
  },
  files('long-names', 'names as long as the system takes', { [`${'a'.repeat(252)}.py`]: MODEL, [`${'ü'.repeat(120)}.py`]: MODEL }),
  files('gitignore-hides', 'a rule that hides a file that nobody tracks', {
    '.gitignore': '*\n!clean.py\n',
    'app.py': MODEL,
    'clean.py': 'print("hello")\n',
  }),
  files('gitignore-slow', 'rules that a matcher with back-tracking never finishes', {
    '.gitignore': [
      '*a'.repeat(60) + 'b',
      '**/a'.repeat(40) + '/b',
      '[[:alpha:]'.repeat(20),
      '[a-'.repeat(50),
      '{a,b}'.repeat(40),
      '!'.repeat(30),
      '\\'.repeat(31),
      '*a'.repeat(5000),
    ].join('\n'),
    [`${'a'.repeat(200)}.py`]: MODEL,
    [`${'a/'.repeat(60)}a.py`]: MODEL,
  }),
];

/** What is no regular file, and links. */
const SPECIALS: readonly Made[] = [
  {
    name: 'pipes',
    threat: 'pipes under the names of files that are opened by name',
    make: (root) => {
      put(root, { 'app.py': MODEL });
      fifo(root, '.env', 'config.json', 'package-lock.json', 'model.gguf', '.gitignore', 'a/.gitignore');
    },
  },
  {
    name: 'pipe-as-configuration',
    threat: 'a pipe in place of the configuration',
    make: (root) => {
      put(root, { 'app.py': MODEL });
      fifo(root, '.pedigree.yaml');
    },
  },
  {
    name: 'pipes-in-git',
    threat: 'pipes in place of what git writes',
    make: (root) => {
      put(root, { 'app.py': MODEL });
      fifo(root, '.git/HEAD', '.git/index', '.git/config', '.git/packed-refs', '.git/info/exclude');
    },
  },
  {
    name: 'pipe-as-git',
    threat: 'a pipe in place of .git',
    make: (root) => {
      put(root, { 'app.py': MODEL });
      fifo(root, '.git');
    },
  },
  {
    name: 'git-elsewhere',
    threat: 'a .git file that points out of the tree',
    make: (root, outside) => {
      put(root, { '.git': `gitdir: ${outside}\n`, 'app.py': MODEL });
      put(outside, { HEAD: `${'c'.repeat(40)}\n`, config: '[core]\n\tfsmonitor = touch pwned\n' });
    },
  },
  {
    name: 'git-that-runs',
    threat: 'a repository whose configuration, hooks and attributes run programs',
    make: (root) => {
      put(root, {
        '.git/HEAD': 'ref: refs/heads/main\n',
        '.git/config':
          '[core]\n\trepositoryformatversion = 0\n\tfsmonitor = "touch pwned"\n\thooksPath = .hooks\n\tpager = touch pwned\n\tsshCommand = touch pwned\n[diff]\n\texternal = touch pwned\n[filter "x"]\n\tclean = touch pwned\n\tsmudge = touch pwned\n\tprocess = touch pwned\n[alias]\n\tls-files = !touch pwned\n[include]\n\tpath = ../outside/secret.py\n',
        '.gitattributes': '* filter=x diff=x\n',
        '.hooks/post-checkout': '#!/bin/sh\ntouch pwned\n',
        'app.py': MODEL,
      });
      mkdirSync(join(root, '.git/objects'));
      mkdirSync(join(root, '.git/refs'));
      chmodSync(join(root, '.hooks/post-checkout'), 0o755);
    },
  },
  {
    name: 'link-loops',
    threat: 'links that lead to themselves and to what holds them',
    make: (root) => {
      put(root, { 'a/app.py': MODEL });
      symlinkSync('.', join(root, 'self'));
      symlinkSync('..', join(root, 'a/up'));
      symlinkSync('two', join(root, 'one'));
      symlinkSync('one', join(root, 'two'));
      symlinkSync('missing', join(root, 'broken.py'));
    },
  },
  {
    name: 'links-outside',
    threat: 'links out of the tree, to files, folders and devices',
    make: (root, outside) => {
      put(root, { 'app.py': MODEL });
      symlinkSync(join(outside, 'secret.py'), join(root, 'file.py'));
      symlinkSync('../outside', join(root, 'folder'));
      symlinkSync('/dev/zero', join(root, 'zero.py'));
      symlinkSync('/', join(root, 'slash'));
      symlinkSync('/proc/self/environ', join(root, '.env'));
    },
  },
  {
    name: 'links-by-name',
    threat: 'links under the names of files that decide',
    make: (root, outside) => {
      put(root, { 'app.py': MODEL });
      put(outside, { ignore: '*\n' });
      symlinkSync('../outside/ignore', join(root, '.gitignore'));
      symlinkSync(join(outside, 'secret.py'), join(root, 'config.json'));
    },
  },
  {
    name: 'link-as-configuration',
    threat: 'a link in place of the configuration',
    make: (root, outside) => {
      put(root, { 'app.py': MODEL });
      put(outside, { 'config.yaml': 'exclude: ["**"]\n' });
      symlinkSync('../outside/config.yaml', join(root, '.pedigree.yaml'));
    },
  },
  {
    name: 'folders-for-files',
    threat: 'folders under the names of files',
    make: (root) => {
      put(root, { 'app.py': MODEL });
      for (const name of ['config.json', 'package-lock.json', '.gitignore', '.env', 'model.gguf', 'Dockerfile'])
        mkdirSync(join(root, name));
    },
  },
  {
    name: 'unreadable',
    threat: 'what the user may not read',
    make: (root) => {
      put(root, { 'app.py': MODEL, 'denied.py': MODEL });
      mkdirSync(join(root, 'folder'));
      for (const name of ['denied.py', 'folder']) chmodSync(join(root, name), 0);
    },
  },
];

/** Trees that any system can hold, and those that only some can. */
export const MADE: readonly Made[] = [...FLOODS, ...HEADERS, ...ENCODINGS];
export const MADE_ON_UNIX: readonly Made[] = [...NAMES, ...SPECIALS];
