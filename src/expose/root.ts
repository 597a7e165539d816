/** The variable that a name starts with. */
import { remembered } from '../formats/remembered.ts';

/** `self.client.chat.completions.create` -> `client`. */
export const rootOf = remembered((callee) => {
  const parts = callee.split(/\?\.|->|::|[.#]/).map((part) => part.replace(/^[$@]/, ''));
  return parts.find((part) => !/^(?:self|this|cls|me|await|new)$/.test(part)) ?? callee;
});
