/** Where people read about this program: what its manifest says, else where the checkout that it is built from comes from. */
import { repositoryOf } from './repository.ts';

/** A name that others resolve too: not `localhost`, not an address in numbers. */
const HOST = /^(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*$/;
const GITHUB = 'https://github.com';

/**
 * An https address; undefined when nothing names one. `homepage` is that of package.json, `root` the folder of the sources. An action
 * builds itself where no checkout is, and its runner says which repository it is:
 * https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 */
export function pageOf(
  homepage: string | undefined,
  root: string,
  { GITHUB_ACTION_REPOSITORY: action, GITHUB_SERVER_URL: server }: Readonly<Record<string, string | undefined>>,
): string | undefined {
  if (homepage !== undefined) return homepage;
  const written = repositoryOf(root)?.uri ?? (action && server === GITHUB ? `${GITHUB}/${action}` : '');
  if (!URL.canParse(written)) return undefined;
  const { protocol, host, hostname, pathname } = new URL(written);
  return protocol === 'https:' && HOST.test(hostname) ? `https://${host}${pathname.replace(/\.git$/, '')}` : undefined;
}
