/** A mistake of the person who runs the program: a flag, a rule, a policy. Exit 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
