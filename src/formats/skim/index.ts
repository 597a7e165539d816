/**
 * Leaves out statements of code that say nothing, which compiled code (compiled/skim.ts) reads over much faster than the lexer and the
 * reader of code would. They read everything where this machine cannot run it.
 */
import { Buffer } from 'node:buffer';
import type { Language } from '../languages/row.ts';
import { LAST, type Last } from '../lexer/state.ts';
import { IMAGE, LANDING } from './compiled/layout.ts';

/** What the build made: the code and its tables, as base64, and where the row of each language lies. */
export interface Compiled {
  readonly code: string;
  readonly tables: string;
  readonly rows: Readonly<Record<string, number>>;
}

/** What the lexer read last, and its offsets. */
export interface Before {
  readonly last: Last;
  readonly start: number;
  readonly end: number;
  /** What is open there: bits of compiled/layout.ts. */
  readonly place: number;
}

/** Where reading goes on, what was read last there, and how far was looked. */
export interface Landing {
  readonly at: number;
  readonly last: Last;
  readonly start: number;
  readonly end: number;
  readonly looked: number;
  /** Names, values or brackets were left out. */
  readonly isCounted: boolean;
}

/** Skims one text: from the start of a line, up to `until` at the most. */
export type Skim = (from: number, until: number, before: Before) => Landing;

/** Makes what stands from `start` to `end` of a text ready; null for languages that are read as a whole. */
export type Skimmer = (text: string, language: Language, start: number, end: number) => Skim | null;

interface Code {
  readonly open: (row: number, text: number, size: number) => void;
  readonly skim: (from: number, until: number, last: number, start: number, end: number, place: number) => void;
}

declare const PEDIGREE_SKIM: string | undefined;

const LASTS: readonly Last[] = Object.values(LAST);
const PAGE = 1 << 16;
/** Characters that there is room for before a longer text comes. */
const ROOM = 1 << 17;

/** Characters before a part of a text that tell how it starts. */
const BEFORE = 16;
/** Bytes of zeros behind a text, which end every run of characters. */
const BEHIND = 16;

let built: Skimmer | null | undefined;

/** The skimmer of this build; null where there is none. */
export function builtSkimmer(): Skimmer | null {
  if (built === undefined) {
    const compiled: unknown = typeof PEDIGREE_SKIM === 'string' ? JSON.parse(PEDIGREE_SKIM) : null;
    built = isCompiled(compiled) ? skimmerOf(compiled) : null;
  }
  return built;
}

/** A skimmer; null where this machine cannot run it. */
export function skimmerOf({ code, tables, rows }: Compiled): Skimmer | null {
  const image = Buffer.from(tables, 'base64');
  const at = Math.ceil((IMAGE + image.length) / 16) * 16;
  try {
    const memory = new WebAssembly.Memory({ initial: Math.ceil((at + 2 * ROOM) / PAGE) });
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(code, 'base64')), { env: { memory } });
    if (!isCode(exports)) return null;
    new Uint8Array(memory.buffer, IMAGE).set(image);
    return skimmerIn({ memory, at, code: exports, rows });
  } catch {
    return null;
  }
}

/** Where texts lie, and what reads them. */
interface Machine {
  readonly memory: WebAssembly.Memory;
  readonly at: number;
  readonly code: Code;
  readonly rows: Readonly<Record<string, number>>;
}

function skimmerIn(machine: Machine): Skimmer {
  const { memory, at: room, code, rows } = machine;
  let held: Skim | undefined;
  return (text, { id }, start, end) => {
    const row = rows[id];
    const first = Math.max(0, start - BEFORE);
    if (row === undefined || !hasRoom(memory, room + 2 * (end - first) + BEHIND)) return null;
    const skim: Skim = (from, until, before) => {
      if (held !== skim) put(machine, row, text, first, end);
      held = skim;
      code.skim(from, until, before.last, before.start, before.end, before.place);
      const [at = from, last = 0, lastStart = 0, lastEnd = 0, looked = from, counted = 0] = new Int32Array(memory.buffer, LANDING, 6);
      return { at, last: LASTS[last] ?? before.last, start: lastStart, end: lastEnd, looked, isCounted: counted === 1 };
    };
    return skim;
  };
}

function hasRoom(memory: WebAssembly.Memory, size: number): boolean {
  const missing = size - memory.buffer.byteLength;
  try {
    return missing <= 0 || memory.grow(Math.ceil(missing / PAGE)) > 0;
  } catch {
    return false;
  }
}

/** Offsets are those of the whole text, of which only a part lies there. */
function put({ memory, at, code }: Machine, row: number, text: string, first: number, end: number): void {
  const size = 2 * (end - first);
  const room = Buffer.from(memory.buffer, at, size + BEHIND);
  room.write(text.slice(first, end), 'utf16le');
  room.fill(0, size);
  code.open(row, at - 2 * first, end);
}

function isCompiled(value: unknown): value is Compiled {
  return typeof value === 'object' && value !== null && 'code' in value && 'tables' in value && 'rows' in value;
}

function isCode(exports: object): exports is Code {
  return 'open' in exports && 'skim' in exports;
}
