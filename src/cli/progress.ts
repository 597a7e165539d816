/** How far the scan is, on one line of a terminal's stderr; nothing anywhere else. */
import { isTerminal, STDERR } from './output.ts';

const EVERY_MS = 100;

/** How far a scan is, on a terminal. */
export interface Progress {
  readonly step: (done: number, total: number) => void;
  readonly end: () => void;
}

/** Progress, or none where nobody watches. */
export function progressOn(wanted: boolean): Progress {
  if (!wanted || process.env['CI'] || process.env['TERM'] === 'dumb' || !isTerminal(STDERR))
    return { step: () => undefined, end: () => undefined };
  const { stderr } = process;
  let last = 0;
  let shown = false;
  return {
    step(done, total) {
      const now = performance.now();
      if (now - last < EVERY_MS) return;
      last = now;
      shown = true;
      stderr.write(`\r\x1b[2K  ${done} of ${total} files`);
    },
    end() {
      if (shown) stderr.write('\r\x1b[2K');
    },
  };
}
