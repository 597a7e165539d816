/** What an address says of where a model runs. */
import type { Catalogue, Domain } from '../rules/catalogue.ts';
import { domainOf, isApiAt, withFilledHost } from '../rules/domain.ts';
import { roleOf, wordsOfName } from '../rules/key-role.ts';
import type { Clients } from './clients.ts';
import { domainTarget, type Target } from './target.ts';

/** A target, and whether the address alone makes it likely that a model is meant. */
export interface AddressTarget {
  readonly target: Target;
  readonly strong: boolean;
}

const ADDRESS = /^(?:([a-z][a-z0-9+.-]{0,10}):\/\/)?(?:[^/@\s]{0,200}@)?(\[[0-9a-f:]+\]|[^/:?#\s\\]{1,253})(?::(\d{1,5}))?([/?#][^\s]*)?$/i;
/** One of these stands in every address. */
const MARKS = /[.:[]|localhost/i;
/** The name of an API's server, where no scheme stands before it. */
const API_NAME = /^api\d?\.(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,}$/;
const SCHEMES = new Set(['http', 'https', 'ws', 'wss']);
const PRIVATE = /^(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|0\.0\.0\.0$|169\.254\.|\[)/;
/** Names that no server ever has: https://www.rfc-editor.org/rfc/rfc6761 (`.example` is left to those who write of an address). */
const NO_NAME = /\.(?:test|invalid)$/;
const OWN_NAME = /^(?:localhost|host\.docker\.internal)$|\.(?:local|internal|lan|svc|localhost|home|intranet|cluster\.local)$/;
/** Ports of Ollama, LM Studio, SGLang, Xinference and LMDeploy; that of vLLM is everybody's. */
const MODEL_PORTS = new Set(['11434', '1234', '30000', '9997', '23333']);
const MODEL_PATH = /\/v\d(?:\/|$)|\/api\/(?:generate|chat|embed|tags)|chat\/completions|\/openai/;
/** Words of a key that speak of models; and those that speak of other servers. */
const MODEL_WORDS = new Set(
  'llm model openai anthropic ollama vllm sglang inference embedding embeddings completion chat gpt rerank'.split(' '),
);
const CALL_WORDS = new Set(['base', 'api', 'endpoint']);
const OTHER_WORDS = new Set(
  'db database postgres postgresql mysql redis mongo mongodb qdrant milvus weaviate chroma elastic elasticsearch opensearch neo4j kafka rabbitmq minio smtp mail callback redirect webhook auth oauth sentry cors frontend web site next public app origin proxy docs repo repository homepage license icon image avatar logo schema tracing otel phoenix langfuse langsmith'.split(
    ' ',
  ),
);

/** The target of `value` under the key `key`; null: no address, or one of something else. */
export function addressTarget(value: string, key: string, clients: Clients, catalogue: Catalogue): AddressTarget | null {
  const found = MARKS.test(value) ? ADDRESS.exec(withFilledHost(value)) : null;
  if (found === null) return null;
  const [, scheme, written = '', port, path = ''] = found;
  const name = written.toLowerCase();
  if ((scheme !== undefined && !SCHEMES.has(scheme.toLowerCase())) || /[${}<>%]/.test(name)) return null;
  const domain = domainOf(name, catalogue);
  if (domain !== null) {
    return isApiAt(domain, path) && !isPage(domain, path, key)
      ? { target: domainTarget(domain, `it is called at ${domain.domain === name ? name : `${name} (${domain.host.name})`}`), strong: true }
      : null;
  }
  if (name.includes('__') || NO_NAME.test(name)) return null;
  const words = wordsOfName(key);
  const other = words.some((word) => OTHER_WORDS.has(word));
  const likely =
    !other && (words.some((word) => MODEL_WORDS.has(word)) || MODEL_PATH.test(path) || (port !== undefined && MODEL_PORTS.has(port)));
  if (scheme === undefined && name === '0.0.0.0' && port !== undefined && !likely) return null;
  if (isOwn(name, scheme, port)) return { target: ownTarget(name, port, clients, likely), strong: likely };
  const isCalled = likely || (!other && words.some((word) => CALL_WORDS.has(word)));
  const isBare = scheme === undefined && !other && API_NAME.test(name) && roleOf(key)?.role === 'address';
  return ((scheme !== undefined && isCalled) || isBare) && name.includes('.')
    ? { target: { kind: 'open', by: `it is called at ${name}, which no rule knows` }, strong: false }
    : null;
}

/** The bare name of a site that also serves pages, where nothing asks for an address. */
function isPage({ paths }: Domain, path: string, key: string): boolean {
  return paths.length > 0 && /^\/?$/.test(path) && roleOf(key)?.role !== 'address';
}

/**
 * An address of this machine or network: a private number, a name without a dot behind a scheme or before a port; and a name whose last
 * part is a number, as no domain's is (https://www.rfc-editor.org/rfc/rfc3696#section-2).
 */
function isOwn(name: string, scheme: string | undefined, port: string | undefined): boolean {
  if (PRIVATE.test(name) || OWN_NAME.test(name)) return true;
  if (scheme !== undefined && /^[a-z].{0,250}\.\d{1,9}$/.test(name)) return true;
  return /^[a-z0-9][a-z0-9_-]*$/.test(name) && (scheme !== undefined || port !== undefined);
}

function ownTarget(name: string, port: string | undefined, { gateways, gatewayPorts }: Clients, isOfModels: boolean): Target {
  const label = name.split('.')[0] ?? name;
  const isGateway = [...gateways].some((gateway) => label === gateway || label.startsWith(`${gateway}-`) || label.endsWith(`-${gateway}`));
  if (isGateway || (port !== undefined && gatewayPorts.has(Number(port)))) {
    return {
      kind: 'open',
      by: `it is called through ${name}${port === undefined ? '' : `:${port}`}, a gateway of one's own, which passes it on`,
    };
  }
  const by = `it is called at ${name}${port === undefined ? '' : `:${port}`}, an address of one's own network`;
  return isOfModels ? { kind: 'own', by } : { kind: 'own', by, isAnyServer: true };
}
