/**
 * Coding agents: Claude Code (https://code.claude.com/docs/en/settings), Codex (https://developers.openai.com/codex/config-reference),
 * opencode (https://opencode.ai/docs/config), Continue (https://docs.continue.dev/reference), Aider (https://aider.chat/docs/config.html),
 * Cline, Roo, Qwen Code, Gemini CLI, Crush, Goose. One scope for each provider or model entry.
 */
import { readJson } from '../../formats/json/index.ts';
import type { Reading } from '../../formats/scalar.ts';
import { readToml } from '../../formats/toml/index.ts';
import { readYaml } from '../../formats/yaml/index.ts';
import type { Extractor, SourceFile } from '../../types.ts';
import { refinedSpans } from './refine.ts';
import { within } from './scopes.ts';
import { wantedIn } from './wanted.ts';

/** `provider.openrouter` of `provider.openrouter.options`, `models.0` of `models.0.requestOptions`. */
const ENTRY = /^(?:[^.]+\.){0,3}?(?:providers?|model_providers|models|customModels|language_models|profiles|apiConfigs)\.[^.]+/;
const FOLDER = '{claude,codex,opencode,continue,roo,roo-code,cline,clinerules,qwen,gemini,crush,goose,kilocode,aider,iflow,factory}';

/** Keys and values; those of one provider or model entry share a scope. */
export const agents: Extractor = {
  id: 'config/agents',
  files: [
    `**/.${FOLDER}/**/*.{json,jsonc,json5,toml,yaml,yml}`,
    '**/{,.}{opencode,crush}.{json,jsonc}',
    '**/.{claude,mcp}.json',
    '**/.aider*.{yml,yaml,json}',
    '**/.{continuerc,roomodes}{,.json,.yaml}',
    '**/{cline,roo}_*settings*.json',
    '**/{goose,opencode,crush}/config.{yaml,json}',
  ],
  read: (file) => refinedSpans(file.text, reading(file), within(ENTRY)),
};

function reading(file: SourceFile): Reading {
  const { path, text } = file;
  if (/\.toml$/i.test(path)) return readToml(text, wantedIn(file));
  return /\.ya?ml$/i.test(path) || !/^\s*(?:\/[/*]|[[{])/.test(text) ? readYaml(text, wantedIn(file)) : readJson(text, wantedIn(file));
}
