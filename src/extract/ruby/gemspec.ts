/** *.gemspec: https://guides.rubygems.org/specification-reference */
import { dependenciesIn } from '../../formats/script/packages.ts';
import { RUBY } from '../../formats/script/tokens.ts';
import { readScript, scriptSpans } from '../../formats/script/index.ts';
import type { Extractor } from '../../types.ts';

const ADDS = /(?:^|\.)add_(?:runtime_|development_)?dependency$/;

/** Gems with the version that is asked for. */
export const gemspec: Extractor = {
  id: 'ruby/gemspec',
  files: ['**/*.gemspec'],
  read(file) {
    const script = readScript(file.text, RUBY);
    return scriptSpans(
      file,
      script,
      dependenciesIn(script, 'gem', (callee) => ADDS.test(callee)),
    );
  },
};
