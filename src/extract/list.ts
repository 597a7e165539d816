/** Every extractor, the most specific first: the first one that claims a file reads it. */
import type { Extractor } from '../types.ts';
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
import { composer } from './php/composer.ts';
import { plain } from './plain.ts';
import { rDescription } from './r/description.ts';
import { renvLock } from './r/renv-lock.ts';
import { gemfileLock } from './ruby/gemfile-lock.ts';
import { gemfile } from './ruby/gemfile.ts';
import { gemspec } from './ruby/gemspec.ts';
import { cargoLock } from './rust/cargo-lock.ts';
import { cargoToml } from './rust/cargo-toml.ts';
import { packageResolved } from './swift/package-resolved.ts';
import { podfile } from './swift/podfile.ts';

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
  // One line for each file of this folder, by ecosystem.
  plain,
];
