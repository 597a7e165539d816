import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, sniff } from '../src/discover/decode.ts';

const bytes = (...parts: (string | number[] | Buffer)[]) => Buffer.concat(parts.map((part) => Buffer.from(part)));
const utf16le = (text: string) => Buffer.from(text, 'utf16le');
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();

describe('decode', () => {
  it.each([
    ['UTF-8', bytes('qwen é'), 'utf-8'],
    ['UTF-8 with a mark', bytes([0xef, 0xbb, 0xbf], 'qwen é'), 'utf-8'],
    ['UTF-16LE with a mark', bytes([0xff, 0xfe], utf16le('qwen é')), 'utf-16le'],
    ['UTF-16BE with a mark', bytes([0xfe, 0xff], utf16be('qwen é')), 'utf-16be'],
    ['UTF-16LE without a mark', utf16le('qwen é'), 'utf-16le'],
    ['UTF-16BE without a mark', utf16be('qwen é'), 'utf-16be'],
  ])('reads %s', (_name, content, encoding) => {
    expect(decode(content)).toEqual({ kind: 'text', text: 'qwen é', encoding });
  });

  it.each([
    ['UTF-16LE', bytes(utf16le('qwen'), [0x41])],
    ['UTF-16BE', bytes(utf16be('qwen'), [0x00])],
  ])('reads %s in spite of an odd byte at its end', (_name, content) => {
    expect(decode(content)).toMatchObject({ kind: 'text', text: expect.stringMatching(/^qwen/) });
  });

  it.each([
    ['little', [0xff, 0xfe, 0, 0, 0x71, 0, 0, 0]],
    ['big', [0, 0, 0xfe, 0xff, 0, 0, 0, 0x71]],
  ])('does not read UTF-32, %s end first', (_name, content) => {
    expect(decode(bytes(content))).toMatchObject({ kind: 'unsupported' });
  });

  it.each([
    ['a zero among text', bytes('qwen', [0], 'max')],
    ['a zero as the last byte of 8 kB', bytes('a'.repeat(8191), [0])],
    ['zeros on both sides', bytes([0, 1, 0, 0, 2, 0, 0, 3, 0, 0])],
    ['a zero behind a few letters', bytes('qwen', [0])],
    ['three bytes', bytes([0x41, 0, 0x42])],
    ['a font', bytes([0, 1, 0, 0, 0, 0x0f, 0, 0x80, 0, 3, 0, 0x70], 'OS/2', [0, 5, 0, 0x12, 0, 0x60, 0, 0x07, 0, 0x15])],
    ['a picture', bytes([0xff, 0xd8, 0xff, 0xe0, 0x10, 0, 0x4a, 0, 0x01, 0, 0x02, 0, 0x05, 0, 0x08, 0, 0x0c, 0, 0x41, 0])],
    ['a picture of one colour', bytes([0xff, 0xd8, 0xff, 0xe0], ...Array.from({ length: 500 }, () => [0x00, 0xa2, 0x8a, 0x28]))],
    ['a zero beside letters that are not ASCII', utf16le('éàü'.repeat(50))],
  ])('takes %s for binary', (_name, content) => expect(decode(content)).toEqual({ kind: 'binary' }));

  it('does not look for zeros behind 8 kB', () => expect(decode(bytes('a'.repeat(8192), [0]))).toMatchObject({ kind: 'text' }));

  it.each([
    ['an empty file', bytes(), ''],
    ['one byte', bytes('a'), 'a'],
    ['only a mark', bytes([0xef, 0xbb, 0xbf]), ''],
    ['only a UTF-16 mark', bytes([0xff, 0xfe]), ''],
    ['malformed UTF-8', bytes('a', [0xff], 'b'), 'a\ufffdb'],
    ['a second mark', bytes([0xef, 0xbb, 0xbf, 0xef, 0xbb, 0xbf], 'a'), '\ufeffa'],
  ])('reads %s', (_name, content, text) => expect(decode(content)).toMatchObject({ kind: 'text', text }));

  it('never throws, and looks at no byte behind the length it is given', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(200), (content, cut) => {
        const length = Math.min(cut, content.length);
        expect(sniff(content, length)).toEqual(sniff(content.slice(0, length), length));
        expect(['text', 'binary', 'unsupported']).toContain(decode(content).kind);
      }),
    );
  });
});
