/** Configuration of Spring Boot, Quarkus and Micronaut: dotted keys in YAML or properties; one scope for each provider.
 *  https://docs.spring.io/spring-boot/reference/features/external-config.html, https://docs.quarkiverse.io/quarkus-langchain4j/ */
import { readProperties } from '../../formats/ini.ts';
import type { Scalar } from '../../formats/scalar.ts';
import { readYaml } from '../../formats/yaml/index.ts';
import type { Extractor } from '../../types.ts';
import { refinedSpans } from './refine.ts';

/** Keys, split at their dots, and values; those of one provider share a scope. */
export const spring: Extractor = {
  id: 'config/spring',
  files: [
    '**/{application,bootstrap,microprofile-config}{,-*,.*}.{properties,yml,yaml}',
    '**/{application,bootstrap}.{properties,yml,yaml}.*',
  ],
  read: ({ path, text }) => refinedSpans(text, /\.ya?ml(?:\.|$)/i.test(path) ? readYaml(text) : readProperties(text), dotted),
};

/** Keys written with dots are several; below `spring.ai.<provider>` and `langchain4j.<provider>` everything belongs together. */
function dotted(one: Scalar): Scalar {
  const keys = one.keys.flatMap((key) => (/^[\w.-]+$/.test(key) ? key.split('.') : [key]));
  const document = /^#\d+/.exec(one.scope)?.[0];
  const path = (one.role === 'key' ? keys : keys.slice(0, -1)).join('.');
  const provider = /^(?:[\w-]+\.){0,2}?(?:ai|langchain4j)\.[\w-]+/.exec(path)?.[0] ?? path;
  return { ...one, keys, scope: [document, provider].filter(Boolean).join('.') };
}
