import { afterAll, beforeAll, expect, it } from 'vitest';
import { createCheckpointWriter, startAuditLog } from '#audit/index.ts';
import { newId } from '#base/ids.ts';
import { systemClock } from '#base/clock.ts';
import { controlJobs } from '#control/index.ts';
import { createTestSigner } from '#testing/checkpoint-signer.ts';
import { addPerson, addSession, freshStore, type TestStore } from '#testing/store.ts';

let test: TestStore;
let run: (name: string) => Promise<void>;

beforeAll(async () => {
  test = await freshStore();
  const { store } = test;
  const audit = await startAuditLog({ store, clock: systemClock, process: {} });
  const checkpoints = createCheckpointWriter({ store, clock: systemClock, signer: createTestSigner() });
  const jobs = controlJobs({
    store,
    audit,
    checkpoints,
    gateways: () => [{ id: 'gwy_here', software: '1.2.3 (gateway)' }],
    lostLines: () => new Map(),
  });
  run = async (name) => {
    const job = jobs.find((each) => each.name === name);
    if (job === undefined) throw new Error(`no job ${name}`);
    await job.run();
  };
});
afterAll(() => test.close());

it('ends sessions whose time is over, tells the gateways, and puts it on record', async () => {
  const person = await addPerson(test.store);
  const [over, alive] = [await addSession(test.store, person), await addSession(test.store, person)];
  await test.run(`update sessions set last_active_at = now() - interval '2 hours' where id = $1`, [over.id]);
  await run('end-expired-sessions');
  await run('end-expired-sessions');
  expect((await test.store.sessions.find(over.id))?.endReason).toBe('session-expired');
  expect((await test.store.sessions.find(alive.id))?.endedAt).toBeNull();
  expect(await test.run('select kind, subjects, cause from changes')).toEqual([
    { kind: 'revoke', subjects: [over.id], cause: 'session-expired' },
  ]);
  const { items } = await test.store.audit.list({ about: over.id });
  expect(items.map(({ kind }) => kind)).toEqual(['session-ended']);
});

it('signs a checkpoint over what was written', async () => {
  await run('write-checkpoints');
  expect((await test.store.audit.lastCheckpoint())?.number).toBe(1);
});

it('notes which gateways are here, and forgets what lived on those that nobody has seen', async () => {
  const row = (gatewayId: string, openedAt: Date) => ({
    id: newId('connection'),
    gatewayId,
    grantId: 'grt_1',
    sessionId: 'ses_1',
    personId: 'per_1',
    appId: 'app_1',
    protocol: 'http',
    address: '::1',
    openedAt,
  });
  for (const id of ['gwy_here', 'gwy_gone']) {
    await test.store.gateways.insert({ id, name: id, serial: '1', fingerprint: '1' });
  }
  const old = new Date(Date.now() - 600_000);
  await test.store.liveConnections.put([
    row('gwy_here', old),
    row('gwy_gone', old),
    row('gwy_new', new Date()),
  ]);
  await run('note-gateways');
  await run('remove-old-rows');
  const left = (await test.store.liveConnections.list({})).items.map(({ gatewayId }) => gatewayId);
  expect(left.toSorted()).toEqual(['gwy_here', 'gwy_new']);
});
