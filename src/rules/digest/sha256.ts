/**
 * SHA-256 of one text (https://csrc.nist.gov/pubs/fips/180-4/upd1/final): AssemblyScript (https://www.assemblyscript.org), which the build
 * compiles.
 */

const BLOCK: i32 = 64;
/** Behind a text: one byte that ends it, and eight that tell its length. */
const END: i32 = 9;
const ROOM: i32 = 1 << 13;

/** Where a text is put, with room for so many bytes and the end; and where its hash is found. */
export const text: usize = memory.data(1 << 13);
export const size: i32 = ROOM - BLOCK - END;
export const hash: usize = memory.data(32);

const schedule: usize = memory.data(256);
const first: usize = memory.data<u32>([0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19]);
const constants: usize = memory.data<u32>([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be,
  0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa,
  0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85,
  0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3,
  0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f,
  0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
]);

/** Hashes the first `length` bytes of the text. */
export function digest(length: i32): void {
  const blocks = (length + END + BLOCK - 1) / BLOCK;
  memory.fill(text + length, 0, blocks * BLOCK - length);
  store<u8>(text + length, 128);
  store<u32>(text + blocks * BLOCK - 4, bswap<u32>((<u32>length) << 3));
  memory.copy(hash, first, 32);
  for (let block = 0; block < blocks; block++) mix(text + block * BLOCK);
  for (let at: usize = 0; at < 32; at += 4) store<u32>(hash + at, bswap<u32>(load<u32>(hash + at)));
}

function mix(block: usize): void {
  expand(block);
  let a = load<u32>(hash);
  let b = load<u32>(hash, 4);
  let c = load<u32>(hash, 8);
  let d = load<u32>(hash, 12);
  let e = load<u32>(hash, 16);
  let f = load<u32>(hash, 20);
  let g = load<u32>(hash, 24);
  let h = load<u32>(hash, 28);
  for (let at: usize = 0; at < 256; at += 4) {
    const turned = rotr(e, 6) ^ rotr(e, 11) ^ rotr(e, 25);
    const one = h + turned + ((e & f) ^ (~e & g)) + load<u32>(constants + at) + load<u32>(schedule + at);
    const two = (rotr(a, 2) ^ rotr(a, 13) ^ rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    h = g;
    g = f;
    f = e;
    e = d + one;
    d = c;
    c = b;
    b = a;
    a = one + two;
  }
  add(0, a);
  add(4, b);
  add(8, c);
  add(12, d);
  add(16, e);
  add(20, f);
  add(24, g);
  add(28, h);
}

/** The words of a block, and 48 that follow from them. */
function expand(block: usize): void {
  for (let at: usize = 0; at < 64; at += 4) store<u32>(schedule + at, bswap<u32>(load<u32>(block + at)));
  for (let at: usize = 64; at < 256; at += 4) {
    const early = load<u32>(schedule + at - 60);
    const late = load<u32>(schedule + at - 8);
    const low = rotr(early, 7) ^ rotr(early, 18) ^ (early >>> 3);
    const high = rotr(late, 17) ^ rotr(late, 19) ^ (late >>> 10);
    store<u32>(schedule + at, load<u32>(schedule + at - 64) + low + load<u32>(schedule + at - 28) + high);
  }
}

function add(at: usize, word: u32): void {
  store<u32>(hash + at, load<u32>(hash + at) + word);
}
