/** Nothing from a tree reaches a report unescaped. */
import fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { visible } from '../src/report/visible.ts';
import { reports } from './report-arbitrary.ts';
import { csvRows, withoutCode } from './report-parse.ts';
import { loaded, poisoned, written } from './report-poisoned.ts';

const ESC = '\x1b';
const PAYLOADS = [
  `${ESC}[31mred${ESC}[0m`,
  `${ESC}[2J${ESC}[H`,
  `${ESC}]8;;https://evil.example${ESC}\\here${ESC}]8;;${ESC}\\`,
  `${ESC}]0;title\x07`,
  `${ESC}]52;c;ZWNobyBoaQ==\x07`,
  '\x9b31mC1',
  '\x90q\x9c',
  '\rPass: no findings',
  '\r\nPass: no findings',
  '\n::error::forged',
  '::error file=a::forged',
  '  ::stop-commands::x',
  'a ::warning::b',
  'x::y',
  '##[error]forged',
  '##[group]x',
  'text ##vso[task.setvariable variable=a]b',
  '##teamcity[testFailed]',
  'section_start:1:x\r\x1b[0K',
  '\x00nul',
  '\x08\x08\x08back',
  '\x7fdel',
  'a\tb',
  '\u202etxt.exe',
  '\u2066isolate\u2069',
  '\u200bzero\u200dwidth\ufeff',
  '\u2028line\u2029paragraph',
  '\u00adsoft',
  '\u{e0041}\u{e0042}tags',
  '\u{e0100}selector',
  '\ufe0f\u115f\u3164fillers',
  '\ud800lone',
  'lone\udc00',
  '\uffff\ufffe',
  '\ufff9ruby\ufffb',
  '[click](https://evil.example)',
  '[x](1)',
  '![i](https://evil.example/p.png)',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '</details><h1>Pass</h1>',
  '<!-- hidden -->',
  '`code` ``` fence',
  '**bold** _it_ ~~no~~ # head',
  '| cell | cell |',
  '\\| \\` \\[',
  '@everyone #1 !2 GH-3 $4 %5 ~l &6',
  'www.evil.example https://evil.example',
  ':tada: :+1:',
  '=cmd|"/c calc"!A1',
  '+1-1',
  '-2+3',
  '@SUM(A1)',
  '\t=1+1',
  '＝1+1',
  '%0A::error::x',
  'a,b;c"d\'e',
  ']]>',
  '<![CDATA[x]]>',
  '&amp;&lt;&#x1b;&xxe;',
  '<!DOCTYPE x [<!ENTITY xxe SYSTEM "file:///etc/passwd">]>',
  '${{ github.token }}',
  '$(id) `id`',
] as const;

const HOSTILE = fc
  .array(
    fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...PAYLOADS) }, fc.constantFrom(' ', '::', '##', '[', '`', '\\', 'a', '/', '\r')),
    { maxLength: 5 },
  )
  .map((parts) => parts.join(''));

/** Control, invisible and bidirectional characters, line separators, lone surrogates; line feeds aside. */
const HIDDEN =
  // oxlint-disable-next-line no-control-regex -- control characters are what this is about
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\ufff9-\ufffb\ufffe\uffff\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Surrogate}]/u;

function expectHarmless(format: string, text: string): void {
  expect(HIDDEN.exec(text.replaceAll(format === 'csv' ? '\r\n' : '\n', ''))?.[0].codePointAt(0), format).toBeUndefined();
  expect(text, format).not.toMatch(/##(?:vso|teamcity)?\[/i);
  const commands = text.split('\n').filter((line) => line.trimStart().startsWith('::'));
  const own = /^::(?:error|warning|notice) (?:file=[^,:]*,line=\d+,endLine=\d+,col=\d+,endColumn=\d+,)?title=[^,:]*::/;
  if (format === 'github') for (const line of commands) expect(line).toMatch(own);
  else expect(commands, format).toEqual([]);
}

describe.each([...loaded.keys()])('%s', (format) => {
  it(`is not moved by any of ${PAYLOADS.length} payloads`, () => {
    for (const payload of PAYLOADS) for (const width of [40, 80]) expectHarmless(format, written(format, poisoned(payload), width));
  });

  it('is not moved by any mixture of them, at any width', () => {
    fc.assert(
      fc.property(reports(HOSTILE), fc.integer({ min: 30, max: 120 }), (report, width) =>
        expectHarmless(format, written(format, report, width)),
      ),
      { numRuns: 120 },
    );
  });
});

it('text: no line that is broken in two begins with a command', () => {
  for (let length = 1; length < 90; length++) {
    expectHarmless('text', written('text', poisoned(`${'x'.repeat(length)}::error::forged`), 40));
    expectHarmless('text', written('text', poisoned(`${'x'.repeat(length)}##[error]forged`), 40));
  }
});

describe('what is written can be read back', () => {
  it('JSON: exactly', () => {
    for (const payload of PAYLOADS.filter((text) => !text.includes('token'))) {
      const { components } = JSON.parse(written('json', poisoned(payload))) as { components: { name: string }[] };
      expect(components[0]?.name).toBe(payload.toWellFormed());
    }
  });

  it('SARIF: no brackets but our own links', () => {
    fc.assert(
      fc.property(HOSTILE, (text) => {
        const { runs } = JSON.parse(written('sarif', poisoned(text))) as { runs: { results: { message: { text: string } }[] }[] };
        for (const { message } of runs[0]?.results ?? []) {
          const bare = message.text.replaceAll(/\\[\\[\]]/g, '').replaceAll(/\[[^[\]]+\]\(\d+\)/g, '');
          expect(bare).not.toMatch(/[[\]]/);
        }
      }),
    );
  });

  it('Markdown: nothing but plain words outside of code', () => {
    fc.assert(
      fc.property(HOSTILE, (text) => {
        const body = withoutCode(written('markdown', poisoned(text)));
        expect(body).not.toMatch(/[<>[\]@~$!*`\\&]|:\/\/|www\.|GH-|:\w+:|#\d/);
        expect(
          body
            .split('\n')
            .filter((line) => line.startsWith('#'))
            .every((line) => /^#{2,3} (?:Pedigree: |Coverage|error: |warning: |note: )/.test(line)),
        ).toBe(true);
      }),
    );
  });

  it('JUnit: well-formed, and the text is what it was', () => {
    const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '', processEntities: true });
    fc.assert(
      fc.property(HOSTILE, (text) => {
        const xml = written('junit', poisoned(text));
        expect(XMLValidator.validate(xml)).toBe(true);
        expect(Object.keys(parser.parse(xml)).sort()).toEqual(['?xml', 'testsuites']);
      }),
    );
  });

  it('CSV: as many cells as columns, and none that a spreadsheet calculates', () => {
    fc.assert(
      fc.property(HOSTILE, (text) => {
        const [head = [], ...rows] = csvRows(written('csv', poisoned(text)));
        for (const row of rows) {
          expect(row).toHaveLength(head.length);
          for (const cell of row) expect(cell).not.toMatch(/^\s*[=+\-@|%＝＋－＠]/);
        }
      }),
    );
  });

  it('visible text stays as it is, and what is made visible does too', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme-ascii' }).filter((text) => !/##|::/.test(text)),
        (text) => visible(text) === text,
      ),
    );
    fc.assert(fc.property(HOSTILE, (text) => visible(visible(text)) === visible(text)));
  });
});
