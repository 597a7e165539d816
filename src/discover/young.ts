/**
 * The memory of the main thread for what is thrown away at once: V8 lets it grow to 48 MB as soon as 15 MB in all outlived it once, which
 * every long walk reaches, though it keeps next to nothing. Workers have a limit of their own (`resourceLimits`), the main thread has not.
 */
import { setFlagsFromString } from 'node:v8';

/** V8's own default: https://github.com/v8/v8/blob/main/src/flags/flag-definitions.h (`semi_space_growth_factor`). */
const DOUBLE = 2;

/** Keeps that memory as small as it is now, until it is let go. */
export function holdYoung(isHeld: boolean): void {
  setFlagsFromString(`--semi-space-growth-factor=${isHeld ? 1 : DOUBLE}`);
}
