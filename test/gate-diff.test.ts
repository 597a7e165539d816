import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newFolder, removeAll, repositoryAt, type Repository } from './gate-repo.ts';

const OLD = [
  'client = OpenAI(base_url="https://api.deepseek.com", model="deepseek-chat")',
  'm = AutoModel.from_pretrained("Qwen/Qwen2.5-7B-Instruct")',
  'e = AutoModel.from_pretrained("BAAI/bge-m3")',
  '',
];
const NEW = [
  'client = OpenAI(base_url="https://openrouter.ai/api/v1", model="deepseek-chat")',
  'm = AutoModel.from_pretrained("Qwen/Qwen3-8B")',
  'k = OpenAI(base_url="https://api.moonshot.cn/v1", model="kimi-k2-turbo-preview")',
  '',
];

interface Answer {
  readonly verdict: string;
  readonly changes: readonly {
    readonly change: string;
    readonly id: string;
    readonly before?: { readonly id: string };
    readonly facets: readonly { readonly what: string; readonly from: readonly string[]; readonly to: readonly string[] }[];
    readonly findings: readonly { readonly ruleId: string; readonly level: string }[];
  }[];
}

let repo: Repository;
beforeAll(() => {
  repo = repositoryAt(newFolder());
  for (const [name, lines, version] of [
    ['old', OLD, '1.20.0'],
    ['new', NEW, '1.24.0'],
  ] as const) {
    repo.write('tree/app.py', lines.join('\n'));
    repo.write('tree/requirements.txt', `dashscope==${version}\n`);
    const formats = ['json', 'cyclonedx'].flatMap((format) => ['--format', `${format}=${name}.${format}`]);
    expect(repo.run(['scan', 'tree', '--fail-on', 'never', ...formats]).code).toBe(0);
  }
});
afterAll(removeAll);

function answer(...args: string[]): Answer {
  return JSON.parse(repo.run(['diff', ...args, '--format', 'json']).out) as Answer;
}

describe('pedigree diff', () => {
  it.each(['json', 'cyclonedx'])('tells from %s what came, went and changed', (format) => {
    const { changes } = answer(`old.${format}`, `new.${format}`);
    expect(changes.map(({ change, id }) => `${change} ${id}`)).toEqual([
      'came model/kimi/kimi-k2-turbo-preview',
      'came service/moonshot',
      'changed model/deepseek/deepseek-chat',
      'changed model/qwen/qwen3-8b',
      'changed package/pypi/dashscope',
      'went model/bge/bge-m3',
      'went service/deepseek',
    ]);
    const [chat, qwen, library] = changes.filter(({ change }) => change === 'changed');
    expect(chat?.facets.map(({ what }) => what)).toEqual(['host', 'exposure']);
    expect(chat?.facets[1]).toEqual({ what: 'exposure', from: ['in-country-api'], to: ['third-party-api'] });
    expect(qwen?.facets).toEqual([{ what: 'version', from: ['Qwen2.5-7B-Instruct'], to: ['Qwen3-8B'] }]);
    expect(qwen?.before?.id).toBe('model/qwen/qwen2.5-7b-instruct');
    expect(library?.facets).toMatchObject([{ what: 'version' }]);
  });

  it('compares a report with a BOM', () => {
    const { changes } = answer('old.json', 'new.cyclonedx');
    expect(changes.map(({ change }) => change).toSorted()).toEqual(['came', 'came', 'changed', 'changed', 'changed', 'went', 'went']);
    expect(answer('old.json', 'old.cyclonedx').changes.filter(({ change }) => change !== 'changed')).toEqual([]);
  });

  it('finds no difference between equal documents, and takes one back and forth', () => {
    for (const format of ['json', 'cyclonedx']) expect(answer(`old.${format}`, `old.${format}`).changes).toEqual([]);
    const counts = (changes: Answer['changes'], change: string) => changes.filter((one) => one.change === change).length;
    const [there, back] = [answer('old.json', 'new.json').changes, answer('new.json', 'old.json').changes];
    expect([counts(there, 'came'), counts(there, 'went')]).toEqual([counts(back, 'went'), counts(back, 'came')]);
  });

  it('names the rules that a change breaks, and those only', () => {
    const { changes } = answer('old.json', 'new.json');
    const broken = changes.flatMap(({ id, findings }) => findings.map(({ level }) => `${level} ${id}`));
    expect(broken).toEqual(['error model/kimi/kimi-k2-turbo-preview', 'error service/moonshot', 'warning model/deepseek/deepseek-chat']);
  });

  it.each([
    [[], 0],
    [['--fail-on', 'error'], 1],
    [['--fail-on', 'warning'], 1],
    [['--policy', 'inventory', '--fail-on', 'note'], 0],
  ])('%j is exit %i', (args, code) => {
    const formats = ['text', 'json=x.json', 'markdown=x.md'].flatMap((format) => ['--format', format]);
    expect(repo.run(['diff', 'old.json', 'new.json', ...formats, ...args]).code).toBe(code);
    expect(repo.run(['diff', 'old.json', 'old.json', '--format', 'json', ...args]).code).toBe(0);
  });

  it('writes text and Markdown', () => {
    const { out } = repo.run(['diff', 'old.json', 'new.json', '--format', 'markdown=diff.md', '--format', 'text']);
    expect(out).toMatch(/^2 came, 3 changed, 2 went; 3 new findings/);
    expect(out).toContain('~ Qwen2.5-7B-Instruct -> Qwen3-8B');
    expect(out).toContain('    exposure: API in China -> API of OpenRouter');
    expect(
      repo
        .read('diff.md')
        .split('\n')
        .filter((line) => line.startsWith('| ')),
    ).toHaveLength(9);
  });

  it('identifies the models of BOMs of other programs', () => {
    const model = (name: string) => ({ type: 'machine-learning-model', 'bom-ref': name, group: 'Qwen', name });
    repo.write('a.json', JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', components: [] }));
    repo.write(
      'b.json',
      JSON.stringify({
        bomFormat: 'CycloneDX',
        specVersion: '1.6',
        components: [{ type: 'application', name: 'x', components: [model('Qwen3-8B')] }],
      }),
    );
    expect(answer('a.json', 'b.json').changes).toMatchObject([
      { change: 'came', id: 'model/qwen/qwen3-8b', family: 'qwen', origin: { weights: 'CN' } },
    ]);
  });

  it('keeps credentials, commands and escapes of a document to itself', () => {
    const hostile = JSON.parse(repo.read('new.json')) as { components: { name: string; id: string }[] };
    for (const component of hostile.components) {
      component.id += 'x';
      component.name = '\u001b[31m::error::x | <b> sk-abcdefghij0123456789abcdefghij';
    }
    repo.write('hostile.json', JSON.stringify(hostile));
    for (const format of ['text', 'json', 'markdown']) {
      const { out } = repo.run(['diff', 'old.json', 'hostile.json', '--format', format]);
      expect(out).not.toContain('\u001b');
      expect(out).not.toMatch(/^::error|sk-abcdefghij/m);
    }
  });

  it.each([
    ['one file', ['old.json']],
    ['three files', ['old.json', 'new.json', 'old.json']],
    ['a file that does not exist', ['old.json', 'nowhere.json']],
    ['a file that is neither', ['old.json', 'tree/app.py']],
    ['an unknown format', ['old.json', 'new.json', '--format', 'sarif']],
    ['an unknown flag', ['old.json', 'new.json', '--baseline', 'x']],
    ['an unknown policy', ['old.json', 'new.json', '--policy', 'nope']],
  ])('with %s is exit 2', (_, args) => {
    const { code, out } = repo.run(['diff', ...args]);
    expect([code, out]).toEqual([2, '']);
  });
});
