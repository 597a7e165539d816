/** Widens scopes: what belongs to one entry of a list of models or providers shares a scope, however deep it stands. */
import { inScope, type Scalar } from '../../formats/scalar.ts';

/** Moves a scalar whose scope lies in what `entry` finds to that scope. `entry` must match from the start of a scope. */
export function within(entry: RegExp): (one: Scalar) => Scalar {
  let last = '';
  let moved = '';
  return (one) => {
    if (one.scope !== last) moved = entry.exec((last = one.scope))?.[0] ?? one.scope;
    return inScope(one, moved);
  };
}

/** One entry of `model_list` of LiteLLM's proxy. https://docs.litellm.ai/docs/proxy/configs */
export const LITELLM_ENTRY = /^(?:[^.]+\.){0,6}?model_list\.\d+/;
