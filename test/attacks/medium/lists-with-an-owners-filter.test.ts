import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#base/ids.ts';
import { operations } from '#contracts/api/operations.ts';
import { people } from '#contracts/api/people.ts';
import { sessions } from '#contracts/api/sessions.ts';
import { tokens } from '#contracts/api/tokens.ts';
import { assertionHeader } from '#contracts/hosts.ts';
import { csrfHeader } from '#contracts/api/operations.ts';
import { consoleOrigin, openTestApi, type TestPerson } from '#testing/api.ts';

// A list without an owner's filter. Ann and Bob may use the portal and administer nothing; for every
// operation there is, nothing of Bob's reaches Ann, and nothing of Bob's is changed by her.
let test: Awaited<ReturnType<typeof openTestApi>>;
let ann: TestPerson;
let bob: TestPerson;
let bobs: { readonly token: string; readonly connection: string };
beforeAll(async () => {
  test = await openTestApi();
  ann = await test.person('Ann');
  bob = await test.person('Bobby');
  const token = await bob.client.call(tokens.create, { body: { name: 'of bobby' } });
  const connection = newId('connection');
  await test.store.liveConnections.put([
    {
      id: connection,
      gatewayId: 'gwy_1',
      grantId: 'grt_1',
      sessionId: bob.session,
      personId: bob.id,
      appId: 'app_1',
      protocol: 'http',
      address: '192.0.2.77',
      openedAt: new Date(),
    },
  ]);
  bobs = { token: token.id, connection };
});
afterAll(() => test.close());

const valueOf: Readonly<Record<string, () => string>> = {
  person: () => bob.id,
  session: () => bob.session,
  token: () => bobs.token,
  connection: () => bobs.connection,
  app: () => 'console',
  policy: () => 'owners-open-the-console',
  group: () => 'nobody',
  decision: () => newId('decision'),
};

it.each(operations.map((operation) => [operation.id, operation] as const))(
  '%s shows and changes nothing of somebody else',
  async (_, operation) => {
    const path = operation.path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => valueOf[name]?.() ?? 'x');
    const before = await test.run('select md5(string_agg(s::text, $1)) as sum from sessions s', ['']);
    const answer = await test.send(`${consoleOrigin}/api/v1${path}`, {
      method: operation.method.toUpperCase(),
      headers: {
        [assertionHeader]: ann.assertion,
        'sec-fetch-site': 'same-origin',
        [csrfHeader]: ann.csrf,
        'if-match': '"1"',
        'content-type': 'application/json',
      },
      ...(operation.method === 'get' ? {} : { body: bodyFor(operation.id) }),
    });
    const text = await answer.text();
    for (const secret of [bob.id, bob.session, bobs.token, bobs.connection, 'Bobby', '192.0.2.77']) {
      expect(text).not.toContain(secret);
    }
    const allowed = [
      'me.get',
      'sessions.list',
      'connections.list',
      'decisions.list',
      'tokens.list',
      'tokens.create',
    ];
    expect([operation.id, answer.status < 300]).toEqual([operation.id, allowed.includes(operation.id)]);
    expect(await test.run('select md5(string_agg(s::text, $1)) as sum from sessions s', [''])).toEqual(
      before,
    );
  },
);

function bodyFor(id: string): string {
  const bodies: Readonly<Record<string, object>> = {
    'tokens.create': { name: 'of ann' },
    'people.invite': { name: 'Mallory', email: 'm@example.org' },
    'people.update': { roles: [] },
    'apps.create': { name: 'x', upstream: { url: 'http://127.0.0.1:1' } },
    'apps.probe': { url: 'http://127.0.0.1:1' },
    'policies.create': {
      name: 'x',
      text: 'permit (principal is Person, action == Action::"open", resource);',
    },
    'policies.check': { text: 'permit (principal is Person, action == Action::"open", resource);' },
    'decisions.why': { person: bob.id, app: 'portal' },
    'keys.rotate': { purpose: 'grant' },
    'gateways.join-token': { name: 'x' },
    'groups.create': { name: 'x' },
    'settings.update': { organisation: 'x' },
  };
  return JSON.stringify(bodies[id] ?? {});
}

it('shows what is their own', async () => {
  const { items } = await bob.client.call(sessions.list, { query: { person: ann.id } });
  expect(items.map(({ id, current }) => [id, current])).toEqual([[bob.session, true]]);
  expect((await bob.client.call(tokens.list)).items.map(({ id }) => id)).toEqual([bobs.token]);
  expect(await bob.client.call(people.get, { params: { person: bob.id } })).toMatchObject({ name: 'Bobby' });
  expect(await bob.client.call(sessions.end, { params: { session: bob.session } })).toEqual({ ended: 1 });
});
