/** What `--help` of any command says: at most 100 columns wide. */
export const HELP = `pedigree finds the AI models a codebase depends on: who made the weights, who tuned them,
where they run.

  pedigree scan [PATH ...]      scan folders or files (default: the current folder); the default
                                command
  pedigree ci [PATH ...]        the gate: the same with defaults for a pipeline; an incomplete scan
                                is exit 3; in a pull request only what its base decides counts;
                                annotations and a step summary where the runner takes them
  pedigree baseline [PATH ...]  today's findings as a file of known ones (--output FILE); with
                                --prune, drop what no longer occurs
  pedigree diff OLD NEW         what AI changed between two JSON reports or CycloneDX BOMs
  pedigree identify [ID ...]    what is this model id? ids as arguments or one a line on stdin;
                                one JSON object a line
  pedigree explain NAME         everything the rules say of a family, developer, host, model or
                                policy rule, with sources
  pedigree rules list | check DIR | gaps FILE
                                gaps: ids of a provider's public list that no rule places
  pedigree policy list | check FILE

Options of scan and ci
  --format NAME[=FILE]          text, json, sarif, cyclonedx, spdx, html, markdown, csv, junit,
                                gitlab-sast, gitlab-codequality, github; repeatable; to stdout or
                                to FILE (default: text)
  --cdx-version VERSION         of CycloneDX: 1.5, 1.6 (default), 1.7
  --policy ID|FILE              cn-origin (default) or another of pedigree policy list, or a policy
                                file; the tree can only tighten one that lies outside of it
  --policy-from REF             take policy, configuration, suppressions and baseline from a commit,
                                not from the tree
  --fail-on LEVEL               error (default), warning, note, never
  --baseline FILE               known findings do not fail: a file of pedigree baseline, or an
                                earlier JSON report
  --diff REF                    fail only for what is new since the tree left REF; @base: since the
                                base that the runner names
  --staged                      scan the index, and fail only for what is new since the last commit
  --mentions                    findings for mentions in comments, documentation and recorded data,
                                too
  --rules DIR                   add a team's own rules
  --include GLOB                look at nothing but these; one that names a folder of dependencies
                                looks into it; repeatable
  --exclude GLOB                leave these out; repeatable
  --no-gitignore                look at files that .gitignore names
  --max-file-size SIZE          bytes, or 500kb, 5mb (default: 5mb)
  --jobs N                      threads (default: 2)
  --cache                       read only files that changed since the last scan with --cache
                                (default: all); what is known of the others is kept in
                                $XDG_CACHE_HOME/pedigree or ~/.cache/pedigree, never inside the
                                scanned folder
  --allow-empty                 nothing scanned is exit 0, not 4
  --config FILE | --no-config   instead of .pedigree.yaml of the scanned folder; or none
  --quiet                       findings only
  --no-progress                 no progress on the terminal
  --color auto|always|never
  --log-level LEVEL             silent, error, warn (default), info, debug, trace; logs go to stderr

Options of baseline: --output FILE, --prune, and of the above those that say what is scanned and by
  which policy
Options of diff: --format text|json|markdown[=FILE], --policy ID|FILE, --rules DIR,
  --fail-on LEVEL (default: never): exit 1 when a change breaks a rule of the policy at that level

  --version, --help

In source, a comment accepts the findings of its line, or of the line below when it stands alone:
  # pedigree: ignore[rule-id, rule-id] reason

Exit codes: 0 pass, 1 the policy failed, 2 usage or configuration error, 3 scan incomplete (ci),
  4 nothing scanned, 70 internal error
`;
