/** What the readers of code leave out as saying nothing must be nothing that evidence or settings are made of. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evidenceOf, isTellingKey } from '../src/extract/evidence.ts';
import { settingsOf } from '../src/extract/settings.ts';
import { linesOf } from '../src/formats/position.ts';
import { isOfWhatItBelongsTo, mayBeSetting, mayTell } from '../src/formats/source/telling.ts';
import { ROLE_NAMES, roleOf, roleOfKeys } from '../src/rules/key-role.ts';

const words = [...new Set(ROLE_NAMES.flatMap((name) => name.split(' '))), 'id', 'name', 'type', 'default', 'x', 'openai', 'foo', '3'];
const key = fc
  .tuple(fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 4 }), fc.constantFrom('_', '-', '', 'Camel', '.'))
  .map(([parts, join]) =>
    join === 'Camel' ? parts.map((part) => part.slice(0, 1).toUpperCase() + part.slice(1)).join('') : parts.join(join),
  );
const value = fc.oneof(
  fc.constantFrom(
    'https://h/x',
    'http://',
    'ws://a',
    'localhost:1',
    '127.0.0.1:80',
    '0.0.0.0:1',
    'MODEL',
    'HOST',
    'Host',
    'A_B',
    'MODEL_X_1',
    'a_b',
  ),
  fc.string({ maxLength: 8 }),
);

describe('names in code', () => {
  it.each(ROLE_NAMES)('%s tells', (name) => {
    for (const written of [name.replaceAll(' ', '_'), name.replaceAll(' ', ''), name.replaceAll(' ', '-').toUpperCase()]) {
      if (roleOf(written) !== null) expect(mayTell(written)).toBe(true);
    }
  });

  it('that tell something are not left out', () => {
    fc.assert(
      fc.property(key, key, (above, last) => {
        if (roleOf(last) !== null || isTellingKey(last)) expect(mayTell(last)).toBe(true);
        if (roleOfKeys([above, last]) === null) return;
        expect(mayTell(last)).toBe(true);
        expect(!isOfWhatItBelongsTo(last) || mayTell(above)).toBe(true);
      }),
    );
  });

  it('whose value is a setting whatever they are called are not left out', () => {
    fc.assert(
      fc.property(value, (text) => {
        const span = { start: 0, end: text.length, form: 'string', keys: ['x'], scope: '' } as const;
        const file = { path: 'a.ts', text, size: text.length, anchors: [], head: new Uint8Array() };
        const lines = linesOf(text);
        const made = [...evidenceOf(file, [span], 'source/code', 'use', lines), ...settingsOf(file, [span], 'source/code', 'use', lines)];
        if (made.length > 0) expect(mayBeSetting(text, 0, text.length)).toBe(true);
      }),
      { examples: [['https://h/x'], ['localhost:1'], ['OPENAI_API_KEY'], ['MODEL']] },
    );
  });
});
