/** Pipfile.lock. https://pipenv.pypa.io/en/latest/pipfile.html */
import { jsonText, readJsonTokens, type JsonToken } from '../../formats/lockfile/json.ts';
import { lockSpans, type NamedPackage } from '../../formats/lockfile/index.ts';
import type { Extractor, SourceFile, Span } from '../../types.ts';

/** Packages with their exact version; the file does not say which needs which. */
export const pipfileLock: Extractor = { id: 'python/pipfile-lock', files: ['**/Pipfile.lock'], read: readPipfileLock };

interface State {
  readonly text: string;
  readonly packages: NamedPackage[];
  readonly known: { readonly start: number; end: number }[];
}

const META = '_meta';

/** Every section but `_meta` maps names to pins; the file does not say which package needs which. */
function readPipfileLock(file: SourceFile): Span[] {
  const state: State = { text: file.text, packages: [], known: [] };
  const problem = readJsonTokens(file.text, (token) => accept(state, token));
  return lockSpans(file, { ecosystem: 'pypi', packages: state.packages, known: state.known, chain: () => [], problem });
}

function accept({ text, packages, known }: State, token: JsonToken): void {
  const { kind, keys, start, end } = token;
  const [section = '', name = '', field = ''] = keys;
  const last = packages.at(-1);
  const inMeta = section === META && keys.length >= 1;
  if (kind === 'key' && (keys.length === 2 ? !inMeta : keys.length === 1 && inMeta)) {
    known.push({ start, end });
    if (!inMeta) packages.push({ start, end, id: name, name, version: null, keys: [section] });
  } else if (keys.length >= 2 || inMeta) {
    const region = known.at(-1);
    if (region) region.end = end;
    if (kind === 'string' && keys.length === 3 && field === 'version' && last)
      packages.splice(-1, 1, { ...last, version: jsonText(text, token) });
  }
}
