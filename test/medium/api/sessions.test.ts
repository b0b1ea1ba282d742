import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#base/ids.ts';
import { connections } from '#contracts/api/connections.ts';
import { installation } from '#contracts/api/installation.ts';
import { sessions } from '#contracts/api/sessions.ts';
import { openTestApi, type TestPerson } from '#testing/api.ts';
import { addSession } from '#testing/store.ts';

let test: Awaited<ReturnType<typeof openTestApi>>;
beforeAll(async () => {
  test = await openTestApi();
});
afterAll(() => test.close());

const told = async () =>
  (await test.changes()).map(({ kind, subjects, cause }) => [kind, ...subjects, cause]);

async function connect(person: TestPerson) {
  const id = newId('connection');
  const app = await test.store.apps.findByName('portal');
  await test.store.liveConnections.put([
    {
      id,
      gatewayId: 'gwy_1',
      grantId: 'grt_1',
      sessionId: person.session,
      personId: person.id,
      appId: app?.id ?? '',
      protocol: 'websocket',
      address: '192.0.2.9',
      openedAt: new Date(),
    },
  ]);
  return id;
}

it('ends a session and revokes it in the same commit, on record, once', async () => {
  const ada = await test.person('Ada');
  expect(await test.local.call(sessions.end, { params: { session: ada.session } })).toEqual({ ended: 1 });
  expect(await told()).toEqual([['revoke', ada.session, 'cut-by-administrator']]);
  expect(test.events.at(-1)).toMatchObject({ kind: 'session-ended', about: [ada.session] });
  expect(await test.local.call(sessions.end, { params: { session: ada.session } })).toEqual({ ended: 0 });
  expect(await told()).toEqual([]);
  const { items } = await test.local.call(sessions.list, { query: { state: 'ended' } });
  expect(items).toEqual([
    expect.objectContaining({
      id: ada.session,
      endReason: 'cut-by-administrator',
      person: { id: ada.id, name: 'Ada' },
    }),
  ]);
});

it('ends all of a person, and all of everybody', async () => {
  const ben = await test.person('Ben');
  const second = await addSession(test.store, ben.row);
  expect(await test.local.call(sessions.endAllOf, { params: { person: ben.id } })).toEqual({ ended: 2 });
  const [[kind, ...subjects] = []] = await told();
  expect([kind, new Set(subjects)]).toEqual([
    'revoke',
    new Set([ben.session, second.id, 'cut-by-administrator']),
  ]);
  await test.person('Cleo');
  const { ended } = await test.local.call(installation.recoverSessions);
  expect(ended).toBeGreaterThanOrEqual(2);
  expect(await told()).toEqual([['revoke', 'everything', 'cut-by-administrator']]);
  expect((await test.local.call(sessions.list)).items).toEqual([]);
});

it('cuts one connection and leaves its session', async () => {
  const dora = await test.person('Dora');
  const connection = await connect(dora);
  const { items } = await test.local.call(connections.list, { query: { person: dora.id } });
  expect(items).toMatchObject([{ id: connection, person: { name: 'Dora' }, app: { name: 'portal' } }]);
  expect(await test.local.call(connections.cut, { params: { connection } })).toEqual({
    id: connection,
    person: { id: dora.id, name: 'Dora' },
    app: expect.objectContaining({ name: 'portal' }),
    session: dora.session,
  });
  expect(await told()).toEqual([['revoke', connection, 'connection-cut']]);
  expect(await test.store.sessions.find(dora.session)).toMatchObject({ endedAt: null });
  expect(test.events.at(-1)).toMatchObject({
    kind: 'connections-cut',
    actor: { kind: 'local' },
    data: { connection, cause: 'connection-cut' },
  });
  await expect(
    test.local.call(connections.cut, { params: { connection: 'con_none' } }),
  ).rejects.toMatchObject({ problem: { status: 404 } });
});

it('lets people cut their own connections and nobody else’s', async () => {
  const [finn, gwen] = [await test.person('Finn'), await test.person('Gwen')];
  const [own, other] = [await connect(finn), await connect(gwen)];
  expect(await finn.client.call(connections.cut, { params: { connection: own } })).toMatchObject({ id: own });
  const cutting = finn.client.call(connections.cut, { params: { connection: other } });
  await expect(cutting).rejects.toMatchObject({ problem: { status: 403 } });
  expect(await told()).toEqual([['revoke', own, 'connection-cut']]);
});

it('writes nothing when it cannot be put on record', async () => {
  const emil = await test.person('Emil');
  const audit: { append: unknown } = test.context.audit;
  const kept = audit.append;
  audit.append = async () => {
    throw new Error('the disk is full');
  };
  const ending = test.local.call(sessions.end, { params: { session: emil.session } });
  await expect(ending).rejects.toMatchObject({ problem: { status: 500 } });
  audit.append = kept;
  expect(await test.store.sessions.find(emil.session)).toMatchObject({ endedAt: null });
  expect(await told()).toEqual([]);
});
