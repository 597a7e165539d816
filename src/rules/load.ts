/** Reads and checks a rules folder. Only the build, `--rules` and `rules check` do this; a scan starts from what compile.ts made of it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { UsageError } from '../types.ts';
import { hashOf } from './digest.ts';
import { SCHEMAS, type RuleFiles } from './schema.ts';

/**
 * Every rule file below `folder`, by kind, in order of file name.
 * @throws UsageError naming file, line, column and key of the first mistakes.
 */
export function loadRules(folder: string): RuleFiles {
  return {
    developers: loadKind(folder, 'developers', SCHEMAS.developers),
    families: loadKind(folder, 'families', SCHEMAS.families),
    hosts: loadKind(folder, 'hosts', SCHEMAS.hosts),
    clients: loadKind(folder, 'clients', SCHEMAS.clients),
    lineage: loadKind(folder, 'lineage', SCHEMAS.lineage),
    fingerprints: loadKind(folder, 'fingerprints', SCHEMAS.fingerprints),
    policies: loadKind(folder, 'policies', SCHEMAS.policies),
  };
}

/** SHA-256 over names and contents of all rule files below `folder`, 64 hex digits. */
export function digestRules(folder: string): string {
  const hash = hashOf('sha256');
  for (const kind of Object.keys(SCHEMAS)) {
    for (const path of filesOf(folder, kind)) hash.update(path.slice(folder.length)).update(textOf(path));
  }
  return hash.digest('hex');
}

/**
 * One YAML text checked against a schema.
 * @throws UsageError with one line for each mistake: `path:line:column: key: what is wrong`.
 */
export function parseRule<S extends z.ZodType>(path: string, text: string, schema: S): z.output<S> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' });
  const place = (offset: number) => `${path}:${lines.linePos(offset).line}:${lines.linePos(offset).col}`;
  if (document.errors.length > 0) {
    throw new UsageError(document.errors.map((error) => `${place(error.pos[0])}: ${error.message}`).join('\n'));
  }
  const checked = schema.safeParse(valueOf(document, path));
  if (checked.success) return checked.data;
  throw new UsageError(
    checked.error.issues
      .map((issue) => `${place(offsetOf(document, issue.path))}: ${issue.path.join('.') || '(file)'}: ${issue.message}`)
      .join('\n'),
  );
}

/** Aliases without an anchor, or without end, are found only when the value is made. */
function valueOf(document: Document, path: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    throw new UsageError(`${path}:1:1: ${messageOf(error)}`);
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`${path}: cannot be read: ${messageOf(error)}`);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function loadKind<S extends z.ZodType<{ id: string }>>(folder: string, kind: string, schema: S): z.output<S>[] {
  return filesOf(folder, kind).map((path) => {
    const rule = parseRule(path, textOf(path), schema);
    if (!path.endsWith(`/${rule.id}.yaml`)) throw new UsageError(`${path}:1:1: id: must equal the file's name, found ${rule.id}`);
    return rule;
  });
}

function filesOf(folder: string, kind: string): string[] {
  const path = join(folder, kind);
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => join(path, name));
}

/** The offset of the nearest node that exists on the way to `path`. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)) return Number(node.range[0]);
  }
  return 0;
}
