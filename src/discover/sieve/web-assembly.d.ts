/** What is used of https://webassembly.github.io/spec/js-api/, which the types of Node 20 leave out. */
declare namespace WebAssembly {
  class Memory {
    /** In pages of 64 KiB. Throws RangeError where there is no room. */
    constructor(pages: { readonly initial: number; readonly maximum: number });
    readonly buffer: ArrayBuffer;
  }
  class Module {
    /** Throws CompileError where the processor lacks what the code needs. */
    constructor(bytes: Uint8Array);
  }
  class Instance {
    constructor(module: Module, imports: Readonly<Record<string, Readonly<Record<string, Memory>>>>);
    readonly exports: Readonly<Record<string, unknown>>;
  }
}
