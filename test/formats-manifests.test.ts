/** Manifests and lockfiles: whatever the text, the readers give spans within it, and in time that grows with its length. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EXTRACTORS } from '../src/extract/list.ts';
import { SyntaxProblem } from '../src/formats/problem.ts';
import type { Extractor, SourceFile, Span } from '../src/types.ts';
import { HANG_MS } from './hang.ts';

/** Paths that the readers of this file claim, one for each thing they read. */
const PATHS: Readonly<Record<string, readonly string[]>> = {
  'dart/pubspec': ['pubspec.yaml', 'pubspec.lock'],
  'dotnet/csproj': ['App.csproj', 'packages.config'],
  'dotnet/packages-lock': ['packages.lock.json'],
  'elixir/mix': ['mix.exs', 'mix.lock'],
  'go/go-mod': ['go.mod'],
  'go/go-sum': ['go.sum'],
  'java/gradle': ['build.gradle', 'build.gradle.kts'],
  'java/gradle-catalog': ['gradle/libs.versions.toml'],
  'java/gradle-lock': ['gradle.lockfile'],
  'java/pom': ['pom.xml'],
  'julia/manifest': ['Project.toml', 'Manifest.toml'],
  'php/composer': ['composer.json', 'composer.lock'],
  'r/description': ['DESCRIPTION'],
  'r/renv-lock': ['renv.lock'],
  'ruby/gemfile': ['Gemfile'],
  'ruby/gemfile-lock': ['Gemfile.lock'],
  'ruby/gemspec': ['a.gemspec'],
  'rust/cargo-lock': ['Cargo.lock'],
  'rust/cargo-toml': ['Cargo.toml'],
  'swift/package-resolved': ['Package.swift', 'Package.resolved'],
  'swift/podfile': ['Podfile', 'Podfile.lock'],
};
const READERS = EXTRACTORS.flatMap((extractor) => (PATHS[extractor.id] ?? []).map((path) => ({ path, extractor })));

/** Pieces of all these formats; a text made of them gets far into the readers. */
const PIECES = [
  'deepseek|qwen-max|com.alibaba:dashscope-sdk-java:2.20.5|github.com/cohesion-org/deepseek-go| v1.2.8|1.0|name|version|require|replace',
  ' => |=| = |: |:|::|,| |  |    |\t|\n|\r\n|\r|\n\n|//|#|/*|*/|(|)|[|]|{|}|[[|]]|[[package]]|[dependencies]|<|>|</|/>|<!--|-->|<![CDATA[',
  `<dependency>|<groupId>|</groupId>|<artifactId>|"|'|\`|"""|'''|\\|\\"|\${|#{|%q(|%w[|<<~TEXT|TEXT|=begin|=end|gem |pod |implementation `,
  'dependencies| do|end|defp deps do|{:qwen, |.package(url: |PODS:|  - |GEM|DEPENDENCIES|"packages": [|"require": {|"Packages": {|"pins": [',
  '"dependencies": {|Imports:|packages:|<<<<<<< HEAD|=======|>>>>>>> main|{:hex, :qwen, "1.0", |[[deps.DeepSeek]]|deps = [|&amp;',
  '\u0000|\uD800|ü|千问|__proto__|constructor',
].flatMap((pieces) => pieces.split('|'));

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 120 }).map((pieces) => pieces.join('')),
);

function fileOf(path: string, content: string): SourceFile {
  const anchors = [...content.matchAll(/deepseek|qwen|dashscope|千问|__proto__/gi)].map(({ index }) => index);
  return { path, text: content, size: content.length, anchors, head: new Uint8Array() };
}

/** The spans of a text, of a text with a mistake too. */
function spansOf(extractor: Extractor, file: SourceFile): readonly Span[] {
  try {
    return extractor.read(file);
  } catch (error) {
    if (error instanceof SyntaxProblem) return error.spans;
    throw error;
  }
}

describe('any text', () => {
  it('has a reader for each path', () =>
    expect(READERS.map(({ extractor }) => extractor.id).sort()).toEqual(
      Object.entries(PATHS)
        .flatMap(([id, paths]) => paths.map(() => id))
        .sort(),
    ));

  it.each(READERS)('$path: spans lie within the text and do not overlap', ({ path, extractor }) => {
    fc.assert(
      fc.property(text, (content) => {
        const spans = spansOf(extractor, fileOf(path, content)).toSorted((a, b) => a.start - b.start || a.end - b.end);
        for (const [i, { start, end }] of spans.entries()) {
          expect(start).toBeGreaterThanOrEqual(spans[i - 1]?.end ?? 0);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(content.length);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('time', () => {
  const LENGTH = 30_000;

  it.each(READERS)(
    '$path: no piece repeated is slow',
    ({ path, extractor }) => {
      for (const piece of PIECES) {
        const content = piece.repeat(LENGTH / piece.length);
        const start = performance.now();
        spansOf(extractor, fileOf(path, content));
        expect(performance.now() - start, `${JSON.stringify(piece)} in ${path}`).toBeLessThan(HANG_MS);
      }
    },
    60_000,
  );
});
