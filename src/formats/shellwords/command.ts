/** What is known of the command whose words are read: its name, and which flags take a value. */
import { installs, INSTALLER_VALUES } from './install.ts';

/** A command of a shell, as far as it has been read. */
export interface Command {
  /** Name and subcommands. */
  readonly name: string[];
  /** A flag that waits for its value. */
  flag: string | null;
  /** An argument or flag was met: what follows is no subcommand. */
  isOpen: boolean;
  /** Its output goes into a file or another command. */
  isRedirected: boolean;
  /** How many spans were read before it. */
  readonly firstSpan: number;
}

/** A command of which nothing is read yet. */
export function newCommand(firstSpan: number): Command {
  return { name: [], flag: null, isOpen: false, isRedirected: false, firstSpan };
}

const PREFIXES = new Set(['exec', 'sudo', 'nohup', 'time', 'env', 'nice', 'command', 'builtin', '!', '{', '}', 'set', 'fi', 'done']);
const KEYWORDS = new Set(['then', 'do', 'else', 'if', 'elif', 'while', 'until', 'export', 'declare', 'local', 'readonly', 'typeset']);
const ARGUMENT = /^[\w-]+(?:\.[\w-]+)*\//;
const PROGRAM = /\.(?:sh|bash|py|js|mjs|ts|rb|pl|ps1|bat|cmd|exe)$|(?:^|\/)\.?bin\//;

/** A word before the command: `sudo`, `exec`, `if`. */
export function isPrefix(word: string): boolean {
  return PREFIXES.has(word) || KEYWORDS.has(word);
}

/** `Qwen/Qwen3-8B` is an argument, not a command. */
export function isArgument(word: string): boolean {
  return ARGUMENT.test(word) && !PROGRAM.test(word);
}

/** Commands whose subcommands have subcommands. */
const DEEP = new Set([
  'uv pip',
  'uv tool',
  'docker model',
  'docker compose',
  'docker image',
  'docker container',
  'python pip',
  'python3 pip',
]);

/** Whether a word is a subcommand: `serve` of `vllm serve`. */
export function isSubcommand({ name, isOpen }: Command, word: string): boolean {
  if (isOpen || !/^[a-z][a-z-]{0,30}$/.test(word)) return false;
  return (name.length === 1 && installs(name) === null) || DEEP.has(name.join(' '));
}

/** Flags without a value, where one may stand before a model or file. */
const STANDS_ALONE = /^(?:(?:enable|disable|no|skip)-.*|trust-remote-code|rm|it|quiet|silent|verbose|yes|force|detach|help|y)$/;
const CURL_ALONE = /^[sSfLkvigNIO#]+$/;

/** Whether the word behind a flag is its value. */
export function takesValue({ name }: Command, flag: string): boolean {
  if (STANDS_ALONE.test(flag) || (name[0] === 'curl' && CURL_ALONE.test(flag))) return false;
  return installs(name) === null || INSTALLER_VALUES.test(flag);
}

/** Flags whose value is a script: `sh -c`, `bash -lc`. */
export function takesScript({ name }: Command, flag: string): boolean {
  return (/^(?:ba|z|a|da|k)?sh$/.test(name[0] ?? '') ? /^[a-z]{0,6}c$/ : /^[a-z]?c$|^command$/i).test(flag);
}

/** Whether what it is given is only shown to people. */
export function isShown({ name, isRedirected }: Command): boolean {
  return /^(?:echo|printf|Write-Host|Write-Output)$/.test(name[0] ?? '') && !isRedirected;
}
