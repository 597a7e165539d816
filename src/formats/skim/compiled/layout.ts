/** Where things lie in the memory: shared by the code that is compiled to WebAssembly and by what lays the memory out. */

/** What was found: six numbers. */
export const LANDING = 0;
/** Where skimming starts: a block closed just before; no statement ended yet in what is open. */
export const IS_BEHIND_BLOCK = 1;
export const IS_NEW = 2;
/** The brackets that are open. */
export const STACK = 64;
export const DEEPEST = 60;
/** Bytes of one of them. */
export const ENTRY = 32;
/** The tables, a header first. */
export const IMAGE = 2048;

/** Of the header: what characters are to words, the words that tell (steps from node to node, and what nodes say), and whole words. */
export const CLASSES = IMAGE;
export const STEPS = IMAGE + 128;
export const NODES = IMAGE + 132;
export const WORDS = IMAGE + 136;

/** Of a language. */
export const LINE_ENDS = 0;
export const TRAITS = 4;
export const JOINERS = 8;
export const PREFIXED = 12;
/** The bit of the words that import there. */
export const IMPORTS = 16;
export const OPENERS = 20;
export const STARTS = 24;
export const PLAIN = 152;
/** What a character is to a name: nothing, a part of a word, or another part of a name. */
export const PARTS = 280;
export const JOINS = 408;
export const ROW = 536;

export const NEVER = 0;
export const COMPLETE = 1;
export const ALWAYS = 2;

/** Traits of a language. */
export const HAS_DIRECTIVES = 1;
export const HAS_COMPOSITES = 2;
export const HAS_DATA_IN_BRACES = 4;
export const HAS_ARROW_PAIRS = 8;
export const HAS_NAMED_LITERALS = 16;

/** What opens. */
export const LINE_COMMENT = 0;
export const BLOCK_COMMENT = 1;
export const STRING = 2;
export const REGEX = 3;
export const ELEMENT = 4;
export const UNKNOWN = 5;

/** Traits of a kind of string. */
export const IS_DOUBLED = 1;
export const HAS_LINES = 2;
export const IS_CHARACTER = 4;
export const ENDS_LATE = 8;

/** What part of a name or a string tells: a model or an address; the same of a name alone; who makes a client. */
export const TELLS = 1;
export const TELLS_AS_NAME = 2;
export const MAKES = 4;
/** It makes a client where the word ends here. */
export const MAKES_AT_END = 8;
/** `new`, `create`, `from`. */
export const IS_MADE = 16;

/** Of a name, but of no word in it. */
export const IS_JOINED = 30;

/** What whole words are. */
export const IS_KEYWORD = 1;
export const IS_BEFORE_OPERAND = 2;
export const IS_BEFORE_OBJECT = 4;
export const IS_EXPORTED = 8;
export const IS_INCLUDE = 16;
/** Places in the table of whole words, a power of two, and bits of one. */
export const WORD_PLACES = 512;
export const WORD_SHIFT = 55;
export const LONGEST_RUN = 12;
