import { describe, expect, it } from 'vitest';
import { operations } from '#contracts/api/operations.ts';
import type { Operation } from '#contracts/api/operation.ts';
import { sampleRequest, textPlaces, withText } from '#testing/sample-requests.ts';

// Hostile names. The walk is made of the schemas of all operations: no text that the API takes may hold what hides,
// turns or is obeyed by a terminal or a log, wherever it is read later, and none is without a limit. A field that is
// added later is walked too.

const marks = {
  'a NUL': '\u0000',
  'a terminal escape': '\u001b[2K\u001b[1A',
  'a terminal escape of one mark': '\u009b2K',
  'a bell': '\u0007',
  'a mark that turns text': '\u202e',
  'a stretch in the other direction': '\u2066',
  'a mark without width': '\u200b',
  'a byte order mark': '\ufeff',
  'a line separator': '\u2028',
  'a soft hyphen': '\u00ad',
  'a tag that nobody sees': '\u{e0041}',
};

/** Texts that nobody is shown: secrets, and what is only looked for or compared. */
const shownToNobody: readonly string[] = [
  'providers.create body.clientSecret',
  'providers.update body.clientSecret',
  'backup.make body.passphrase',
  'decisions.why body.person',
  'decisions.why body.app',
  'decisions.why body.route',
  'decisions.why body.method',
  'decisions.why body.path',
  'recover.owner-link body.person',
  'audit.verify body.checkpoint',
  'apply.write body.plan',
];

interface Field {
  readonly operation: Operation;
  readonly name: string;
  readonly accepts: (text: string) => boolean;
}

const ids = ({ pattern }: { readonly pattern: string }): string | undefined => {
  const [, prefix] = /^\^([a-z]{3})_\[0-9a-z-\]/.exec(pattern) ?? [];
  return prefix === undefined ? undefined : `${prefix}_0`;
};

/** What schemas ask for beside the form of a text. */
const special: Readonly<Record<string, string>> = {
  zone: 'Europe/Berlin',
  path: '/x',
  country: 'DE',
};

function fieldsOf(operation: Operation): readonly Field[] {
  const text = (place: { readonly name: string; readonly pattern: string }) =>
    ids(place) ?? special[place.name];
  const { body } = sampleRequest(operation, { all: 'every', text });
  if (body === undefined) return [];
  const whole = operation.body.safeParse(body);
  expect([operation.id, whole.error?.issues ?? []]).toEqual([operation.id, []]);
  return textPlaces(body).map((way) => ({
    operation,
    name: `${operation.id} body.${way.filter((step) => typeof step === 'string').join('.')}`,
    accepts: (typed) => operation.body.safeParse(withText(body, way, typed)).success,
  }));
}

const fields = operations.flatMap(fieldsOf);
const shown = fields.filter(({ name }) => !shownToNobody.includes(name));

it('walks the fields that there are', () => {
  expect(fields.length).toBeGreaterThan(80);
  const names = new Set(fields.map(({ name }) => name));
  expect([...names]).toEqual(
    expect.arrayContaining([
      'people.invite body.name',
      'apps.create body.title',
      'policies.create body.text',
    ]),
  );
});

describe.each(Object.entries(marks))('no text that is kept may hold %s', (_, mark) => {
  it('in any field', () => {
    const taken = shown.filter(({ accepts }) => accepts(`a${mark}b`) || accepts(`/a${mark}b`));
    expect(taken.map(({ name }) => name)).toEqual([]);
  });
});

it('and a name holds no line break, which would make two lines of it in a table or a log', () => {
  const inLines = /\.(?:description|text|message|ca)$/;
  const taken = shown.filter(({ name, accepts }) => !inLines.test(name) && accepts('a\nb'));
  expect(taken.map(({ name }) => name)).toEqual([]);
});

it('no text is without a limit', () => {
  const long = 'a'.repeat(100_000);
  const taken = fields.filter(({ accepts }) => accepts(long) || accepts(`/${long}`));
  expect(taken.map(({ name }) => name)).toEqual([]);
});

it('but people may be called as they are called', () => {
  const names = [
    'Ünïcödé',
    'שלום',
    'می‌خواهم',
    '日本語',
    "O'Neil-Şahin",
    '👨‍👩‍👧',
    '=1+1',
    '<b>',
    '__proto__',
  ];
  const named = fields.filter(
    ({ name }) => name === 'people.invite body.name' || name === 'apps.create body.title',
  );
  expect(named).toHaveLength(2);
  for (const { accepts } of named)
    for (const name of names) expect([name, accepts(name)]).toEqual([name, true]);
});
