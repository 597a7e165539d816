/** What stands near a model: its own call, object or section, those around it, and the variable that it is given to. */
import { roleOf } from '../rules/key-role.ts';
import { fromFacts, isPossible, targetsOf, withStem, words, type Subject } from './choose.ts';
import type { Fact } from './facts.ts';
import { only, type Target } from './target.ts';
import { rootOf, type FileWorld, type World } from './world.ts';

/** The addresses in the model's own call, object, service or section; else its providers and clients. */
export function byScope(subject: Subject, world: World, file: FileWorld): Target | null {
  if (subject.scope === '') return null;
  return fromFacts(file.byScope.get(subject.scope) ?? [], subject, world);
}

/** `client.chat.completions.create(...)` after `client = OpenAI(base_url=...)`. */
export function byReceiver(subject: Subject, world: World, file: FileWorld): Target | null {
  const bound = receiverFacts(subject, file);
  const direct = fromFacts(bound, subject, world);
  if (direct !== null) return direct;
  const scopes = new Set(bound.map(({ scope }) => scope).filter((scope) => scope !== ''));
  return fromFacts(
    [...scopes].flatMap((scope) => [...(file.byScope.get(scope) ?? []), ...(file.byOuter.get(scope) ?? [])]),
    subject,
    world,
  );
}

const STATEMENT_LINES = 12;

/** What the same variable is given: `QwenChatModel QWEN = QwenChatModel.builder()...modelName("x")`. */
export function byStatement(subject: Subject, world: World, file: FileWorld): Target | null {
  const facts = subject.binding === null ? [] : (file.byBinding.get(subject.binding) ?? []);
  const near = facts.filter(({ line }) => line <= subject.line && subject.line - line <= STATEMENT_LINES);
  return only(targetsOf(near.filter(({ kind, target }) => kind === 'client' && isPossible(target, subject, world))));
}

/** Facts of the variables whose members the model is given to. */
export function receiverFacts({ keys }: Subject, file: FileWorld): readonly Fact[] {
  return keys.flatMap((key) => file.byBinding.get(rootOf(key)) ?? []);
}

/** What the model's call is given besides: `OpenAIModel("x", provider=OpenAIProvider(base_url=...))`. */
export function byInner(subject: Subject, world: World, file: FileWorld): Target | null {
  return subject.scope === '' ? null : fromFacts(file.byOuter.get(subject.scope) ?? [], subject, world);
}

/** Enclosing calls, objects and sections. */
export function byAround(subject: Subject, world: World, file: FileWorld): Target | null {
  for (const scope of [...subject.within, ...outerScopes(subject.scope)]) {
    const found = fromFacts(file.byScope.get(scope) ?? [], subject, world);
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
  const facts = (file.byScope.get(subject.scope) ?? []).filter(({ target }) => isPossible(target, subject, world));
  const stem = roleOf(subject.keys.at(-1) ?? '')?.stem ?? '';
  const named = facts.filter(
    (fact) => fact.kind === 'address' && fact.stem !== '' && stem !== '' && words(fact.stem).every((word, i) => word === words(stem)[i]),
  );
  if (named.length > 0) return only(targetsOf(withStem(named, subject)));
  return subject.scope === '' ? only(targetsOf(facts.filter(({ kind }) => kind === 'provider'))) : null;
}
