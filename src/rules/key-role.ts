/** What the name of a key, argument or variable says of its value. */

/** What a value stands for where models are called or loaded. */
export type Role = 'model' | 'address' | 'provider' | 'server' | 'image' | 'region' | 'revision' | 'offline' | 'remote-code' | 'key';

/** Last words of a name -> role; the longest ending counts. */
const ENDINGS: ReadonlyMap<string, Role> = new Map([
  ...roles(
    'model',
    'model|models|model name|model names|model id|model ids|model path|model source|model url|model uri|model dir|model version',
  ),
  ...roles(
    'model',
    'modelname|modelid|modelpath|llm|llms|llm name|engine|engine id|deployment|deployment name|deployment id|checkpoint|repo id',
  ),
  ...roles(
    'model',
    'model name or path|pretrained|pretrained model|tokenizer|tokenizer path|storage uri|hf model|foundation model|model ref',
  ),
  ...roles(
    'address',
    'url|uri|base|base url|baseurl|base uri|api base|apibase|api url|endpoint|endpoints|host|hostname|server|address|origin',
  ),
  ...roles('address', 'endpoint url|proxy pass|base path|api host|upstream|gateway|target|api endpoint|base address'),
  ...roles(
    'provider',
    'provider|providers|provider id|provider name|llm provider|model provider|api type|vendor|selected type|adapter|llm backend|model backend',
  ),
  ...roles('server', 'backend|engine type|inference engine|serving engine'),
  ...roles('image', 'image|image uri|image name|repository|uses'),
  ...roles('region', 'region|region name|location'),
  ...roles('revision', 'revision|rev|code revision|model revision|commit hash'),
  ...roles('offline', 'local files only|hub offline|transformers offline'),
  ...roles('remote-code', 'trust remote code'),
  ...roles('key', 'key|api key|apikey|token|secret|access token|auth token|secret key|access key|password|api token|credential'),
]);
/** Every ending of a name that has a role, its words apart. */
export const ROLE_NAMES: readonly string[] = [...ENDINGS.keys()];
const LONGEST = 5;
const LONGEST_NAME = 120;
/** The last two letters of each ending. */
const LAST_LETTERS: ReadonlySet<number> = new Set([...ENDINGS.keys()].map((ending) => lettersBefore(ending, ending.length)));

function roles(role: Role, endings: string): [string, Role][] {
  return endings.split('|').map((ending) => [ending, role]);
}

/** The words of a name, lower case: `OPENAI_BASE_URL` and `openaiBaseURL` are `openai`, `base`, `url`. */
export function wordsOfName(name: string): string[] {
  const parts = name.slice(0, LONGEST_NAME).match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? [];
  return parts.map((part) => part.toLowerCase());
}

interface Meaning {
  readonly role: Role;
  readonly stem: string;
}

/** Codebases write the same few names in many places. */
const meanings = new Map<string, Meaning | null>();
const MOST_MEANINGS = 20_000;

/** What a value under `name` stands for, and the words before that: `LLM_BASE_URL` is an address of `llm`. Null: nothing of the kind. */
export function roleOf(name: string): Meaning | null {
  if (name.length > LONGEST_NAME) return meaningOf(name);
  if (!mayEnd(name)) return null;
  let meaning = meanings.get(name);
  if (meaning === undefined) {
    if (meanings.size >= MOST_MEANINGS) meanings.clear();
    // A slice would hold on to the file that it was cut from.
    const own = name.split('').join('');
    meanings.set(own, (meaning = meaningOf(own)));
  }
  return meaning;
}

/** Whether a name ends as one that stands for something does: few names have to be cut into words. */
function mayEnd(name: string): boolean {
  let end = name.length;
  while (end > 0 && !isLetterOrDigit(name.charCodeAt(end - 1))) end--;
  return LAST_LETTERS.has(lettersBefore(name, end));
}

function lettersBefore(name: string, end: number): number {
  return ((name.charCodeAt(end - 2) | 32) << 8) | (name.charCodeAt(end - 1) | 32);
}

function isLetterOrDigit(code: number): boolean {
  return (code >= 48 && code <= 57) || ((code | 32) >= 97 && (code | 32) <= 122);
}

function meaningOf(name: string): Meaning | null {
  const words = wordsOfName(name);
  for (let count = Math.min(LONGEST, words.length); count > 0; count--) {
    const role = ENDINGS.get(words.slice(-count).join(' '));
    if (role !== undefined) return { role, stem: words.slice(0, -count).join(' ') };
  }
  return null;
}

/** The same of the last of `keys`; `name`, `id` and `type` speak of what they belong to. */
export function roleOfKeys(keys: readonly string[]): Meaning | null {
  const last = keys.at(-1) ?? '';
  const above = /^(?:name|id|type|default)$/i.test(last) ? roleOf(keys.at(-2) ?? '') : null;
  return above ?? roleOf(last);
}

/** Last words of a name whose value is nothing but a credential; `key` alone names many other things. */
const CREDENTIALS: ReadonlySet<string> = new Set(
  (
    'apikey|api key|access key|secret key|master key|private key|access token|auth token|api token|bearer token|hub token|hf token|' +
    'token|secret|password|passwd|passphrase|pgpassword|authorization'
  ).split('|'),
);
/** `QWEN_KEY_2`, as the environment is told of it. */
const KEY_VARIABLE = /^(?!.*MODEL)[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*_(?:KEY|TOKEN|SECRET|PASSWORD|PASSWD|PASS|PWD)$/;

/** Whether what stands under a name is a credential, whatever it is. */
export function isCredentialName(name: string): boolean {
  if (name.length > LONGEST_NAME || /\s/.test(name)) return false;
  const plain = name.replace(/[-_]?\d{1,3}$/, '');
  const words = wordsOfName(plain);
  const isToken = words.at(-1) === 'token' && words.length > 1;
  return KEY_VARIABLE.test(plain) || CREDENTIALS.has(words.slice(-2).join(' ')) || (!isToken && CREDENTIALS.has(words.slice(-1).join(' ')));
}

/** What stands for the value of a credential in evidence; the value itself goes no further. */
export const LITERAL_KEY = 'a literal value';
/** What stands for any other value of such a key. */
export const NO_KEY = 'no literal value';
