/** Codebases write the same few names in many places: what a name means is worked out once. */

const MOST = 20_000;
const LONGEST = 100;

/** V8 makes longer slices without a copy: they hold on to the file that they were cut from. */
const LONGEST_COPY = 12;

function ownName(name: string): string {
  return name.length <= LONGEST_COPY ? name : name.split('').join('');
}

/** `read`, answering for names that it has read before from memory. */
export function remembered<T extends object | string | number | boolean | null>(read: (name: string) => T): (name: string) => T {
  const answers = new Map<string, T>();
  return (name) => {
    if (name.length > LONGEST) return read(name);
    let answer = answers.get(name);
    if (answer === undefined) {
      if (answers.size >= MOST) answers.clear();
      const own = ownName(name);
      answers.set(own, (answer = read(own)));
    }
    return answer;
  };
}
