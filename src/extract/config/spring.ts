/** Configuration of Spring Boot, Quarkus and Micronaut: dotted keys in YAML or properties; one scope for each provider.
 *  https://docs.spring.io/spring-boot/reference/features/external-config.html, https://docs.quarkiverse.io/quarkus-langchain4j/ */
import { readProperties } from '../../formats/ini.ts';
import type { Scalar } from '../../formats/scalar.ts';
import { readYaml } from '../../formats/yaml.ts';
import type { Extractor } from '../../types.ts';
import { refinedSpans } from './refine.ts';

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
  return { ...one, keys, scope: /^(?:#\d+\.)?(?:[\w-]+\.){0,2}(?:ai|langchain4j)\.[\w-]+/.exec(one.scope)?.[0] ?? one.scope };
}
