/** Takes credentials out of text that a report would show. Every pattern is linear. */

/** Shapes that are credentials wherever they stand, by who issues them. */
const TOKENS = [
  // OpenAI, DeepSeek, DashScope, Moonshot, Anthropic, OpenRouter, StepFun
  String.raw`\b[ck]?sk-(?=[\w-]{0,40}\d)[\w-]{20,}`,
  // Hugging Face, Replicate, Groq, Fireworks, npm
  String.raw`\b(?:hf|api_org|r8|gsk|fw|npm)_[A-Za-z0-9]{30,}`,
  // GitHub, GitLab, Slack, Stripe
  String.raw`\bgh[a-z]_[A-Za-z0-9]{30,}`,
  String.raw`\bgithub_pat_\w{30,}`,
  String.raw`\bgl[a-z]{2,5}-[\w-]{20,}`,
  String.raw`\bx(?:ox[a-z]|app)-[A-Za-z0-9-]{10,}`,
  String.raw`\b[prs]k_(?:live|test)_[A-Za-z0-9]{16,}`,
  // Amazon, Google, Alibaba Cloud, Tencent Cloud, Volcengine, Baidu
  String.raw`\bA(?:KIA|SIA|BIA|CCA|ROA|IDA)[A-Z0-9]{16}`,
  String.raw`\bAIza[\w-]{30,}`,
  String.raw`\bya29\.[\w-]{20,}`,
  String.raw`\bLTAI[A-Za-z0-9]{12,}`,
  String.raw`\bAKID[A-Za-z0-9]{13,}`,
  String.raw`\bAKLT[\w-]{16,}`,
  String.raw`\bbce-v3/[\w-]{10,}/\w{20,}`,
  // Zhipu, NVIDIA, Perplexity, xAI, Tavily, LangSmith, Together, PyPI, SendGrid, DigitalOcean
  String.raw`\b[0-9a-f]{32}\.[A-Za-z0-9]{16}\b`,
  String.raw`\bnvapi-[\w-]{30,}`,
  String.raw`\b(?:pplx|xai|tvly|tgp_v1)[-_][\w-]{24,}`,
  String.raw`\blsv2_[a-z]{2}_[0-9a-f]{32}_\w+`,
  String.raw`\bpypi-AgE[\w-]{16,}`,
  String.raw`\bSG\.[\w-]{16,}\.[\w-]{16,}`,
  String.raw`\bdop_v1_[0-9a-f]{32,}`,
  // ModelScope, Volcengine Ark and others: a UUID behind `ms-`
  String.raw`\bms-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`,
  // JSON Web Tokens, private keys
  String.raw`\beyJ[\w-]{6,}\.[\w-]{6,}(?:\.[\w-]*)?`,
  String.raw`-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\w+/=\s\\-]*`,
].join('|');

const KNOWN = new RegExp(TOKENS, 'g');
const USER_INFO = /(:\/\/)(?!git@)[^\s/?#@"'<>]{1,512}@/g;
const SECRET_NAME = String.raw`(?:api[-_]?key|access[-_]?key|key|token|secret|sig|signature|passw(?:or)?d|passphrase|pwd|auth|authorization|credentials?|cookie)`;
const QUERY = new RegExp(String.raw`([?&;#][\w.-]{0,60}?${SECRET_NAME}=)[^&#\s"'<>]+`, 'gi');
const ASSIGNED = new RegExp(
  String.raw`(\b[\w.-]{0,60}?(?:api[-_]?key|access[-_]?key|token|secret|passw(?:or)?d|passphrase|authorization|credentials?|cookie)["']?[ \t]{0,4}[:=][ \t]{0,4}["']?(?:(?:bearer|basic|token)[ \t]{1,4})?)(?![$<{(])[^\s"'\`,;(){}\[\]<>]{6,}`,
  'gi',
);
const SCHEME = /\b((?:bearer|basic)[ \t]{1,4})[\w.~+/=-]{12,}/gi;
const RUN = /[A-Za-z0-9]{24,}/g;

const REDACTED = '[redacted]';

/** `text` with every credential, user name in an address, secret parameter and random-looking run replaced by `[redacted]`. */
export function redact(text: string): string {
  return redacted(text, isRandom);
}

/** The same of a path: 32 hexadecimal digits in the name of a file are its digest or a UUID, and without them nobody finds it. */
export function redactPath(path: string): string {
  return redacted(path, (run) => !/^[0-9a-f]{32}$/.test(run) && isRandom(run));
}

function redacted(text: string, isSecret: (run: string) => boolean): string {
  if (text.length < 6) return text;
  return text
    .replaceAll(KNOWN, REDACTED)
    .replaceAll(USER_INFO, `$1${REDACTED}@`)
    .replaceAll(QUERY, `$1${REDACTED}`)
    .replaceAll(ASSIGNED, `$1${REDACTED}`)
    .replaceAll(SCHEME, `$1${REDACTED}`)
    .replaceAll(RUN, (run) => (isSecret(run) ? REDACTED : run));
}

/** Letters and digits mixed as no name mixes them. Commit ids and SHA-256 digests say which version is meant, and stay. */
function isRandom(run: string): boolean {
  if (/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(run)) return false;
  const digits = run.replaceAll(/\D/g, '').length;
  const changes = run.match(/[A-Za-z](?=\d)|\d(?=[A-Za-z])/g)?.length ?? 0;
  return digits >= 4 && changes >= 4;
}
