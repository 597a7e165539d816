/** Colours, light and dark. Text keeps a contrast of 4.5 to 1 and more; no country has a colour. */
import { EXPOSURES } from '../../types.ts';

const LIGHT =
  '--ground:#f8f8f7;--panel:#fff;--ink:#1d1f23;--muted:#5c6169;--line:#e4e4e2;--edge:#b9bcc1;--code:#efefed;--hover:#fafaf8;--link:#1d5aa8;' +
  '--error:#a8261c;--error-soft:#fcf1ef;--warning:#7d5000;--warning-soft:#fbf4e4;--note:#3f5873;--note-soft:#eff3f7;--good:#1c6b41;' +
  '--bar:#5a6b80;--bar-pale:#c3c9d1;' +
  '--x1:#bd4b12;--x2:#d58a1f;--x3:#7c5fa6;--x4:#2b7d83;--x5:#5c8a45;--x6:#8c929b;--x7:#a7acb4';
const DARK =
  '--ground:#16181b;--panel:#1d2024;--ink:#e9eaec;--muted:#a4a9b1;--line:#2e3238;--edge:#4c525a;--code:#2a2e33;--hover:#212429;--link:#8fb8ef;' +
  '--error:#f19a92;--error-soft:#35201f;--warning:#e3b564;--warning-soft:#322917;--note:#a3bcd8;--note-soft:#212a34;--good:#84cfa2;' +
  '--bar:#8b9db4;--bar-pale:#464d57;' +
  '--x1:#e5763f;--x2:#e3ab55;--x3:#a98fd0;--x4:#55b0b6;--x5:#8cbf75;--x6:#7f868f;--x7:#666c75';
const EXPOSURE_TONES = EXPOSURES.map((exposure, at) => `.x-${exposure}{--tone:var(--x${at + 1})}`).join('');

/** Custom properties of the page, and the tone of each exposure: the first of EXPOSURES is `--x1`. */
export const COLOURS = `:root{${LIGHT}}@media screen and (prefers-color-scheme:dark){:root{${DARK}}}${EXPOSURE_TONES}`;
