/** Logs go through pino to stderr. Pino is loaded only when a level is on that this program writes at. */

const WRITTEN = ['trace', 'debug', 'info'];

/** Where a command tells what it does, for who looks for a mistake. */
export interface Log {
  /** `facts` are only gathered when the level is on. */
  debug(facts: () => object, message: string): void;
}

/** A log of a level; pino is loaded only for one that writes. */
export async function logger(level: string): Promise<Log> {
  if (!WRITTEN.includes(level)) return { debug: () => undefined };
  const { default: pino } = await import('pino');
  const log = pino({ level, base: null }, pino.destination({ dest: 2, sync: true }));
  return { debug: (facts, message) => (level === 'info' ? log.info(message) : log.debug(facts(), message)) };
}
