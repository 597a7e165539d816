/** SHA-2 and SHA-1. Loading them takes longer than a small scan: that waits until one is asked for. */
import type { Hash } from 'node:crypto';

/** A hash that is fed step by step. */
export function hashOf(algorithm: 'sha1' | 'sha256'): Hash {
  return process.getBuiltinModule('node:crypto').createHash(algorithm);
}

/** SHA-256 of a text, 64 hex digits. */
export function sha256(text: string): string {
  return hashOf('sha256').update(text).digest('hex');
}
