/** What the message of a policy's rule may hold in braces. */

/** Words that a message may hold in braces. */
export const MESSAGE_WORDS = [
  'subject',
  'name',
  'family',
  'developer',
  'weights',
  'from',
  'operator',
  'region',
  'base',
  'licence',
  'listed',
  'why',
  'asOf',
] as const;
