/** Codebases write the same few names in many places: what was read of a text is kept. */

const MOST = 20_000;
const LONGEST = 200;

/** `read`, answering for texts that it has read before from memory, of so many at once; as long as its catalogue lives. */
export function memo<C extends object, T extends object | string | null>(
  read: (text: string, catalogue: C) => T,
  most: number = MOST,
): typeof read {
  const answers = new WeakMap<C, Map<string, T>>();
  return (text, catalogue) => {
    if (text.length > LONGEST) return read(text, catalogue);
    let known = answers.get(catalogue);
    if (known === undefined || known.size >= most) answers.set(catalogue, (known = new Map()));
    let answer = known.get(text);
    if (answer === undefined) known.set(text, (answer = read(text, catalogue)));
    return answer;
  };
}
