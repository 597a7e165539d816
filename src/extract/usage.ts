/** Use or mention: what the file, and what a string's wording, says. Syntax (comments, docstrings) is the extractor's to say. */
import type { SourceFile, Span, Usage } from '../types.ts';

const DOCUMENT =
  /\.(?:md|mdx|markdown|rst|adoc|asciidoc|org|tex|rtf|pod|rd|po|pot|texi|textile|wiki|1|3)(?:\.(?:in|tmpl|tpl|template|j2|jinja2?|erb|hbs|gotmpl))?$/i;
const DOCUMENT_NAME =
  /^(?:readme|changelog|changes|news|history|(?:\w+[-_])?licen[cs]e|disclaimer|notice|authors|contributors|contributing|citation|copying|security|roadmap|todo|release[-_]?notes)(?:[-_.].*)?$/i;
const TEXT = /\.te?xt$/i;
/** Plain-text files that a tool reads. */
const TEXT_THAT_RUNS = /^(?:requirements|constraints|cmakelists|.*requirements.*|dev|prod|base|test|packages|runtime)[^/]*\.txt$/i;
const REQUIREMENTS = /(?:^|\/)requirements?\/[^/]+\.txt$/i;
/** What runs, whatever it is called and wherever it lies: `security.py`, `snapshots/client.ts`. */
const PROGRAM =
  /\.(?:pyw?|ipynb|[cm]?[jt]sx?|vue|svelte|go|rs|java|kts?|scala|groovy|rb|php|cs|fs|vb|swift|mm?|cc?|cpp|hh?|hpp|lua|pl|r|jl|exs?|erl|dart|sh|bash|zsh|ps1)$/i;
const RECORD =
  /\.(?:patch|diff|log|svg|map|snap|har|jsonl|ndjson|sse|csv|tsv|httprr|cassette|xpm|drawio|excalidraw|lst|out(?:put)?|std(?:out|err)|orig|rej|(?:bak|backup|old)(?:[-_.~\d][^/]*)?|min\.css|pdf|e?ps|jpe?g|png|gif|dic|tiktoken)$/i;
const RECORD_FOLDER = /(?:^|\/)(?:_?vcr|cassettes?|recordings?|__snapshots__|_snaps|snapshots?|__recordings__|golden|goldens)\//i;
const FIXTURE_FOLDER = /(?:^|\/)(?:fixtures?|__fixtures__|testdata|test[-_]data|__mocks__)\//i;
/** What a run wrote: `baselines/phone.json`, `leaderboard/scores.json`. */
const RESULT =
  /(?:^|\/)(?:baselines|results|leaderboards?|eval[-_]?results|benchmark[-_]?results)\/(?:[^/]+\/)*[^/]+\.(?:json|xml|html?)$/i;
/** What tools are to leave alone, how a word is spelt and spoken, who reviews: `.gitignore`, `cspell.config.yaml`, `cmudict.rep`, `CODEOWNERS`. */
const LEFT_ALONE =
  /(?:^|\/)(?:\.[a-z]+ignore|\.gitattributes|CODEOWNERS|cmudict[^/]*|\.codespellrc|[._]?typos\.toml|\.?c?spell(?:[-_.]?(?:config|words|wordlist|dict|project))?\.(?:jsonc?|ya?ml|[cm]?js|txt))$|(?:^|\/)\.cspell\//i;
const DATA = /\.(?:json|json5|ya?ml|toml|xml|html?|txt)$/i;
/** Two fields of what GitHub's API answers: issues, pull requests and events that were written down. */
const RECORDED_FIELD =
  /"(html_url|issue_url|comments_url|node_id|author_association|authorAssociation|reactionGroups|viewerDidAuthor)"\s*:/g;
/** Two fields of what a model answered: a conversation that was written down. */
const ANSWERED_FIELD =
  /"(finish_reason|usage_metadata|response_metadata|completion_tokens|prompt_tokens|system_fingerprint|additional_kwargs)"\s*:\s*(?:[{\d]|null|"(?:stop|length|tool_calls|fp_))/g;
/** Both in what an API answers that is asked for its models. https://platform.openai.com/docs/api-reference/models/list */
const LISTED_FIELD = /"object"\s*:\s*"(list|model)"/g;
/** A row of a table of what was measured: `["tiiuae/falcon-40b", "main", 60.4, 61.9, 85.3]`. */
const MEASURED_ROW = /\["[^"\n]{1,200}"(?:\s{0,20},\s{0,20}"[^"\n]{0,40}")?(?:\s{0,20},\s{0,20}-?\d{1,6}(?:\.\d{1,10})?){3}/g;
const MANY_ROWS = 20;
const SITE =
  /(?:^|\/)(?:_?pkgdown|mkdocs|_config|sidebars?|docusaurus\.config|antora|book|vercel\.docs|mint|docs)\.(?:ya?ml|toml|jsx?|ts|json)$/i;
/** What CI runs, whatever it is called: `.github/workflows/docs.yml`. */
const WORKFLOW = /(?:^|\/)\.(?:github\/(?:workflows|actions)|gitea\/workflows|circleci|buildkite|gitlab\/ci)\/[^]*\.ya?ml$/i;
const DOC_FOLDER = /(?:^|\/)(?:docs?|documentation|website|site|man|wiki|vignettes)\//i;
const DOC_DATA = /\.(?:json|ya?ml|html?|txt|xml|ipynb)$/i;
const PRICE_NAME = /(?:pric(?:e|es|ing)|costs?|context[-_]?window|models[-_.]dev|leaderboard)[^/]*\.[a-z0-9]+$/i;
/** The same of data; code of such a name may run what it lists. */
const CATALOGUE_NAME = /(?:catalog(?:ue)?s?|model[-_]?(?:registry|metadata|info|database))[^/]*\.(?:json|json5|ya?ml|toml|xml|html?|txt)$/i;
/** The same by its folder: `model_registry/data/supported.json`. */
const CATALOGUE_FOLDER = /(?:^|\/)model[-_]?(?:registry|metadata|info|database)\/(?:[^/]+\/)*[^/]+\.json5?$/i;
/** In settings, too, how long an answer may be is no price. */
const SETTINGS = /\.(?:toml|ya?ml)$/i;
const PRICE_KEY = /(?:price|cost|per_?(?:million|token|1k)|max_?(?:input_?|output_?)?tokens|context_?(?:window|length|size))["']?\s*[:=]/gi;
/** The same in a program, which also says how much a model is to answer: `max_tokens=1024`. */
const PRICE_IN_PROGRAM =
  /(?:price|cost|per_?(?:million|token|1k)|max_?(?:input|output)_?tokens|context_?(?:window|length|size))["']?\s*[:=]/gi;
/** A key for each of the models: what is called with it, no list of what there is. */
const KEY_FIELD = /(?<![a-z])api_?key["']?\s*[:=]/gi;
const GENERATED = /(?:@generated|code generated|auto-?generated|generated (?:by|from|file)|do not edit)/i;
const SCRIPT = /\.(?:sh|bash|zsh|fish|ps1|bat|cmd|mk)$/i;
const LOCKFILE =
  /(?:^|\/)(?:[^/]*[-.]lock(?:\.[a-z]+)?|[^/]*lock\.(?:json|ya?ml)|npm-shrinkwrap\.json|go\.sum|Package\.resolved|Manifest\.toml|pylock[^/]*\.toml|[^/]*requirements[^/]*\.txt)$/i;

const MODEL_CACHE = /(?:^|\/)models--[^/]+--[^/]+\//;

const MANY_IDS = 20;
const CATALOGUE_IDS = 60;
const CATALOGUE_PRICES = 40;
const HEAD = 600;
/** A quote, with nothing but an id's owner before the name. */
const QUOTED = /["'`][\w./:@-]*$/;
const LONGEST_OWNER = 60;

/** Documentation, recorded and generated data only mention, whatever their syntax says. */
export function fileUsage(file: SourceFile): Usage {
  const { path } = file;
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (LOCKFILE.test(path) || MODEL_CACHE.test(path)) return 'use';
  if (TEXT.test(name) && !TEXT_THAT_RUNS.test(name) && !REQUIREMENTS.test(path)) return 'mention';
  if (WORKFLOW.test(path)) return 'use';
  if (DOCUMENT.test(name) || RECORD.test(name) || SITE.test(path)) return 'mention';
  if (!PROGRAM.test(name) && (DOCUMENT_NAME.test(name) || RECORD_FOLDER.test(path))) return 'mention';
  if (RESULT.test(path) || LEFT_ALONE.test(path)) return 'mention';
  if (FIXTURE_FOLDER.test(path) && DATA.test(name)) return 'mention';
  if (DOC_FOLDER.test(path) && DOC_DATA.test(name)) return 'mention';
  return isCatalogue(file, name) || isRecorded(file, name) ? 'mention' : 'use';
}

/** Most names stand in quotes, or one of `share`; generated code of a model is named after it, and so is code that calls it. */
function isList(text: string, anchors: readonly number[], share = 2): boolean {
  return anchors.filter((anchor) => QUOTED.test(text.slice(Math.max(0, anchor - LONGEST_OWNER), anchor))).length * share > anchors.length;
}

function isRecorded({ text }: SourceFile, name: string): boolean {
  if (!/\.json5?$/i.test(name)) return false;
  return [RECORDED_FIELD, ANSWERED_FIELD, LISTED_FIELD].some((field) => holdsTwo(text, field)) || isMeasured(text);
}

function isMeasured(text: string): boolean {
  let rows = 0;
  for (const _ of text.matchAll(MEASURED_ROW)) if (++rows >= MANY_ROWS) return true;
  return false;
}

function holdsTwo(text: string, field: RegExp): boolean {
  const found = new Set<string>();
  for (const [, name = ''] of text.matchAll(field)) if (found.add(name).size > 1) return true;
  return false;
}

/** A file of source or a script, by its name. */
export function isProgram(path: string): boolean {
  return PROGRAM.test(path);
}

/** A generated list of models or a price table: many ids, each with a price or a context size, or a header that says generated. */
function isCatalogue({ path, text, anchors }: SourceFile, name: string): boolean {
  if (anchors.length < MANY_IDS) return false;
  if (PRICE_NAME.test(name) || CATALOGUE_NAME.test(name) || CATALOGUE_FOLDER.test(path)) return true;
  if (!SCRIPT.test(name) && !text.startsWith('#!') && GENERATED.test(text.slice(0, HEAD)))
    return !PROGRAM.test(name) || isList(text, anchors);
  if (anchors.length < CATALOGUE_IDS) return false;
  const isCode = PROGRAM.test(name);
  let prices = 0;
  for (const _ of text.matchAll(isCode || SETTINGS.test(name) ? PRICE_IN_PROGRAM : PRICE_KEY)) {
    if (++prices >= CATALOGUE_PRICES) return isCode ? isList(text, anchors, 4) : !holdsKeys(text);
  }
  return false;
}

function holdsKeys(text: string): boolean {
  const found = text.matchAll(KEY_FIELD);
  found.next();
  return !found.next().done;
}

const DESCRIBING =
  /^(?:description|desc|change-?notes|release-?notes|help|help_?text|summary|comment|comments|note|notes|tooltip|placeholder|about|longdescription|docs?|annotation|hint|subtitle|tagline|caption)$/i;
/** What a form shows where nothing is set yet, or beside it. */
const SHOWN = /^(?:placeholder|tooltip|hint)$/i;
/** A text of the interface that is looked up by itself: `tr("VoxCPM2 Mode Design")`. */
const LOOKS_UP = /^(?:NSLocalizedString|(?:[\w$]+\.)?(?:\$?t|tr|\$tc|translate|gettext|_))$/;
const LABEL = /^\p{Lu}[^\n={}"'\\]*[ \t][^\n={}"'\\]*$/u;
/** Licences bear the names of models, and projects are found by those that they speak of. */
const ABOUT = /^(?:description|licen[cs]es?(?:[-_]?name)?|keywords|topics|PackageTags|classifiers)$/i;
/** `cSpell.words` of an editor's settings, `cspell` of a manifest. */
const SPELLING = /^c?spell(?:right)?(?:\.|$)/i;
const FLAG = /(?:^|\s)--?[a-z][\w-]*(?:[= ]|$)/i;
/** `"key": value`, `KEY=value`, or lines of `key: value`; not `Usage: run the model`. */
const ASSIGNMENT = /(?:^|[\s;,])[\w.-]+=\S|(?:^|\n)[ \t]*[\w.-]+:[ \t]+\S[^\n]*\n[ \t]*[\w.-]+:[ \t]/;
/** A key in quotes, as data has them. */
const QUOTED_KEY = /["'][\w.-]{1,80}["']\s*:/;
/** The first line of a program: `from x import y; y.run()`. */
const CODE = /^\s*(?:import\s+[\w.]+\s*(?:;|\n|$)|from\s+[\w.]+\s+import\s)/;
const COMMAND =
  /^\s*(?:sudo |exec |vllm|sglang|python3?|pip3?|uv|npx?|docker|ollama|curl|wget|git|huggingface-cli|hf|modelscope|torchrun|accelerate|deepspeed|llama|lms|bash|sh|node|java|go|cargo|kubectl|helm|lmdeploy|text-generation|trtllm|mlx|swift|llamafactory)(?:[\w-]*)\b/i;
const EXPRESSION = /^\s*\$\{|==|&&|\|\|/;
const SENTENCE_WORDS = 4;
const CJK = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/g;
const SENTENCE_CJK = 8;

/** A sentence or a display label of four words or more, not a command line and not data. */
export function isProse(text: string): boolean {
  const words = text
    .trim()
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  if (words < SENTENCE_WORDS) return (text.match(CJK)?.length ?? 0) >= SENTENCE_CJK;
  return ![COMMAND, FLAG, ASSIGNMENT, EXPRESSION, CODE].some((form) => form.test(text)) && !isData(text);
}

/** Keys and values, with hardly a word before them; a sentence may hold a sample of such: `Answer with {"model": ...}`. */
function isData(text: string): boolean {
  const at = text.search(QUOTED_KEY);
  return at >= 0 && text.slice(0, at).trim().split(/\s+/).length < SENTENCE_WORDS;
}

/** What the wording of a key, a string or a scalar says: prose, or a description of more than one word. */
export function stringUsage(text: string, { keys, form }: Span): Usage {
  if (form === 'key') return isProse(text) ? 'mention' : 'use';
  if (form !== 'string') return 'use';
  if (keys.some((key) => SPELLING.test(key))) return 'mention';
  const key = keys.at(-1) ?? '';
  if (SHOWN.test(key) || ABOUT.test(key) || (LOOKS_UP.test(key) && LABEL.test(text))) return 'mention';
  return (/\s/.test(text.trim()) && DESCRIBING.test(key)) || isProse(text) ? 'mention' : 'use';
}
