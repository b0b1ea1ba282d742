import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { api } from '#contracts/api/operations.ts';
import { findTemplate } from '../console/src/texts/find-template.ts';
import { partName } from '../console/src/pages/overview/part-name.ts';
import { german } from '../console/src/texts/german/index.ts';
import { createProblems } from '../src/audit/verify/problems.ts';
import { apiSentences } from './support/api-sentences.ts';
import { sourceFiles } from './support/source-files.ts';

// Shown at a terminal, in the log or to programs, and on no page.
const elsewhere = [
  /openapi|api-reference|console-pages|locate\.ts|recover-owner|conflict\.ts|publication-notes/,
  /^First steps: the sample app$|^the first policies$|^Restored|^x1: x1$/,
] as const;

const sources = sourceFiles(
  'src/control/services',
  'src/control/http',
  'src/policy/rules',
  'src/identity/providers',
)
  .filter(({ path }) => !path.endsWith('.test.ts') && !elsewhere[0].test(path))
  .filter(({ path }) => !path.includes('identity/') || /provider-error|try-provider/.test(path));

const isKnown = (sentence: string) =>
  Object.hasOwn(german, sentence) ||
  Object.hasOwn(german, `${sentence}.`) ||
  findTemplate(sentence) !== undefined ||
  findTemplate(`${sentence} (x1)`) !== undefined;

describe('what the API says, on pages of another language', () => {
  it('is known to the console: add the sentence to console/src/texts/api-templates.ts', () => {
    const sentences = sources
      .flatMap((file) => apiSentences(file))
      .filter((sentence) => !elsewhere[1].test(sentence));
    expect(sentences.length).toBeGreaterThan(120);
    expect(sentences.filter((sentence) => !isKnown(sentence))).toEqual([]);
  });

  it('includes what is wrong with the audit chain', () => {
    const prefixes = { chain: 'record x1 of x1 ', checkpoints: 'checkpoint x1 ' } as const;
    const wanted = {
      fields: new Set(['message']),
      calls: new Set(['say', 'record', 'checkpoint']),
      variables: new Set(['message']),
    };
    const written = sourceFiles('src/audit/verify')
      .filter(({ path }) => !/\.test\.ts$|problems\.ts$/.test(path))
      .flatMap((file) => {
        const prefix = file.path.endsWith('chain.ts') ? prefixes.chain : prefixes.checkpoints;
        return apiSentences(file, wanted).map((words) =>
          /^(record|checkpoints?|the) /.test(words) ? words : `${prefix}${words}`,
        );
      })
      .filter((words) => !words.endsWith('x1 x1'));
    const problems = createProblems(10);
    problems.missing({ chain: 'c1', seq: 1 }, 1);
    problems.missing({ chain: 'c1', seq: 2 }, 5_000);
    problems.missing({ checkpoint: 1 }, 1);
    problems.missing({ checkpoint: 2 }, 5_000);
    const messages = [...written, ...problems.list().map(({ message }) => message)];
    expect(messages.length).toBeGreaterThan(20);
    expect(messages.filter((message) => !isKnown(message))).toEqual([]);
  });

  it('includes how the parts are, and what they are called', () => {
    const wanted = {
      fields: new Set(['why']),
      calls: new Set(['wrong']),
      variables: new Set(['why']),
    };
    const files = sourceFiles('src/main/parts/control', 'src/main/host-certificate', 'src/observe').filter(
      ({ path, text }) =>
        !path.endsWith('.test.ts') && /HealthCheck|read-host-certificate|observe\/health/.test(path + text),
    );
    const why = files.flatMap((file) =>
      apiSentences(file, wanted)
        .filter((words) => !/^x1 x1|^(Control cannot listen|There is no key|That is no exported)/.test(words))
        .map((words) => (/^(is|ended|cannot be) /.test(words) ? `x1 ${words}.` : words)),
    );
    expect(why.length).toBeGreaterThan(10);
    expect(why.filter((words) => !isKnown(words.replace('readx1', 'read')))).toEqual([]);
    const names = files.flatMap(({ text }) =>
      [...text.matchAll(/name: '([a-z-]+)',\s*look/g)].map(([, name = '']) => name),
    );
    expect(names.length).toBeGreaterThan(2);
    expect(names.filter((name) => !Object.hasOwn(german, partName(name)))).toEqual([]);
  });

  it('includes why a policy test does not hold, and how policies differ', () => {
    const wanted = {
      fields: new Set(['why', 'name', 'words', 'message']),
      calls: new Set(['push']),
      variables: new Set(['why', 'sentence', 'message']),
    };
    const files = sourceFiles('src/control/services/policies', 'src/decision').filter(({ path }) =>
      /tests\/(run|keep)-tests\.ts$|test-inputs\.ts$|policies\/difference\.ts$|decision\/owner-test\.ts$/.test(
        path,
      ),
    );
    const words = files
      .flatMap((file) => apiSentences(file, wanted))
      .map((one) => (one === 'x1: x1' ? 'x1 can open x1: x1' : one));
    expect(words.length).toBeGreaterThan(8);
    expect(words.filter((one) => !isKnown(one))).toEqual([]);
    for (const one of ['added', 'added, enforcing', 'removed, only observing', 'off → enforcing'])
      expect(isKnown(one)).toBe(true);
  });

  it.each([
    ['2 to 9 of the checkpoints are missing', '{{first}} to {{last}} of the checkpoints are missing'],
    ['Ada and Wiki: “Staff” may permit it', '{{who}} and {{app}}: {{policies}} may permit it'],
    [
      'An owner can open the console and publish policies',
      'An owner can open the console and publish policies',
    ],
  ])('takes %j for itself rather than for one like it', (sentence, template) => {
    expect(findTemplate(sentence)?.template).toBe(template);
  });

  it('includes the rules of our own schemas', () => {
    const rules = sourceFiles('src/contracts').flatMap(({ text }) =>
      [...text.matchAll(/'((?:must|has at most|a segment) [^']+)'/g)].map(([, rule = '']) => rule),
    );
    expect(rules.length).toBeGreaterThan(20);
    expect(rules.filter((rule) => !isKnown(rule))).toEqual([]);
  });

  it('includes what schemas find wrong', () => {
    const wrong: unknown[] = [
      {},
      { name: '', url: 1, upstream: { url: [] } },
      { name: 'x'.repeat(10_000), nonsense: 1 },
      7,
    ];
    const messages = Object.values(api)
      .flatMap((area) => Object.values(area))
      .flatMap((operation) =>
        'body' in operation && operation.body instanceof z.ZodType ? [operation.body] : [],
      )
      .flatMap((body) => wrong.flatMap((one) => body.safeParse(one).error?.issues ?? []))
      .map(({ message }) => message);
    expect(messages.length).toBeGreaterThan(100);
    expect([...new Set(messages)].filter((message) => !isKnown(message))).toEqual([]);
  });
});

describe('the search for a sentence', () => {
  it.each([
    ['wiki is no app', '{{name}} is no app', { name: 'wiki' }],
    ['It answered 200.', 'It answered {{status}}.', { status: '200' }],
    [
      'It answered 302 and sends people to a.example: past Sallyport, unless that is another app here.',
      'It answered {{status}} and sends people to {{target}}: past Sallyport, unless that is another app here.',
      { status: '302', target: 'a.example' },
    ],
    ['have app_1, which does not exist', 'have {{name}}, which does not exist', { name: 'app_1' }],
    ['The body is not JSON.', 'The body is not JSON.', {}],
  ])('finds %j', (sentence, template, values) => {
    expect(findTemplate(sentence)).toEqual({ template, values });
  });

  it('finds nothing in what is not ours, and soon', () => {
    expect(findTemplate('unexpected token `perm`')).toBeUndefined();
    expect(findTemplate('x ('.repeat(600))).toBeUndefined();
    expect(findTemplate(`It answered ${'x'.repeat(3_000)}.`)).toBeUndefined();
  });
});
