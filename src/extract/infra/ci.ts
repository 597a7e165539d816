/** GitLab CI (https://docs.gitlab.com/ci/yaml/), Azure Pipelines, CircleCI, Bitbucket, Travis, Drone, Woodpecker, Buildkite, CodeBuild and
 *  Cloud Build: one scope for each job or step. */
import { inScope, type Scalar } from '../../formats/scalar.ts';
import { readYaml } from '../../formats/yaml/index.ts';
import type { Extractor } from '../../types.ts';
import { refinedSpans } from '../config/refine.ts';
import { wantedIn } from '../config/wanted.ts';

const STEP = /^(?:[^.]+\.){0,8}?steps\.\d+/;
const JOB = /^(?:[^.]+\.){0,4}?jobs\.[^.]+/;

/** Keys and values; those of one job or step share a scope. */
export const ci: Extractor = {
  id: 'infra/ci',
  files: [
    '**/{.gitlab-ci*,*.gitlab-ci}.{yaml,yml}',
    '**/.{gitlab,circleci,buildkite,woodpecker,azure-pipelines,azuredevops,semaphore}/**/*.{yaml,yml}',
    '**/{azure-pipelines*,bitbucket-pipelines,buildspec*,cloudbuild*,codefresh*,appveyor,circle,wercker}.{yaml,yml}',
    '**/.{travis,drone,woodpecker,cirrus,appveyor}.{yaml,yml}',
    '**/{Taskfile*,lefthook*,.pre-commit-config}.{yaml,yml}',
  ],
  read: (file) => refinedSpans(file.text, readYaml(file.text, wantedIn(file)), /gitlab/i.test(file.path) ? inGitlabJob : inStep),
};

function inStep(one: Scalar): Scalar {
  return inScope(one, STEP.exec(one.scope)?.[0] ?? JOB.exec(one.scope)?.[0] ?? one.scope);
}

/** Every mapping at the top is a job, except the variables of all. */
function inGitlabJob(one: Scalar): Scalar {
  const scope = /^(?:#\d+\.)?[^.]+/.exec(one.scope)?.[0] ?? '';
  return inScope(one, scope === 'variables' ? '' : scope);
}
