/** Calls of a script that name a dependency and its version: `gem 'name', '~> 1.0'`, `pod 'Name', '1.2'`. */
import type { Span } from '../../types.ts';
import { packageSpan } from '../lockfile/index.ts';
import type { Script, ScriptItem } from './index.ts';

/** The package spans of a script's items whose call `adds` a dependency: the first argument is its name, further strings its version. */
export function dependenciesIn({ items }: Script, ecosystem: string, adds: (callee: string) => boolean): Map<ScriptItem, Span[]> {
  const claimed = new Map<ScriptItem, Span[]>();
  for (const [call, [first, ...rest]] of callsIn(items, adds)) {
    const name = /^[^\s,]+/.exec(first?.value ?? '')?.[0];
    if (call < 0 || first === undefined || first.index > 0 || name === undefined) continue;
    const { start, keys } = first;
    const version = rest.map(({ value }) => value).join(', ');
    claimed.set(first, [
      packageSpan(
        { start, end: start + name.length, name, keys },
        { ecosystem, version: version === '' ? null : version, dependencyPath: [name] },
      ),
    ]);
  }
  return claimed;
}

/** The strings among the unnamed arguments, by call. */
function callsIn(items: readonly ScriptItem[], adds: (callee: string) => boolean): Map<number, ScriptItem[]> {
  const calls = new Map<number, ScriptItem[]>();
  for (const item of items) {
    if (item.kind !== 'text' || item.argument !== null || !adds(item.callee)) continue;
    const call = calls.get(item.call);
    if (call) call.push(item);
    else calls.set(item.call, [item]);
  }
  return calls;
}
