/** Every extractor. A new one is a file, an import and a line in this list. */
import type { Extractor } from '../types.ts';
import { agents } from './config/agents.ts';
import { dotenv } from './config/dotenv.ts';
import { hcl } from './config/hcl.ts';
import { httpRequest } from './config/http-request.ts';
import { ini } from './config/ini.ts';
import { json } from './config/json.ts';
import { litellm } from './config/litellm.ts';
import { spring } from './config/spring.ts';
import { toml } from './config/toml.ts';
import { xml } from './config/xml.ts';
import { yaml } from './config/yaml.ts';
import { ci } from './infra/ci.ts';
import { compose } from './infra/compose.ts';
import { dockerfile } from './infra/dockerfile.ts';
import { githubActions } from './infra/github-actions.ts';
import { kubernetes } from './infra/kubernetes.ts';
import { pubspec } from './dart/pubspec.ts';
import { csproj } from './dotnet/csproj.ts';
import { packagesLock } from './dotnet/packages-lock.ts';
import { mix } from './elixir/mix.ts';
import { goMod } from './go/go-mod.ts';
import { goSum } from './go/go-sum.ts';
import { gradleCatalog } from './java/gradle-catalog.ts';
import { gradleLock } from './java/gradle-lock.ts';
import { gradle } from './java/gradle.ts';
import { pom } from './java/pom.ts';
import { juliaManifest } from './julia/manifest.ts';
import { cyclonedx } from './bom/cyclonedx.ts';
import { spdx } from './bom/spdx.ts';
import { cacheFolder } from './model/cache-folder.ts';
import { gguf } from './model/gguf.ts';
import { huggingfaceConfig } from './model/huggingface-config.ts';
import { lfsPointer } from './model/lfs-pointer.ts';
import { mergekit } from './model/mergekit.ts';
import { modelCard } from './model/model-card.ts';
import { modelfile } from './model/modelfile.ts';
import { ollamaManifest } from './model/ollama-manifest.ts';
import { safetensors } from './model/safetensors.ts';
import { weightsFile } from './model/weights-file.ts';
import { bunLock } from './node/bun-lock.ts';
import { denoLock } from './node/deno-lock.ts';
import { deno } from './node/deno.ts';
import { packageJson } from './node/package-json.ts';
import { packageLock } from './node/package-lock.ts';
import { pnpmLock } from './node/pnpm-lock.ts';
import { workspace } from './node/workspace.ts';
import { yarnLock } from './node/yarn-lock.ts';
import { composer } from './php/composer.ts';
import { csv } from './docs/csv.ts';
import { markdown } from './docs/markdown.ts';
import { vocabulary } from './docs/vocabulary.ts';
import { ipynb } from './notebook/ipynb.ts';
import { rmd } from './notebook/rmd.ts';
import { plain } from './plain.ts';
import { code } from './source/code.ts';
import { make } from './source/make.ts';
import { shell } from './source/shell.ts';
import { conda } from './python/conda.ts';
import { pdmLock } from './python/pdm-lock.ts';
import { pipfileLock } from './python/pipfile-lock.ts';
import { pipfile } from './python/pipfile.ts';
import { pixiLock } from './python/pixi-lock.ts';
import { pixi } from './python/pixi.ts';
import { poetryLock } from './python/poetry-lock.ts';
import { pylock } from './python/pylock.ts';
import { pyproject } from './python/pyproject.ts';
import { requirements } from './python/requirements.ts';
import { setup } from './python/setup.ts';
import { uvLock } from './python/uv-lock.ts';
import { rDescription } from './r/description.ts';
import { renvLock } from './r/renv-lock.ts';
import { gemfileLock } from './ruby/gemfile-lock.ts';
import { gemfile } from './ruby/gemfile.ts';
import { gemspec } from './ruby/gemspec.ts';
import { cargoLock } from './rust/cargo-lock.ts';
import { cargoToml } from './rust/cargo-toml.ts';
import { packageResolved } from './swift/package-resolved.ts';
import { podfile } from './swift/podfile.ts';

/** The most specific first: the first one that claims a file reads it. */
export const EXTRACTORS: readonly Extractor[] = [
  lfsPointer,
  gguf,
  safetensors,
  ollamaManifest,
  huggingfaceConfig,
  modelCard,
  modelfile,
  mergekit,
  weightsFile,
  cacheFolder,
  cyclonedx,
  spdx,
  packageLock,
  yarnLock,
  pnpmLock,
  bunLock,
  denoLock,
  packageJson,
  workspace,
  deno,
  poetryLock,
  uvLock,
  pdmLock,
  pylock,
  pipfileLock,
  pixiLock,
  pyproject,
  pipfile,
  pixi,
  conda,
  requirements,
  setup,
  pubspec,
  csproj,
  packagesLock,
  mix,
  goMod,
  goSum,
  gradle,
  gradleCatalog,
  gradleLock,
  pom,
  juliaManifest,
  composer,
  rDescription,
  renvLock,
  gemfile,
  gemfileLock,
  gemspec,
  cargoLock,
  cargoToml,
  packageResolved,
  podfile,
  dockerfile,
  githubActions,
  ci,
  agents,
  litellm,
  spring,
  compose,
  kubernetes,
  // One line for each file of this folder, by ecosystem.
  ipynb,
  rmd,
  make,
  shell,
  code,
  httpRequest,
  markdown,
  csv,
  vocabulary,
  // Formats of no more specific kind.
  dotenv,
  hcl,
  xml,
  ini,
  toml,
  json,
  yaml,
  plain,
];
