/** Shell scripts, by name, ending or interpreter, and batch files. https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html */
import { interpreterOf } from '../../formats/languages/index.ts';
import { batchSpans } from '../../formats/source/batch.ts';
import { shellSpans } from '../../formats/source/shell.ts';
import type { Extractor } from '../../types.ts';

const ENDING =
  /\.(?:sh|bash|zsh|ksh|csh|tcsh|fish|command|bats|ebuild|envrc|bashrc|zshrc|profile|zshenv|bash_profile|bash_aliases|bat|cmd|sbatch|slurm|pbs)$/i;
const NAME = /(?:^|\/)(?:PKGBUILD|APKBUILD|configure|gradlew|mvnw|bashrc|zshrc|profile)$/;
const INTERPRETER = /^(?:ba|z|k|da|a|c|tc|fi)?sh$|^bats$/;

/** Variables and command lines; comments are mentions. */
export const shell: Extractor = {
  id: 'source/shell',
  files: ['**'],
  claims: ({ path, text }) => ENDING.test(path) || NAME.test(path) || (!/\.\w+$/.test(path) && INTERPRETER.test(interpreterOf(text))),
  read({ path, text, anchors }) {
    if (anchors.length === 0) return [];
    return /\.(?:bat|cmd)$/i.test(path) ? batchSpans(text) : shellSpans(text, 0, text.length, anchors);
  },
};
