/** Tells names from encoded data: base64, hashes and minified runs hold every short word by accident. */

const LONGEST_NAME = 200;
const RUN = /[A-Za-z0-9+/=]/;
const ENCODED = /^[A-Za-z0-9+/=]+$/;
const SHORT = 5;

/** All of `value` is encoded data: it names nothing, whatever stands in it. */
export function isData(value: string): boolean {
  return value.length > LONGEST_NAME && ENCODED.test(value);
}

/** The stretch of `value` around `[start, end)` is encoded data, not a name. */
export function isEncoded(value: string, start: number, end: number): boolean {
  let low = start;
  while (low > 0 && RUN.test(value[low - 1] ?? '')) low--;
  let high = end;
  while (high < value.length && RUN.test(value[high] ?? '')) high++;
  const run = value.slice(low, high);
  if (run.length > LONGEST_NAME || isOfPod(value, start, high)) return true;
  if (/^[0-9a-f]{24,}$/i.test(run)) return true;
  return run.length >= 28 && !run.includes('://') && run.length / pieces(run) < 2.6;
}

/**
 * What Kubernetes puts behind a name for a set of pods and for each of them, of letters that spell few words: `ff88fcc4c-qwq4t` of
 * `exporter-ff88fcc4c-qwq4t`. https://github.com/kubernetes/apimachinery/blob/master/pkg/util/rand/rand.go
 */
function isOfPod(value: string, start: number, high: number): boolean {
  const from = Math.max(0, start - LONGEST_END);
  const made = POD.exec(value.slice(from, high + LONGEST_END));
  return made !== null && start - from >= made.index && start - from < made.index + made[0].length;
}

const POD = /-[bcdfghjklmnpqrstvwxz2456789]{6,10}-[bcdfghjklmnpqrstvwxz2456789]{5}(?![\w-])/;
const LONGEST_END = 17;

/** Pieces a reader would see: `DeepSeekR1Chat` has four. Random letters have about one for every two characters; the `/` of a path is none. */
function pieces(run: string): number {
  return run.match(/[A-Z]?[a-z]+|[A-Z]+|\d+|[+=]/g)?.length ?? 1;
}

/** People write a name in small, capital or title letters, or with one hump (`MiniMax`); `gLm` and `qWEn` are accidents. */
export function isWrittenAsName(text: string): boolean {
  const letters = text.replaceAll(/[^A-Za-z]/g, '');
  if (letters === letters.toLowerCase() || letters === letters.toUpperCase()) return true;
  if (letters.length <= SHORT && !/^([A-Z])[a-z]\1$/.test(letters) && letters !== 'BgE')
    return /^[A-Z][a-z]+$|^[A-Z]{2,}s$|^(?:[A-Z][a-z]+){2}$|^[A-Z]{2}[a-z]{2,}$/.test(letters);
  return (letters.match(/[a-z][A-Z]/g)?.length ?? 0) <= Math.ceil(letters.length / 4);
}
