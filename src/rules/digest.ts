/** SHA-2 and SHA-1. Loading those of Node takes longer than all else that a small scan does with its findings: texts are hashed by own code. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Hash } from 'node:crypto';
import { once } from './lazily.ts';

/** The compiled code (digest/sha256.ts), beside the program. */
const FILE = join(import.meta.dirname, 'sha256.wasm');
/** A code unit takes up to so many bytes. */
const WIDEST = 3;

const compiled = once(() => openSha256(FILE));

/** A hash that is fed step by step. */
export function hashOf(algorithm: 'sha1' | 'sha256'): Hash {
  return process.getBuiltinModule('node:crypto').createHash(algorithm);
}

/** SHA-256 of a text, 64 hex digits. */
export function sha256(text: string): string {
  return compiled()?.(text) ?? hashOf('sha256').update(text).digest('hex');
}

/** SHA-256 by the compiled code, which gives null for longer texts; null where this machine cannot run it. */
export function openSha256(file: string): ((text: string) => string | null) | null {
  if (!existsSync(file)) return null;
  try {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(file)), {});
    return isCode(exports) ? hasherOf(exports) : null;
  } catch {
    return null;
  }
}

interface Code {
  readonly memory: WebAssembly.Memory;
  readonly text: { readonly value: number };
  readonly size: { readonly value: number };
  readonly hash: { readonly value: number };
  readonly digest: (length: number) => void;
}

function hasherOf({ memory, text, size, hash, digest }: Code): (text: string) => string | null {
  const room = Buffer.from(memory.buffer, text.value, size.value);
  const hashed = Buffer.from(memory.buffer, hash.value, 32);
  return (content) => {
    if (content.length * WIDEST > room.length) return null;
    digest(room.write(content, 'utf8'));
    return hashed.toString('hex');
  };
}

function isCode(exports: object): exports is Code {
  return ['memory', 'text', 'size', 'hash', 'digest'].every((name) => name in exports);
}
