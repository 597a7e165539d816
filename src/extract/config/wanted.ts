/** Which scalars of a configuration are worth a span: wider than what is made of them later; a test compares the two. */
import { remembered } from '../../formats/remembered.ts';
import { isPairKey } from '../../formats/scalar.ts';
import { lowerBound } from '../../formats/source/anchors.ts';
import { isOfWhatItBelongsTo, mayBeSetting, tellsItself } from '../../formats/source/telling.ts';
import { INTEREST, type Interest, type Wanted } from '../../formats/wanted.ts';
import type { SourceFile } from '../../types.ts';
import { holdsYaml, isConfigMap } from './embedded.ts';
import { assigns, joins, standsForParent } from './keys.ts';

/** Speaks of what it belongs to. */
const OF_OWNER = 3;

const interestOf = remembered((key): Interest | typeof OF_OWNER => {
  if (joins(key)) return INTEREST.whole;
  if (isPairKey(key) || standsForParent(key) || assigns(key) || holdsYaml(key) || tellsItself(key)) return INTEREST.value;
  return isOfWhatItBelongsTo(key) ? OF_OWNER : INTEREST.none;
});

/** What is wanted of a file that is read for its anchors and settings. */
export function wantedIn({ text, anchors }: SourceFile): Wanted {
  let asked = 0;
  let next = 0;
  const isMap = isConfigMap(text);
  let braces = { from: 0, at: indexOrEnd(text, '{{', 0) };
  return {
    under(key, above) {
      if (isMap && above === 'data') return INTEREST.value;
      const interest = interestOf(key);
      return interest !== OF_OWNER ? interest : tellsItself(above) ? INTEREST.value : INTEREST.none;
    },
    isAnchored(start, end) {
      if (end === start) return false;
      if (start < asked) next = 0;
      asked = end;
      if ((anchors[next] ?? Infinity) >= end) return false;
      next = lowerBound(anchors, end);
      return true;
    },
    isTelling(start, end) {
      if (mayBeSetting(text, start, end) || isStructured(text.charCodeAt(start))) return true;
      if (start < braces.from || start > braces.at) braces = { from: start, at: indexOrEnd(text, '{{', start) };
      return braces.at < end;
    },
  };
}

/** `$`, `[`, `{`: a default, a template, or JSON in a string. */
function isStructured(first: number): boolean {
  return first === 36 || first === 91 || first === 123;
}

function indexOrEnd(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at < 0 ? Infinity : at;
}
