import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csrfHeader, operations } from '#contracts/api/operations.ts';
import { assertionHeader } from '#contracts/hosts.ts';
import type { Operation } from '#contracts/api/operation.ts';
import { people } from '#contracts/api/people.ts';
import { policies } from '#contracts/api/policies.ts';
import { sessions } from '#contracts/api/sessions.ts';
import { tokens } from '#contracts/api/tokens.ts';
import { consoleOrigin, type TestPerson } from '#testing/api.ts';
import { everyRow } from '#testing/every-row.ts';
import { type FurnishedApi, mark, openFurnishedApi } from '#testing/furnished-api.ts';

// A route without an owner's filter. The walk is made of the table of operations itself and of their schemas, so that
// a route which is added later is walked too: somebody without any right learns nothing of another person and changes
// nothing, cannot even tell what exists, and an auditor reads and never writes.

let test: FurnishedApi;
let ann: TestPerson;
let auditor: TestPerson;
beforeAll(async () => {
  test = await openFurnishedApi();
  ann = await test.person('Ann');
  auditor = await test.person('Alan', ['auditor']);
  const text = `permit (principal is Person, action in [Action::"read", Action::"readAudit"], resource) when { principal.roles.contains("auditor") };`;
  await test.local.call(policies.create, { body: { name: 'auditors-read', text } });
  await test.reload();
});
afterAll(() => test.close());

/** What anybody may ask about themselves; each answers with nothing of others, which the walk sees to. */
const aboutOneself = new Set([
  'me.get',
  'me.rights',
  'sessions.list',
  'connections.list',
  'decisions.list',
  'tokens.list',
  'tokens.create',
  'search.find',
]);

async function send(who: TestPerson, operation: Operation, about: 'what is there' | 'what is not') {
  const { path, query, body } = test.request(operation, about);
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) search.set(name, String(value));
  const answer = await test.send(`${consoleOrigin}/api/v1${path}?${search.toString()}`, {
    method: operation.method.toUpperCase(),
    headers: {
      [assertionHeader]: who.assertion,
      'sec-fetch-site': 'same-origin',
      [csrfHeader]: who.csrf,
      'if-match': '"1"',
      'content-type': 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await firstOf(answer);
  return { status: answer.status, text };
}

/** The text of an answer; of a stream that never ends what comes first. */
async function firstOf(answer: Response): Promise<string> {
  if (answer.headers.get('content-type') !== 'text/event-stream' || answer.body === null)
    return answer.text();
  const reader = answer.body.getReader();
  const { value } = await reader.read();
  await reader.cancel();
  return new TextDecoder().decode(value);
}

const each = operations.map((operation) => [operation.id, operation] as const);

describe('somebody without any right', () => {
  it.each(each)('%s shows and changes nothing of another', async (id, operation) => {
    const before = [await everyRow(test.run), test.events.length];
    const { status, text } = await send(ann, operation, 'what is there');
    for (const secret of [mark, '192.0.2.77', ...test.ids])
      expect([id, text]).not.toEqual([id, expect.stringContaining(secret)]);
    // Refused for who they are, not for a mistake in the request: else the walk would show nothing.
    const own = aboutOneself.has(id);
    expect([id, own ? status < 300 : [403, 404].includes(status), text]).toEqual([id, true, text]);
    const after = [await everyRow(test.run), test.events.length];
    expect([id, own ? before : after]).toEqual([id, before]);
  });

  it.each(each)('%s does not tell them what exists', async (id, operation) => {
    const [there, not] = [
      await send(ann, operation, 'what is there'),
      await send(ann, operation, 'what is not'),
    ];
    const said = ({ status, text }: { status: number; text: string }) => {
      const { errorId: _, ...rest }: { errorId?: unknown } = JSON.parse(text === '' ? '{}' : text);
      return [id, status, aboutOneself.has(id) ? 'their own' : rest];
    };
    expect(said(there)).toEqual(said(not));
  });
});

describe('nobody', () => {
  it.each(each)('%s says the same to whoever is not signed in', async (id, operation) => {
    const { path } = test.request(operation, 'what is there');
    const hosts = [consoleOrigin, consoleOrigin.replace('console.', 'api.')];
    for (const host of hosts) {
      const method = operation.method.toUpperCase();
      const answer = await test.send(`${host}/api/v1${path}`, { method });
      const { code, title }: { code?: string; title?: string } = JSON.parse(await answer.text());
      const local = operation.door === 'local';
      expect([id, answer.status, code]).toEqual(local ? [id, 404, 'not-found'] : [id, 401, 'not-signed-in']);
      expect(title).toBeTypeOf('string');
    }
  });
});

describe('an auditor', () => {
  const writes = each.filter(([, { method }]) => method !== 'get');
  // They answer a question. (The recorded decision that there is cannot be asked again: its input is not whole.)
  const asksOnly = new Set([
    'policies.check',
    'decisions.why',
    'policies.test',
    'policies.cancelPreview',
    'apply.plan',
    'audit.verify',
    'tokens.create',
  ]);
  /** A token of their own, and a calculation that is stopped. */
  const changesSomething = new Set(['tokens.create', 'policies.cancelPreview']);
  it.each(writes)('%s changes nothing', async (id, operation) => {
    const before = [await everyRow(test.run), test.events.length];
    const { status } = await send(auditor, operation, 'what is there');
    expect([id, status < 300]).toEqual([id, asksOnly.has(id)]);
    const after = [await everyRow(test.run), test.events.length];
    expect([id, changesSomething.has(id) ? before : after]).toEqual([id, before]);
  });

  it.each(each.filter(([, { method }]) => method === 'get'))('%s reads no secret', async (_, operation) => {
    const { text } = await send(auditor, operation, 'what is there');
    expect(text).not.toMatch(/slp_|ssk_|PRIVATE KEY|\$argon2|"(?:hash|secretHash|sealed\w*|clientSecret)"/);
  });
});

it('shows what is their own', async () => {
  const { bob, ids } = test;
  const token = ids.find((id) => id.startsWith('tok_'));
  const { items } = await bob.client.call(sessions.list, { query: { person: ann.id } });
  expect(items.map(({ id, current }) => [id, current])).toEqual([[bob.session, true]]);
  expect((await bob.client.call(tokens.list)).items.map(({ id }) => id)).toEqual([token]);
  expect(await bob.client.call(people.get, { params: { person: bob.id } })).toMatchObject({ id: bob.id });
  expect(await bob.client.call(sessions.end, { params: { session: bob.session } })).toEqual({ ended: 1 });
});
