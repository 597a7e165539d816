/** What to do about a finding. */
import type { RuleDescription } from '../types.ts';

/** The last sentence of a rule's help says what to do; the ones before say why. */
export function remedyOf({ help }: RuleDescription): string {
  const sentences = help.trim().split(/(?<=[.!?]) +(?=[A-Z])/);
  return sentences.at(-1) ?? help;
}
