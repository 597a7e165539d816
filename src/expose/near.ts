/** What stands near a model: its own call, object or section, those around it, and the variable that it is given to. */
import { roleOf } from '../rules/key-role.ts';
import { fromTold, namedSo, possible, stemOf, type Subject } from './choose.ts';
import { only, type Target } from './target.ts';
import { ONLY_API, words } from './told.ts';
import type { FileWorld, World } from './world.ts';

/** The addresses in the model's own call, object, service or section; else its providers and clients. */
export function byScope(subject: Subject, world: World, file: FileWorld): Target | null {
  return subject.scope === '' ? null : fromTold([file.inScope(subject.scope)], subject, world);
}

/** `client.chat.completions.create(...)` after `client = OpenAI(base_url=...)`; not an argument that is called as a variable is: `model="x"`. */
export function byReceiver(subject: Subject, world: World, file: FileWorld): Target | null {
  const { keys } = subject;
  const last = keys.at(-1) ?? '';
  const isArgument = !/[.:]/.test(last) && roleOf(last)?.role === 'model';
  const names = isArgument ? keys.slice(0, -1) : keys;
  return fromTold(names.map(file.boundTo), subject, world) ?? fromTold(names.map(file.aroundBound), subject, world);
}

const STATEMENT_LINES = 12;

/** What the same variable is given: `QwenChatModel QWEN = QwenChatModel.builder()...modelName("x")`. */
export function byStatement(subject: Subject, world: World, file: FileWorld): Target | null {
  if (subject.binding === null) return null;
  const lines = file.clientsOf(subject.binding);
  const near: Target[] = [];
  for (let line = subject.line - STATEMENT_LINES; line <= subject.line; line++) near.push(...(lines.get(line) ?? []));
  return only(possible(near, subject, world));
}

/** What the model's call is given besides: `OpenAIModel("x", provider=OpenAIProvider(base_url=...))`. */
export function byInner(subject: Subject, world: World, file: FileWorld): Target | null {
  return subject.scope === '' ? null : fromTold([file.inside(subject.scope)], subject, world);
}

/** Enclosing calls, objects and sections. */
export function byAround(subject: Subject, world: World, file: FileWorld): Target | null {
  for (const scope of [...subject.within, ...outerScopes(subject.scope)]) {
    const found = fromTold([file.inScope(scope)], subject, world);
    if (found !== null) return found;
  }
  return null;
}

/** `a.b.c` lies in `a.b` and `a`; `cells.0@12` in `cells.0` and `cells`. */
export function outerScopes(scope: string): string[] {
  const scopes: string[] = [];
  for (let at = cut(scope); at !== ''; at = cut(at)) scopes.push(at);
  return scopes;
}

function cut(scope: string): string {
  return scope.slice(0, Math.max(scope.lastIndexOf('.'), scope.lastIndexOf('@'), 0));
}

/** At the top of a file: a provider or address beside it whose name starts as its own. */
export function byStem(subject: Subject, world: World, file: FileWorld): Target | null {
  const told = [file.inScope(subject.scope)];
  const stem = stemOf(subject);
  const names = stem === '' ? [] : [...prefixesOf(words(stem)), ONLY_API];
  for (const name of names) {
    const found = namedSo(told, subject, world, 'address', name);
    if (found.length > 0) return only(found);
  }
  return subject.scope === '' ? only(possible(told[0]?.targets.get('provider') ?? [], subject, world)) : null;
}

/** `a b c` -> itself, `a b`, `a`. */
function prefixesOf(all: readonly string[]): string[] {
  return all.map((_, i) => all.slice(0, all.length - i).join(' '));
}
