/** GitHub, Gitea and Forgejo workflows and actions: one scope for each step, and one for what a job says itself.
 *  https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax */
import { inScope, type Scalar } from '../../formats/scalar.ts';
import { readYaml } from '../../formats/yaml/index.ts';
import type { Extractor } from '../../types.ts';
import { refinedSpans } from '../config/refine.ts';
import { wantedIn } from '../config/wanted.ts';

const STEP = /^(?:jobs\.[^.]+|runs)\.steps\.\d+/;
const JOB = /^jobs\.[^.]+/;

/** Keys and values; those of one step share a scope. */
export const githubActions: Extractor = {
  id: 'infra/github-actions',
  files: ['**/.{github,gitea,forgejo}/{workflows,actions}/**/*.{yaml,yml}', '**/action.{yaml,yml}'],
  read: (file) => refinedSpans(file.text, readYaml(file.text, wantedIn(file)), inJob),
};

/** The environment of the whole workflow belongs to all of its jobs. */
function inJob(one: Scalar): Scalar {
  if (one.scope === 'env') return inScope(one, '');
  return inScope(one, STEP.exec(one.scope)?.[0] ?? JOB.exec(one.scope)?.[0] ?? one.scope);
}
