/** `.pedigree.yaml` at the scan root: data only, nothing is loaded from elsewhere. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { UsageError } from '../types.ts';

export interface Config {
  readonly policy?: string | undefined;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/**
 * The configuration of the scan root, or of `named`; null when there is none.
 * @throws UsageError naming file, line and key of a mistake.
 */
export async function readConfig(root: string, named: string | undefined): Promise<Config | null> {
  const path = named === undefined ? join(root, '.pedigree.yaml') : resolve(named);
  if (!existsSync(path)) {
    if (named !== undefined) throw new UsageError(`--config ${named}: no such file`);
    return null;
  }
  const [{ parseRule }, { configSchema }] = await Promise.all([import('../rules/load.ts'), import('../rules/schema.ts')]);
  return parseRule(named ?? '.pedigree.yaml', readFileSync(path, 'utf8'), configSchema);
}
