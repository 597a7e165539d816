/** Variables and constants: where they are given a value, and where they are read. */
import { roleOf, roleOfKeys, type Role } from '../rules/key-role.ts';
import type { Evidence } from '../types.ts';
import { placeOf, type Place } from './facts.ts';

/** A place where a variable is read, and what it stands for there. */
export interface Reference extends Place {
  readonly name: string;
  readonly role: Role;
  /** It is read off an object of settings: `settings.llm_model`, `args.llm_model`. */
  readonly ofSettings: boolean;
  /** What it is read off: `Models` of `Models.LATEST`. */
  readonly owner: string | null;
}

/** What a variable, constant or member is given: a value, or the name of another. */
export interface Definition extends Place {
  readonly value: string;
  readonly isName: boolean;
}

const VARIABLE = /^[A-Z][A-Za-z0-9]*(?:_[A-Z0-9]+)*$/;

/** Whether a string is written as the names of variables are. */
export function isVariable(value: string): boolean {
  return VARIABLE.test(value);
}

/** An environment variable's name in a string, or a name in code, that stands for a model, an address or a provider; `role`: of the key that it is given to. */
export function referenceOf(one: Evidence, role: Role | null): Reference | null {
  if (one.form === 'identifier' && one.keys[0] === one.value) return null;
  const value = one.value.replace(OF_ENVIRONMENT, '');
  const isName = one.form === 'identifier' || (one.form === 'string' && VARIABLE.test(value) && /_|^(?:MODEL|HOST|PROVIDER)$/.test(value));
  if (!isName) return null;
  const parts = value.split(/\.|->|::|\?\./);
  const name = parts.at(-1) ?? value;
  const meant = role === 'model' || role === 'address' || role === 'provider' ? role : (roleOf(name)?.role ?? null);
  return meant === 'model' || meant === 'address' || meant === 'provider'
    ? { ...placeOf(one), name, role: meant, ofSettings: SETTINGS.test(parts.at(-2) ?? ''), owner: parts.at(-2) ?? null }
    : null;
}

/** `os.environ/NAME`: https://docs.litellm.ai/docs/proxy/configs#load-values-from-environment */
const OF_ENVIRONMENT = /^os\.environ\//;

const SETTINGS =
  /(?:^|_)(?:settings?|config|configuration|cfg|conf|args|arguments|options|opts|params)$|(?:Settings|Config|Args|Options)$/i;

/** What a piece of evidence gives to the variable that `definedBy` tells. */
export function definitionOf(one: Evidence): Definition {
  return { ...placeOf(one), value: one.value, isName: referenceOf(one, roleOfKeys(one.keys)?.role ?? null) !== null };
}

/** Calls that give back what a variable of the environment holds, or the default beside it. */
const READS =
  /(?:getenv\w*|environ(?:\.get)?|env(?:\.(?:get|fetch|str))?|env::var\w*|lookupenv|getenvironmentvariable|get_?env\w*|config\.get)$/i;

/** The variable that is given the value: its key, or what the call that reads the environment is given to. */
export function definedBy({ form, keys, value, binding }: Evidence): string | null {
  if ((form !== 'string' && form !== 'identifier') || keys.at(-1) === value) return null;
  return nameOf(keys, binding ?? null);
}

/** The variable or member that a value under `keys` is given to: the last of them, or what is bound to the call that holds a default. */
export function nameOf(keys: readonly string[], binding: string | null): string | null {
  const key = keys.at(-1) ?? '';
  if (READS.test(key) || FIELD.test(key === 'default' ? (keys.at(-2) ?? '') : key)) return binding;
  return /^[A-Za-z_][\w-]*$/.test(key) ? key : null;
}

/** https://docs.python.org/3/library/dataclasses.html#dataclasses.field, https://docs.pydantic.dev/latest/concepts/fields/, https://www.attrs.org */
const FIELD = /^(?:(?:\w+\.)?[Ff]ield|attr\.ib)$/;
