/** Serial numbers that the same facts always get: https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-5 */
import { hashOf } from '../rules/digest.ts';

/** The name space of URLs, as the RFC gives it. */
const NAME_SPACE = Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex');

/** A version 5 UUID of some text. */
export function uuidOf(text: string): string {
  const bytes = hashOf('sha1').update(NAME_SPACE).update(`pedigree:bom:${text}`).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
