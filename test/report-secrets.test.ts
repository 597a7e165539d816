/** No credential of a tree reaches a report. */
import { describe, expect, it } from 'vitest';
import { redact, redactPath } from '../src/report/redact.ts';
import { loaded, poisoned, written } from './report-poisoned.ts';
import { HANG_MS } from './hang.ts';

/** Letters and digits that look drawn by lot, the same on every run. */
function drawn(length: number, alphabet: string, seed: number): string {
  let state = seed * 2_654_435_761 + 1;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return alphabet.charAt((state >>> 8) % alphabet.length);
  }).join('');
}

const HEX = '0123456789abcdef';
const BASE62 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Credentials of every issuer, made here so that none stands in this file. */
const KINDS: readonly ((seed: number) => string)[] = [
  (seed) => `sk-${drawn(32, HEX, seed)}`,
  (seed) => `sk-proj-${drawn(40, `${BASE62}-_`, seed)}7`,
  (seed) => `sk-ant-api03-${drawn(60, BASE62, seed)}`,
  (seed) => `sk-or-v1-${drawn(64, HEX, seed)}`,
  (seed) => `hf_${drawn(34, BASE62, seed)}`,
  (seed) => `ghp_${drawn(36, BASE62, seed)}`,
  (seed) => `github_pat_${drawn(22, BASE62, seed)}_${drawn(59, BASE62, seed + 1)}`,
  (seed) => `glpat-${drawn(20, BASE62, seed)}`,
  (seed) => `AKIA${drawn(16, UPPER, seed)}`,
  (seed) => `AIza${drawn(35, BASE62, seed)}`,
  (seed) => `xoxb-${drawn(12, '0123456789', seed)}-${drawn(24, BASE62, seed)}`,
  (seed) => `LTAI${drawn(20, BASE62, seed)}`,
  (seed) => `AKID${drawn(32, BASE62, seed)}`,
  (seed) => `${drawn(32, HEX, seed)}.${drawn(16, BASE62, seed)}`,
  (seed) => `eyJ${drawn(20, BASE62, seed)}.eyJ${drawn(30, BASE62, seed)}.${drawn(43, BASE62, seed)}`,
  (seed) => `nvapi-${drawn(64, BASE62, seed)}`,
  (seed) => `gsk_${drawn(52, BASE62, seed)}`,
  (seed) => `r8_${drawn(37, BASE62, seed)}`,
  (seed) => `pplx-${drawn(48, BASE62, seed)}`,
  (seed) => `ms-${drawn(8, HEX, seed)}-${drawn(4, HEX, seed)}-${drawn(4, HEX, seed)}-${drawn(4, HEX, seed)}-${drawn(12, HEX, seed)}`,
  (seed) => `npm_${drawn(36, BASE62, seed)}`,
  (seed) => `bce-v3/ALTAK-${drawn(21, BASE62, seed)}/${drawn(40, HEX, seed)}`,
];
/** Where a credential may stand; in some only its place gives it away. */
const PLACES: readonly ((secret: string) => string)[] = [
  (secret) => secret,
  (secret) => `https://api.example.com/v1?model=qwen&key=${secret}`,
  (secret) => `Authorization: Bearer ${secret}`,
  (secret) => `api_key="${secret}", base_url="https://api.deepseek.com"`,
  (secret) => `qwen-plus ${secret} qwen-max`,
];
const TELLING: readonly ((secret: string) => string)[] = [
  (secret) => `https://someone:${secret}@models.example.com/v1`,
  (secret) => `https://${secret}@git.example.com/a.git`,
  (secret) => `https://h.example.com/x?access_token=${secret}&model=glm-4`,
  (secret) => `DEEPSEEK_API_KEY=${secret}`,
  (secret) => `password: "${secret}"`,
  (secret) => `client_secret='${secret}'`,
  (secret) => `Bearer ${secret}==`,
];
const SECRETS = [
  ...KINDS.flatMap((kind, at) => PLACES.map((place, to) => ({ secret: kind(at * 31 + to), place }))),
  ...TELLING.flatMap((place, to) => Array.from({ length: 14 }, (_, at) => ({ secret: drawn(16, BASE62, to * 97 + at), place }))),
];

describe('credentials', () => {
  it('are at least 200', () => expect(SECRETS.length).toBeGreaterThanOrEqual(200));

  it.each([...loaded.keys()])('are in no %s report', (format) => {
    for (const { secret, place } of SECRETS) {
      const text = place(secret);
      expect(redact(text), text).not.toContain(secret);
      expect(written(format, poisoned(text)), text).not.toContain(secret.slice(4));
    }
  });

  it.each([
    'Qwen/Qwen2.5-Coder-32B-Instruct-GPTQ-Int4',
    'us.deepseek.r1-v1:0',
    'accounts/fireworks/models/deepseek-v3p1-terminus',
    'Qwen2_5_VLForConditionalGeneration',
    'deepseek-ai/DeepSeek-R1-0528@0123456789abcdef0123456789abcdef01234567',
    'https://dashscope-intl.aliyuncs.com/compatible-mode/v1',
    'git@github.com:acme/app.git',
    'pkg:huggingface/Qwen/Qwen3-8B@0123456789abcdef0123456789abcdef01234567',
    'os.environ.DASHSCOPE_API_KEY',
    'services.llm.environment.OPENAI_API_KEY',
    'sk-learn-tools',
    'max_tokens: 4096',
    'a colon without a key; the file was read as plain text instead',
    'github.com/sashabaranov/go-openai v1.41.2 h1:',
  ])('%s is none', (text) => expect(redact(text)).toBe(text));

  it('are no digests and UUIDs in names of files, which nobody would find without them; alone, they may be keys', () => {
    const digest = drawn(32, HEX, 5);
    for (const path of [`notes/On qwen ${digest}.md`, `assets/${digest}.jpg`]) expect(redactPath(path)).toBe(path);
    expect(redact(digest)).toBe('[redacted]');
    for (const { secret } of SECRETS.slice(0, KINDS.length * PLACES.length))
      expect(redactPath(`keys/${secret}/a.py`)).not.toContain(secret);
  });

  it('are looked for in linear time', () => {
    for (const unit of ['://', 'key=', 'sk-', '-----BEGIN ', 'a1', 'token: ', 'eyJaaaaaa.', '?a', 'bearer ']) {
      const start = performance.now();
      redact(unit.repeat(100_000));
      expect(performance.now() - start, unit).toBeLessThan(HANG_MS);
    }
  });
});
