/** Keys of configurations whose values are read for more than what they are. */
import { remembered } from '../../formats/remembered.ts';
import { isFileName } from './embedded.ts';

/** Keys whose list is a command line, word by word, or whose text is one. */
const COMMAND = /^(?:command|cmd|args|arguments|argv|entrypoint|entryPoint|runtime_flags|[a-z]+Args|[a-z]+_args|exec)$/;
/** Keys whose text, or each text of whose list, is a script. */
const SCRIPT =
  /^(?:run|script|scripts|before_script|after_script|pre_script|post_script|commands|cmds|shell|sh|bash|bashCommand|user_?data|userData|[a-z_]*startup[-_]script|custom_data|inline|inlineScript|install|before_install|Exec(?:Start|StartPre|StartPost|Stop|StopPost|Reload))$|[a-z\d](?:[-_](?:commands?|cmds?)|C(?:ommands?|mds?))$|\.(?:ba|z)?sh$/;
/** Keys whose list is one of assignments. */
const ASSIGNMENTS = /^(?:env|environment|Environment|envs?|env_vars|environment_variables|build_?args|args|set-env|labels|variables)$/;
/** What a setting is unless set otherwise: `{ model: { default: X } }` says that X is the model. */
const STANDS_FOR_PARENT = new Set(['default', 'Default', 'defaultValue', 'default_value', 'value', 'Value', 'const', 'enum']);

/** Keys whose values in a list say something together. */
export const isJoining = remembered(joins);
/** The value of such a key is a command line. */
export const isCommand = remembered((key) => COMMAND.test(key));
/** The value of such a key is a script of a shell. */
export const isScript = remembered((key) => SCRIPT.test(key));
/** The value of such a key is `NAME=value`, one or several. */
export const isAssignments = remembered(assigns);

/** The same of a key that is remembered already. */
export function joins(key: string): boolean {
  return COMMAND.test(key) || SCRIPT.test(key) || isFileName(key);
}

/** The same of a key that is remembered already. */
export function assigns(key: string): boolean {
  return ASSIGNMENTS.test(key);
}

/** Keys whose value is that of the key above. */
export function standsForParent(key: string): boolean {
  return STANDS_FOR_PARENT.has(key);
}
