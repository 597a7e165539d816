/** Docker Compose: one scope for each service and each model. https://docs.docker.com/reference/compose-file/ */
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
  read: (file) => refinedSpans(file.text, readYaml(file.text, wantedIn(file)), within(ENTRY)),
};
