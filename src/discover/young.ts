/**
 * The memory of the main thread for what is thrown away at once: V8 lets it grow to 48 MB as soon as 15 MB in all outlived it once, which
 * every long walk reaches, though it keeps next to nothing. Workers have a limit of their own (`resourceLimits`), the main thread has not.
 */

/** V8's own default: https://github.com/v8/v8/blob/main/src/flags/flag-definitions.h (`semi_space_growth_factor`). */
const DOUBLE = 2;

let isSmall = false;

/** Keeps that memory as small as it is now, until it is let go. */
export function holdYoung(isHeld: boolean): void {
  if (isHeld === isSmall) return;
  isSmall = isHeld;
  process.getBuiltinModule('node:v8').setFlagsFromString(`--semi-space-growth-factor=${isHeld ? 1 : DOUBLE}`);
}

/** Lets it go while a part of the program is loaded: V8 takes code that was compiled before only under the flags of then. */
export async function lettingGo<T>(load: () => Promise<T>): Promise<T> {
  const isHeld = isSmall;
  holdYoung(false);
  try {
    return await load();
  } finally {
    holdYoung(isHeld);
  }
}
