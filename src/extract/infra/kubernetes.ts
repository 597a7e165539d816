/** Kubernetes manifests, Helm charts and values, KServe: one scope for each container, environment included.
 *  https://kubernetes.io/docs/reference/kubernetes-api/, https://helm.sh/docs/chart_template_guide/ */
import { inScope, type Scalar } from '../../formats/scalar.ts';
import { readYaml } from '../../formats/yaml/index.ts';
import type { Extractor } from '../../types.ts';
import { refinedSpans } from '../config/refine.ts';
import { wantedIn } from '../config/wanted.ts';

const CONTAINER = /^(?:[^.]+\.){0,12}?[\w-]*[cC]ontainers\.\d+/;
const TEMPLATE = /(?:^|\/)templates\/[^]*(?:\.ya?ml|(?<!\.(?!ya?ml)\w{1,12})\.tpl)$|(?:^|\/)_helpers\.tpl$|(?:^|\/)values[^/]*\.ya?ml$/i;

/** Keys and values; those of one container share a scope, and its variables are keys. */
export const kubernetes: Extractor = {
  id: 'infra/kubernetes',
  files: ['**/*.{yaml,yml,tpl}', '**/*.{yaml,yml}.{j2,tmpl,tpl,template,gotmpl}'],
  claims: ({ path, text }) =>
    (text.includes('apiVersion:') && /^apiVersion:/m.test(text) && /^kind:/m.test(text)) || TEMPLATE.test(path) || isTemplate(path, text),
  read: (file) => refinedSpans(file.text, readYaml(file.text, wantedIn(file)), inContainer),
};

/** A template of values or manifests that Terraform or a script fills in. */
function isTemplate(path: string, text: string): boolean {
  return (
    /\.tpl$/i.test(path) &&
    /^[A-Za-z][\w-]{0,60}:[ \t]*(?:#[^\n]*)?\r?\n(?:[ \t]*#[^\n]*\n){0,20}[ \t]+-?[ \t]*[A-Za-z][\w-]{0,60}:/m.test(text)
  );
}

/** `- name: X` of an `env` list is the key X, also when its value comes from elsewhere. */
function inContainer(one: Scalar): Scalar {
  const scope = CONTAINER.exec(one.scope)?.[0] ?? one.scope;
  const isVariable =
    one.role === 'value' && one.keys.at(-1) === 'name' && /^(?:env|extraEnv|extraEnvVars|envVars)$/.test(one.keys.at(-2) ?? '');
  return isVariable
    ? { ...one, role: 'key', keys: one.keys.slice(0, -1), scope: CONTAINER.exec(one.scope)?.[0] ?? one.outer }
    : inScope(one, scope);
}
