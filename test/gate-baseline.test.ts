import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { entriesOf, matchKnown } from '../src/gate/index.ts';
import type { Finding } from '../src/types.ts';
import { CALL, CLEAN, OTHER_CALL, randomFrom, removeAll, repository, type Repository } from './gate-repo.ts';

const FILES = 50;
const file = (index: number) => `src/part${index % 5}/module${index}.py`;
const known = (index: number) => `import os\n\n\ndef call_${index}():\n    ${index % 2 === 0 ? CALL : OTHER_CALL}    return client\n`;

let repo: Repository;

beforeAll(() => {
  repo = repository(Object.fromEntries(Array.from({ length: FILES }, (_, index) => [file(index), known(index)])));
  expect(repo.run(['baseline', '--output', 'known.jsonl', '--quiet'])).toEqual({ code: 0, out: '', err: '' });
});
afterAll(removeAll);

describe('a baseline', () => {
  it('is sorted, one entry a line, and holds no line number', () => {
    const [head, ...entries] = repo.read('known.jsonl').trimEnd().split('\n');
    expect(head).toBe('{"pedigree":"baseline","version":1}');
    const parsed = entries.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(parsed.map(({ path }) => path)).toEqual(parsed.map(({ path }) => String(path)).toSorted());
    expect(new Set(parsed.flatMap((entry) => Object.keys(entry)))).toEqual(
      new Set(['path', 'ruleId', 'component', 'fingerprint', 'content']),
    );
    expect(repo.run(['baseline']).out).toBe(repo.read('known.jsonl'));
  });

  it('makes a repository full of old findings pass, and a new one fail', () => {
    expect(repo.run(['ci']).code).toBe(1);
    const { code, report } = repo.report(['ci', '--baseline', 'known.jsonl']);
    expect(code).toBe(0);
    expect(new Set(report.findings.map(({ state }) => state))).toEqual(new Set(['unchanged']));
    const other = repo.copy();
    other.write('src/new.py', 'client = OpenAI(base_url="https://api.minimaxi.com/v1", model="MiniMax-M2")\n');
    const after = other.report(['ci', '--baseline', 'known.jsonl']);
    expect(after.code).toBe(1);
    expect(
      new Set(after.report.findings.filter(({ state }) => state === 'new').map(({ locations }) => locations[0]?.['path' as never])),
    ).toEqual(new Set(['src/new.py']));
  });

  it('leaves people with what is new: known findings are counted, not listed', () => {
    const other = repo.copy();
    other.write('src/new.py', 'client = OpenAI(base_url="https://api.minimaxi.com/v1", model="MiniMax-M2")\n');
    const { out } = other.run(['ci', '--baseline', 'known.jsonl', '--format', 'text', '--format', 'markdown']);
    const known = repo.read('known.jsonl').trimEnd().split('\n').length - 1;
    expect(out).toMatch(new RegExp(`^Fail: 2 errors, ${known} known`));
    expect(out).toContain('src/new.py:1:');
    expect(out).not.toContain('module1.py');
    expect(out.split('\n').length).toBeLessThan(60);
  });

  it('survives 50 random line shifts and renames', () => {
    const random = randomFrom(20260101);
    const other = repo.copy();
    for (let index = 0; index < FILES; index++) {
      const lines = known(index).split('\n');
      for (let count = 1 + Math.floor(random() * 6); count > 0; count--)
        lines.splice(Math.floor(random() * 3), 0, random() < 0.5 ? '' : '# a line');
      const isMoved = random() < 0.5;
      other.remove(file(index));
      other.write(isMoved ? `lib${Math.floor(random() * 9)}/renamed${index}.py` : file(index), lines.join('\n'));
    }
    const { code, report } = other.report(['ci', '--baseline', 'known.jsonl']);
    expect(report.findings.filter(({ state }) => state === 'new')).toEqual([]);
    expect(report.diagnostics.filter(({ code: kind }) => kind === 'baseline/unmatched')).toEqual([]);
    expect(report.findings.length).toBe(repo.read('known.jsonl').trimEnd().split('\n').length - 1);
    expect(code).toBe(0);
  });

  it('knows what a move makes milder, and not what it makes graver', () => {
    const rules = (['error', 'warning'] as const).map((level) => ({ id: `p/${level}`, level }));
    const finding = (level: 'error' | 'warning', path: string): Finding => ({
      ruleId: `p/${level}`,
      level,
      message: '',
      component: 'model/x/x-1',
      locations: [{ path, line: 1, column: 1, endColumn: 2 }],
      fingerprint: `${level} ${path}`,
      lineHash: null,
      state: 'new',
      suppressions: [],
    });
    const known = (before: Finding, now: Finding) => matchKnown([now], [], entriesOf([before], []), rules).findings.size;
    expect(known(finding('error', 'moonshot/list.py'), finding('warning', 'lists/list.py'))).toBe(1);
    expect(known(finding('warning', 'lists/list.py'), finding('error', 'moonshot/list.py'))).toBe(0);
    expect(known({ ...finding('error', 'a.py'), ruleId: 'gone/rule' }, finding('warning', 'a.py'))).toBe(0);
    expect(known({ ...finding('error', 'a.py'), component: 'model/x/x-2' }, finding('warning', 'a.py'))).toBe(0);
  });

  it('does not know a copy', () => {
    const other = repo.copy();
    other.write('src/copy.py', known(0));
    const { code, report } = other.report(['ci', '--baseline', 'known.jsonl']);
    expect(code).toBe(1);
    expect(
      report.findings.filter(({ state }) => state === 'new').every(({ locations }) => JSON.stringify(locations).includes('src/copy.py')),
    ).toBe(true);
  });

  it('may be an earlier JSON report', () => {
    const other = repo.copy();
    expect(other.run(['scan', '--format', 'json=earlier.json', '--fail-on', 'never']).code).toBe(0);
    other.remove(file(0));
    other.write('moved.py', `\n\n${known(0)}`);
    expect(other.report(['ci', '--baseline', 'earlier.json']).code).toBe(0);
  });

  it('tells entries that nothing needs, and --prune drops them and nothing else', () => {
    const other = repo.copy();
    for (const index of [0, 1, 2]) other.write(file(index), CLEAN);
    other.remove(file(3));
    other.write('lib/module3.py', known(3));
    other.write('new.py', 'client = OpenAI(base_url="https://api.minimaxi.com/v1", model="MiniMax-M2")\n');
    const { report } = other.report(['ci', '--baseline', 'known.jsonl']);
    const stale = report.diagnostics.filter(({ code }) => code === 'baseline/unmatched');
    expect(new Set(stale.map(({ path }) => path))).toEqual(new Set([file(0), file(1), file(2)]));
    const before = other.read('known.jsonl').split('\n').length;
    const { code, err } = other.run(['baseline', '--prune', '--output', 'known.jsonl']);
    expect(code).toBe(0);
    const gone = stale.reduce((sum, { message }) => sum + Number(/^\d+/.exec(message)?.[0]), 0);
    expect(gone).toBe(6);
    expect(err).toMatch(new RegExp(`known findings, ${gone} dropped`));
    expect(other.read('known.jsonl').split('\n').length).toBe(before - gone);
    expect(other.read('known.jsonl')).not.toContain('new.py');
    expect(other.read('known.jsonl')).toContain('lib/module3.py');
    expect(other.report(['ci', '--baseline', 'known.jsonl']).code).toBe(1);
  });

  it.each([
    ['no file', 'nowhere.jsonl', null, 'no such file'],
    ['a mistake', 'broken.jsonl', '{"pedigree":"baseline","version":1}\n{"path":"a"}\n', 'broken.jsonl:2'],
    ['a conflict of a merge', 'conflict.jsonl', '{"pedigree":"baseline","version":1}\n<<<<<<< ours\n', 'conflict.jsonl:2'],
    ['another version', 'later.jsonl', '{"pedigree":"baseline","version":2}\n', 'another version'],
  ])('%s is exit 2', (_, name, text, words) => {
    if (text !== null) repo.write(name, text);
    const { code, err } = repo.run(['ci', '--baseline', name]);
    expect(err).toContain(words);
    expect(code).toBe(2);
  });

  it('of an empty folder is exit 4', () => {
    expect(repository().run(['baseline', '--output', 'x.jsonl']).code).toBe(4);
  });
});
