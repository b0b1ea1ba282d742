import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hasUnseenMarks, hasUnseenMarksInLines } from '#base/unseen-marks.ts';
import { runCli } from '#cli/index.ts';
import { apps } from '#contracts/api/apps.ts';
import { groups } from '#contracts/api/groups.ts';
import { operations } from '#contracts/api/operations.ts';
import { people } from '#contracts/api/people.ts';
import { tokens } from '#contracts/api/tokens.ts';
import { localSocketPath } from '#contracts/data-directory.ts';
import { type LocalSocket, openLocalSocket } from '#control/index.ts';
import { createLog } from '#observe/index.ts';
import { decisionLine } from '../../../src/main/serve/live-view/decision-line.ts';
import { textPlaces } from '#testing/sample-requests.ts';
import { type FurnishedApi, openFurnishedApi } from '#testing/furnished-api.ts';

// Names that mean something to what reads them later: markup, formulas, formats, escapes of terminals, lines of a log.
// Those that people may have come out as they went in, and stay data; what no form lets in, but a row holds all the
// same (of another program, of a provider, of an older version), is shown and not obeyed.

const allowed = [
  '<script>alert(1)</script>',
  '=HYPERLINK("http://evil.example","x")',
  '"quoted", \'name\'',
  '{{7*7}} ${7*7} %s %n',
  'שלום עולם',
  'مرحبا بالعالم',
  'می‌خواهم',
  '👨‍👩‍👧 family',
  '__proto__',
  'constructor',
  '../../etc/passwd',
  'W'.repeat(120),
  'ﷺ'.repeat(120),
];
const planted = [
  '\u001b[2K\u001b[1Ahidden',
  'a\r\nplanted-line',
  '\u202egnp.exe',
  'x\u200by',
  '\u009b31m',
  '\u2028',
];

let test: FurnishedApi;
let dataDir = '';
let socket: LocalSocket;
beforeAll(async () => {
  test = await openFurnishedApi();
  dataDir = await mkdtemp(join(tmpdir(), 'sallyport-names-'));
  socket = await openLocalSocket({ api: test.api, path: localSocketPath(dataDir, process.getuid?.()) });
  let n = 0;
  for (const name of allowed) {
    n += 1;
    const app = { name: `app-${n}`, title: name, upstream: { url: 'http://192.0.2.1:1' } };
    await test.local.call(apps.create, { body: app });
    const group = await test.local.call(groups.create, { body: { name, description: name } });
    const invited = { name, email: `n${n}@example.org`, groups: [group.id] };
    await test.local.call(people.invite, { body: invited });
    await test.local.call(tokens.create, { body: { name, owner: test.owner.id } });
  }
  for (const name of planted) {
    const id = `per_planted${planted.indexOf(name)}`;
    const row = { id, issuer: 'local', subject: id, email: `${id}@example.org`, state: 'enabled' as const };
    await test.store.people.insert({ ...row, name });
    await test.run('insert into groups (id, name, description) values ($1, $2, $2)', [
      id.replace('per', 'grp'),
      name,
    ]);
    await test.run('update sessions set user_agent = $1', [name]);
  }
});
afterAll(async () => {
  await socket.close();
  await rm(dataDir, { recursive: true });
  await test.close();
});

it('come out of the API as they went in', async () => {
  const named = async (list: Promise<{ items: readonly { name: string }[] }>) =>
    (await list).items.map(({ name }) => name);
  const query = { limit: 500 };
  for (const names of [
    await named(test.local.call(people.list, { query })),
    await named(test.local.call(groups.list, { query })),
    await named(test.local.call(tokens.list, { query })),
  ])
    expect(names).toEqual(expect.arrayContaining(allowed));
  const found = await test.local.call(people.list, { query: { search: '<script>' } });
  expect(found.items.map(({ name }) => name)).toEqual(['<script>alert(1)</script>']);
});

it.each([
  'people list',
  'groups list',
  'apps list',
  'tokens list',
  'sessions list',
  'audit list',
  'providers list',
  'gateways list',
  'service-accounts list',
  'connections list',
  'reports list',
  'tags list',
  'people list --json',
  'groups list --json',
  'sessions list --json',
])('`%s` obeys none of them, and keeps each on its line', async (line) => {
  let out = '';
  const surroundings = {
    out: (text: string) => void (out += text),
    err: () => undefined,
    environment: {},
    uid: process.getuid?.(),
    userName: 'tester',
    home: '/nonexistent',
    nodeVersion: 'v20.0.0',
    stdin: Readable.from(['']),
    now: () => Date.now(),
  };
  const code = await runCli([...line.split(' '), '--data-dir', dataDir], { surroundings, version: '0.0.0' });
  expect(code).toBe(0);
  expect(out.length).toBeGreaterThan(10);
  expect(hasUnseenMarksInLines(out)).toBe(false);
  expect(out).not.toContain('\r');
  expect(out.split('\n').filter((each) => each.startsWith('planted-line'))).toEqual([]);
});

it('stay on the line of the live view and of the log', () => {
  const lines: string[] = [];
  const log = createLog({ part: 'test', destination: { write: (line: string) => void lines.push(line) } });
  for (const name of [...allowed, ...planted]) {
    const who = { id: 'per_1', name };
    const decision = { id: 'dec_1', at: 0, outcome: 'deny' as const, reason: 'x', text: name };
    const shown = decisionLine(
      { ...decision, person: who, app: who, session: null, policyRevision: 1 },
      { columns: 80, colour: 'off' },
    );
    expect([name, hasUnseenMarks(shown), Array.from(shown).length <= 80]).toEqual([name, false, true]);
    log.warn(name, { reason: name });
  }
  expect(lines).toHaveLength(allowed.length + planted.length);
  for (const line of lines) {
    expect(line.trimEnd()).not.toMatch(/[\n\r]/);
    expect(() => void JSON.parse(line)).not.toThrow();
  }
});

it('stand in the audit trail as one line of JSON each', async () => {
  const local = { channel: 'local' as const };
  const answer = await test.send('https://localhost/api/v1/audit/export', local);
  const lines = (await answer.text()).trimEnd().split('\n');
  expect(lines.length).toBeGreaterThan(allowed.length * 3);
  const written = lines.map((line): unknown => JSON.parse(line));
  const texts = new Set(written.flatMap((event) => textPlaces(event).map((way) => textAt(event, way))));
  for (const name of allowed) expect(texts).toContain(name);
});

function textAt(value: unknown, way: readonly (string | number)[]): unknown {
  return way.reduce<unknown>(
    (at, step) => Object.entries(at ?? {}).find(([key]) => key === String(step))?.[1],
    value,
  );
}

const asked = [
  '\u0000',
  '%',
  '_',
  '\\',
  "'; --",
  '\ud800',
  '\u202e',
  '('.repeat(100),
  '__proto__',
  '-1',
  '😀',
];
it.each(
  operations
    .filter(({ method, streams }) => method === 'get' && streams === undefined)
    .map((one) => [one.id, one] as const),
)('%s answers whatever is looked for', async (id, operation) => {
  for (const text of asked) {
    const path = operation.path.replaceAll(
      /\{\w+\}/g,
      encodeURIComponent(text.replaceAll('\ud800', '\ufffd')),
    );
    const query = new URLSearchParams();
    for (const name of Object.keys(operation.query.shape)) if (name !== 'limit') query.set(name, text);
    const url = `https://localhost/api/v1${path}?${query.toString()}`;
    const { status } = await test.send(url, { channel: 'local' });
    expect([id, text, status < 500]).toEqual([id, text, true]);
  }
});
