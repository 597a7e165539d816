/** What to do about a finding. */
import type { Diagnostic, RuleDescription } from '../types.ts';

/** What to do about a scan that is incomplete. */
export const WHEN_INCOMPLETE =
  'What was not read may name a model. Make it readable, raise --max-file-size, or leave it out with --exclude or exclude in .pedigree.yaml.';

/** Whether a diagnostic tells of something that was not read. */
export function isUnread({ code }: Diagnostic): boolean {
  return code.startsWith('limit/') || code.startsWith('read/');
}

const BETWEEN = /(?<=[.!?]) +(?=[A-Z])/;

/** The last sentence of a rule's help says what to do; the ones before say why. */
export function remedyOf({ help }: RuleDescription): string {
  return help.trim().split(BETWEEN).at(-1) ?? help;
}

/** What a finding says, and what it says to do: the last of several sentences of its message, else what its rule says. */
export function adviceOf(message: string, rule: RuleDescription | undefined): { said: string; remedy: string } {
  const sentences = message.trim().split(BETWEEN);
  if (sentences.length > 1) return { said: sentences.slice(0, -1).join(' '), remedy: sentences.at(-1) ?? '' };
  return { said: message, remedy: rule === undefined ? '' : remedyOf(rule) };
}
