/** .env files. https://github.com/motdotla/dotenv#what-rules-does-the-parsing-engine-follow */
import { readDotenv } from '../../formats/dotenv.ts';
import { spanOf, spansOrProblem, type Reading } from '../../formats/scalar.ts';
import { valueSpans } from '../../formats/shellwords/index.ts';
import type { Extractor, Span } from '../../types.ts';

const OTHER = /\.(?:[cm]?[jt]sx?|py|sh|json|md|ya?ml)$/i;

/** Variables and their values; a value may be JSON, or the default of another variable. */
export const dotenv: Extractor = {
  id: 'config/dotenv',
  files: [
    '**/.env',
    '**/.{env,flaskenv}{.,-,_}*',
    '**/.flaskenv',
    '**/*.env',
    '**/*.env.{example,sample,template,dist,local,dev,prod,test,default}',
    '**/{env,dotenv}{.,-,_}{example,sample,template,dist,default,local}{,.txt}',
  ],
  claims: ({ path }) => !OTHER.test(path),
  read: ({ text }) => dotenvSpans(text, readDotenv(text)),
};

/** A value may be JSON, or the default of another variable. */
function dotenvSpans(text: string, { scalars, problem }: Reading): Span[] {
  const spans = scalars
    .filter(({ start, end }) => end > start)
    .flatMap((one) => (one.role === 'value' ? valueSpans(text, one, one.keys, one.scope) : [spanOf(text, one)]));
  return spansOrProblem(text, spans, problem);
}
