export const HELP = `pedigree finds the AI models a codebase depends on: who made the weights, who tuned them, where they run.

  pedigree scan [PATH ...]      scan folders or files (default: the current folder); the default command
  pedigree ci [PATH ...]        the same with defaults for a pipeline: an incomplete scan is exit 3
  pedigree identify [ID ...]    what is this model id? ids as arguments or one a line on stdin; one JSON object a line
  pedigree explain NAME         everything the rules say of a family, developer, host, model or policy rule, with sources
  pedigree baseline [PATH ...]  write today's findings to --output FILE, so that only new ones fail; --prune drops what is gone
  pedigree diff OLD NEW         two JSON reports or CycloneDX BOMs: models that came, went, moved host or changed exposure
  pedigree rules list | check DIR | gaps FILE   gaps: ids of a provider's public list that no rule places
  pedigree policy list | check FILE

Options of scan and ci
  --format NAME[=FILE]          text (default), json, sarif, cyclonedx, spdx, html, markdown, csv, junit, gitlab-sast,
                                gitlab-codequality, github; repeatable; to stdout or to FILE
  --policy ID|FILE              cn-origin (default), inventory, or a policy file
  --policy-from REF             policy, suppressions and baseline as they stand at a git revision
  --baseline FILE               findings in it do not fail: written by 'pedigree baseline', or an earlier JSON report
  --diff REF                    only what the change since a git revision brings fails
  --staged                      what is staged in git, not the working tree
  --fail-on LEVEL               error (default), warning, note, never
  --rules DIR                   add a team's own rules
  --include GLOB                only these; a folder skipped by default comes back when named; repeatable
  --exclude GLOB                leave these out; repeatable
  --no-gitignore                look at files that .gitignore names
  --max-file-size SIZE          bytes, or 500kb, 5mb (default: 5mb)
  --jobs N                      threads (default: 2)
  --allow-empty                 nothing scanned is exit 0, not 4
  --config FILE | --no-config   instead of .pedigree.yaml of the scanned folder; or none
  --cdx-version 1.5|1.6|1.7     of CycloneDX (default: 1.6)
  --quiet                       findings only
  --no-progress                 no progress on the terminal
  --color auto|always|never
  --log-level LEVEL             silent, error, warn (default), info, debug; logs go to stderr
  --version, --help

Exit codes: 0 pass, 1 the policy failed, 2 usage or configuration error, 3 scan incomplete (ci), 4 nothing scanned, 70 internal error
`;
