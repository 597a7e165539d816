/** Docker Compose: one scope for each service, for each model, and for the models that a service is given.
 *  https://docs.docker.com/reference/compose-file/, https://docs.docker.com/ai/compose/models-and-compose/ */
import { inScope, type Scalar } from '../../formats/scalar.ts';
import { readYaml } from '../../formats/yaml/index.ts';
import type { Extractor } from '../../types.ts';
import { refinedSpans } from '../config/refine.ts';
import { within } from '../config/scopes.ts';
import { wantedIn } from '../config/wanted.ts';

const ENTRY = /^(?:#\d+\.)?(?:services|models|configs)\.[^.]+/;
const NAMED = /(?:^|[/._-])(?:compose|stack|swarm|podman)[^/]*$/i;

/** Keys and values; those of one service or model share a scope. */
export const compose: Extractor = {
  id: 'infra/compose',
  files: ['**/*.{yaml,yml}', '**/*compose*.{yaml,yml}.*'],
  claims: ({ path, text }) => {
    if (!/^(?:services|models):\s*(?:#.*)?$/m.test(text)) return false;
    return NAMED.test(path) || /^ {2,8}(?:image|build|env_file|container_name|depends_on):/m.test(text);
  },
  read: (file) => refinedSpans(file.text, readYaml(file.text, wantedIn(file)), placed()),
};

/** What a service calls with its own settings has nothing to do with the models that Docker runs for it. */
function placed(): (one: Scalar) => Scalar {
  const entry = within(ENTRY);
  return (one) => {
    const [first, service, third] = one.keys;
    return first === 'services' && third === 'models' ? inScope(one, `services.${service ?? ''}.models`) : entry(one);
  };
}
