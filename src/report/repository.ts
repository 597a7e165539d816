/** The address of the code, for formats that want a URI. */
import type { Report } from '../types.ts';

/** Null when none is known, or when it is none that every reader of URIs takes. */
export function repositoryUri({ repository }: Pick<Report, 'repository'>): string | null {
  if (repository === undefined || !/^(?:https?|ssh|git):\/\/[\w.~:/?@!$&'()*+,;=%-]+$/i.test(repository.uri)) return null;
  return URL.canParse(repository.uri) ? new URL(repository.uri).href : null;
}
