/** What generated files look like: one format for each language, written block by block. */
import { ADDRESSES, MODELS } from './models.ts';
import type { Random } from './random.ts';
import { base64, camel, constant, hex, kebab, numeral, pascal, prose, snake, version } from './words.ts';

/** A kind of file. Its text: head, blocks with `join` between them, tail. */
export interface Format {
  /** `a.ts` or, for a file that has one name, `yarn.lock`. */
  readonly ending: string;
  readonly head: string;
  readonly join: string;
  readonly tail: string;
  readonly block: (random: Random) => string;
  /** A block that uses a model. */
  readonly use: (random: Random) => string;
}

const plain = { head: '', join: '\n', tail: '' };
const times = (count: number, one: () => string): string => Array.from({ length: count }, one).join('');

const c: Format = {
  ...plain,
  ending: '.c',
  head: '/* SPDX-License-Identifier: GPL-2.0 */\n#include <linux/kernel.h>\n#include <linux/module.h>\n#include "internal.h"\n\n',
  block: (r) => {
    const name = snake(r);
    return (
      `/**\n * ${name} - ${prose(r, 7)}\n * @${snake(r)}: ${prose(r, 5)}\n *\n * ${prose(r, 12)}\n * ${prose(r, 10)}\n */\n` +
      `static int ${name}_${snake(r)}(struct ${snake(r)} *${snake(r)}, unsigned int ${snake(r)})\n{\n` +
      `\tstruct ${snake(r)} *${snake(r)} = ${snake(r)}(${snake(r)}->${snake(r)});\n\tint ret, i;\n\n` +
      times(2 + r.below(6), () => statement(r)) +
      `\n\treturn ret;\n}\n\n#define ${constant(r)}\t\t${numeral(r)}\n#define ${constant(r)}(x)\t(((x) & ${numeral(r)}) << ${r.below(32)})\n`
    );
  },
  use: (r) => `static const char *const ${snake(r)}_model = "${r.pick(MODELS)}";\n`,
};

function statement(r: Random): string {
  return r.pick([
    `\tif (!${snake(r)} || ${snake(r)}->${snake(r)} > ${numeral(r)})\n\t\treturn -EINVAL;\n`,
    `\tret = ${snake(r)}(${snake(r)}, ${constant(r)} | ${constant(r)}, ${numeral(r)});\n\tif (ret < 0)\n\t\tgoto err_${snake(r)};\n`,
    `\tfor (i = 0; i < ${snake(r)}->${snake(r)}; i++)\n\t\t${snake(r)}[i] = ${snake(r)}(&${snake(r)}[i]);\n`,
    `\tdev_err(&${snake(r)}->dev, "${prose(r, 5)} %d\\n", ${snake(r)});\n`,
    `\t/* ${prose(r, 9)} */\n\t${snake(r)}->${snake(r)} = ${snake(r)}_${snake(r)}(${numeral(r)});\n`,
  ]);
}

const typescript: Format = {
  ...plain,
  ending: '.ts',
  head: "import { readFile } from 'node:fs/promises';\nimport type { Options, Result } from './types';\n\n",
  block: (r) => {
    const name = camel(r);
    return (
      `/**\n * ${prose(r, 10)}\n * @param ${camel(r)} ${prose(r, 6)}\n */\n` +
      `export async function ${name}(${camel(r)}: ${pascal(r)}, ${camel(r)}: string): Promise<${pascal(r)}> {\n` +
      times(2 + r.below(5), () => line(r)) +
      `  return { ${camel(r)}, ${camel(r)}: ${camel(r)}.${camel(r)} };\n}\n\n` +
      `export interface ${pascal(r)} {\n${times(3, () => `  readonly ${camel(r)}: ${r.pick(['string', 'number', 'boolean', pascal(r)])};\n`)}}\n`
    );
  },
  use: (r) =>
    `const ${camel(r)} = new OpenAI({ apiKey: process.env.${constant(r)}, baseURL: '${r.pick(ADDRESSES)}' });\n` +
    `await ${camel(r)}.chat.completions.create({ model: '${r.pick(MODELS)}', messages, temperature: 0.${r.below(9)} });\n`,
};

function line(r: Random): string {
  return r.pick([
    `  const ${camel(r)} = await this.${camel(r)}.${camel(r)}(${camel(r)}, { ${camel(r)}: '${kebab(r)}' });\n`,
    `  if (${camel(r)} === undefined || ${camel(r)}.${camel(r)}.length === ${numeral(r)}) {\n    throw new Error(\`${prose(r, 6)} \${${camel(r)}}\`);\n  }\n`,
    `  // ${prose(r, 11)}\n  const ${camel(r)} = ${camel(r)}.map(({ ${camel(r)} }) => ${camel(r)}.${camel(r)} ?? ${numeral(r)});\n`,
    `  expect(${camel(r)}.${camel(r)}).toEqual({ ${camel(r)}: ${numeral(r)}, ${camel(r)}: '${kebab(r)}' });\n`,
    `  for (const ${camel(r)} of Object.entries(${camel(r)})) {\n    ${camel(r)}.set('${camel(r)}', ${camel(r)});\n  }\n`,
  ]);
}

const python: Format = {
  ...plain,
  ending: '.py',
  head: 'from __future__ import annotations\n\nimport os\nimport logging\n\nlogger = logging.getLogger(__name__)\n\n',
  block: (r) =>
    `class ${pascal(r)}(${pascal(r)}):\n    """${prose(r, 9)}\n\n    ${prose(r, 14)}\n    """\n\n` +
    times(
      1 + r.below(3),
      () =>
        `    def ${snake(r)}(self, ${snake(r)}: str, ${snake(r)}: int = ${numeral(r)}) -> dict[str, ${pascal(r)}]:\n` +
        `        # ${prose(r, 8)}\n        ${snake(r)} = self.${snake(r)}.${snake(r)}(${snake(r)}=${snake(r)}, ${snake(r)}=None)\n` +
        `        if not ${snake(r)}:\n            raise ValueError(f"${prose(r, 5)} {${snake(r)}}")\n` +
        `        return [${snake(r)} for ${snake(r)} in ${snake(r)} if ${snake(r)} is not None]\n\n`,
    ),
  use: (r) =>
    `${snake(r)} = ChatOpenAI(model="${r.pick(MODELS)}", base_url="${r.pick(ADDRESSES)}", api_key=os.environ["${constant(r)}"])\n` +
    `tokenizer = AutoTokenizer.from_pretrained("${r.pick(MODELS)}")\n`,
};

const go: Format = {
  ...plain,
  ending: '.go',
  head: 'package internal\n\nimport (\n\t"context"\n\t"fmt"\n)\n\n',
  block: (r) =>
    `// ${pascal(r)} ${prose(r, 10)}\nfunc (s *${pascal(r)}) ${pascal(r)}(ctx context.Context, ${camel(r)} string) (*${pascal(r)}, error) {\n` +
    `\t${camel(r)}, err := s.${camel(r)}.${pascal(r)}(ctx, &${pascal(r)}{${pascal(r)}: ${camel(r)}})\n` +
    `\tif err != nil {\n\t\treturn nil, fmt.Errorf("${prose(r, 4)}: %w", err)\n\t}\n\treturn ${camel(r)}, nil\n}\n`,
  use: (r) => `const ${camel(r)} = "${r.pick(MODELS)}"\n`,
};

const markdown: Format = {
  ...plain,
  ending: '.md',
  head: '# Guide\n\n',
  block: (r) =>
    `## ${prose(r, 4)}\n\n${prose(r, 40)} ${prose(r, 30)}\n\n- ${prose(r, 8)}\n- \`${camel(r)}\`: ${prose(r, 9)}\n\n` +
    `\`\`\`ts\nconst ${camel(r)} = ${camel(r)}(${numeral(r)});\n\`\`\`\n\n[${prose(r, 3)}](https://example.org/${kebab(r)}/${kebab(r)})\n`,
  use: (r) => `Set the model to \`${r.pick(MODELS)}\` and the address to ${r.pick(ADDRESSES)}. ${prose(r, 12)}\n`,
};

const json: Format = {
  ending: '.json',
  head: '{\n  "entries": [\n',
  join: ',\n',
  tail: '\n  ]\n}\n',
  block: (r) =>
    `    {\n      "id": "${hex(r, 24)}",\n      "${camel(r)}": "${prose(r, 6)}",\n      "${camel(r)}": ${r.below(10000)},\n` +
    `      "${camel(r)}": { "${camel(r)}": ["${kebab(r)}", "${kebab(r)}"], "${camel(r)}": ${r.below(100)}.${r.below(100)}, "${camel(r)}": null }\n    }`,
  use: (r) => `    { "model": "${r.pick(MODELS)}", "base_url": "${r.pick(ADDRESSES)}", "max_tokens": ${r.below(8192)} }`,
};

const yaml: Format = {
  ...plain,
  join: '',
  ending: '.yaml',
  head: 'version: 2\nservices:\n',
  block: (r) =>
    `  - name: ${kebab(r)}\n    # ${prose(r, 7)}\n    image: registry.example.org/${kebab(r)}/${kebab(r)}:${version(r)}\n    environment:\n` +
    `      ${constant(r)}: "${kebab(r)}"\n      ${constant(r)}: ${r.below(9000)}\n    ports: ["${r.below(9000)}:${r.below(9000)}"]\n    ${camel(r)}: >-\n      ${prose(r, 12)}\n`,
  use: (r) =>
    `  - name: ${kebab(r)}\n    environment:\n      OPENAI_BASE_URL: ${r.pick(ADDRESSES)}\n      MODEL: "${r.pick(MODELS)}"\n      ${constant(r)}: on\n`,
};

const toml: Format = {
  ...plain,
  ending: '.toml',
  block: (r) =>
    `[[${kebab(r)}]]\nname = "${kebab(r)}"\n# ${prose(r, 8)}\nversion = "${version(r)}"\ndescription = "${prose(r, 8)}"\n` +
    `${kebab(r)} = ["${kebab(r)}", "${kebab(r)}"]\nchecksum = "${hex(r, 64)}"\n`,
  use: (r) => `[[llm]]\nname = "${kebab(r)}"\nmodel = "${r.pick(MODELS)}"\napi_base = "${r.pick(ADDRESSES)}"\n`,
};

/** Code and text with a long line of Base64 here and there, as source maps and embedded pictures have. */
const text: Format = {
  ...plain,
  ending: '.txt',
  block: (r) => r.pick([c, c, typescript, python, go, markdown]).block(r) + (r.below(20) === 0 ? `data:${base64(r, 400)}\n` : ''),
  use: (r) => `${prose(r, 6)} ${r.pick(MODELS)}\n`,
};

/** Code as bundlers write it: short names, no blanks, one line. */
const minified: Format = {
  ending: '.min.js',
  head: '(()=>{"use strict";',
  join: '',
  tail: '})();\n',
  block: (r) => {
    const name = () => r.digits('abcdefghijklmnopqrstuvwxyz$_', 1 + r.below(2));
    const call = () => `${name()}.${camel(r)}(${name()},${name()}=>${name()}?.${camel(r)}??"${kebab(r)}")`;
    return (
      `function ${name()}(${name()},${name()},${name()}){var ${name()}=${call()},${name()}=${r.below(1000)};` +
      `return ${name()}&&!${name()}.${camel(r)}?${call()}:void 0===${name()}?{${camel(r)}:${name()},${camel(r)}:!${r.below(2)}}:${call()}}`
    );
  },
  use: (r) => `const ${camel(r)}={model:"${r.pick(MODELS)}",baseURL:"${r.pick(ADDRESSES)}"};`,
};

export const LANGUAGES = { c, typescript, python, go, markdown, json, yaml, toml, text, minified } as const;
