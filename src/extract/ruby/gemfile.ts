/** Gemfile, gems.rb and appraisal gemfiles: https://bundler.io/man/gemfile.5.html */
import { dependenciesIn } from '../../formats/script/packages.ts';
import { RUBY } from '../../formats/script/tokens.ts';
import { readScript, scriptSpans } from '../../formats/script/index.ts';
import type { Extractor } from '../../types.ts';

/** Gems with the version that is asked for. */
export const gemfile: Extractor = {
  id: 'ruby/gemfile',
  files: ['**/Gemfile', '**/gems.rb', '**/*.gemfile'],
  read(file) {
    const script = readScript(file.text, RUBY);
    return scriptSpans(
      file,
      script,
      dependenciesIn(script, 'gem', (callee) => callee === 'gem'),
    );
  },
};
