import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import {
  type AuditSink,
  createCheckpointWriter,
  createSinkFan,
  sinks,
  startAuditLog,
  verifyAudit,
} from '#audit/index.ts';
import { systemClock } from '#base/clock.ts';
import type { AuditEvent } from '#contracts/events.ts';
import { createTestSigner } from '#testing/checkpoint-signer.ts';
import { freshStore, type TestStore } from '#testing/store.ts';

let test: TestStore;
const signer = createTestSigner();

beforeAll(async () => {
  test = await freshStore();
});
beforeEach(() => test.run('truncate audit_records, audit_checkpoints'));
afterAll(() => test.close());

const event = (i = 0): AuditEvent => ({
  kind: 'person-signed-in',
  actor: { kind: 'system' },
  about: ['per_1'],
  data: { i },
});
const begin = (over = {}) =>
  startAuditLog({ store: test.store, clock: systemClock, process: { name: 'test' }, ...over });
const verify = () => verifyAudit({ source: test.store.audit, verifySignature: signer.verify });
const writer = (over = {}) =>
  createCheckpointWriter({ store: test.store, signer, clock: systemClock, ...over });

/** The store's audit repository with one method in its way. */
function storeWith(append: (real: TestStore['store']['audit']['append']) => typeof real) {
  const { audit } = test.store;
  return { audit: { ...audit, append: append((records) => audit.append(records)) } };
}

it('commits what comes together in few statements, in order, and gives each its place', async () => {
  let statements = 0;
  const log = await begin({
    store: storeWith((append) => (records) => {
      statements += 1;
      return append(records);
    }),
  });
  const places = await Promise.all(Array.from({ length: 300 }, (_, i) => log.append(event(i))));
  expect(places.map(({ seq }) => seq)).toEqual(Array.from({ length: 300 }, (_, i) => i + 2));
  expect(statements).toBeLessThanOrEqual(3);
  expect(await verify()).toMatchObject({ intact: true, records: 301 });
});

it('resolves only when the record is there for others to read', async () => {
  const log = await begin();
  const { chain, seq } = await log.append(event());
  const rows = await test.run('select kind from audit_records where chain = $1 and seq = $2', [chain, seq]);
  expect(rows).toEqual([{ kind: 'person-signed-in' }]);
});

it('names the process at the start of its chain, and the checkpoint before it', async () => {
  await begin();
  const checkpoint = await writer().write();
  const { chain } = await begin();
  const [first] = await test.store.audit.read({ chain, seq: 1, limit: 1 });
  expect(first?.kind).toBe('chain-started');
  expect(JSON.parse(String(first?.bytes))).toMatchObject({
    previous: null,
    after: { number: checkpoint?.number },
  });
  expect(JSON.parse(String(first?.payload))).toMatchObject({ data: { process: { name: 'test' } } });
});

it.each([
  ['before it was committed', false],
  ['after it was committed, so that only the answer was lost', true],
])('goes on with the chain where the database went away %s', async (_, committed) => {
  let broken = false;
  const log = await begin({
    store: storeWith((append) => async (records) => {
      if (broken && !committed) throw new Error('away');
      await append(records);
      if (broken) throw new Error('away');
    }),
  });
  await log.append(event(1));
  broken = true;
  await expect(Promise.all([log.append(event(2)), log.append(event(3))])).rejects.toThrow('away');
  await log.close();
  broken = false;
  const { seq } = await log.append(event(4));
  expect(seq).toBe(committed ? 5 : 3);
  expect(await verify()).toMatchObject({ intact: true, records: seq });
});

it('stores nothing that cannot be written exactly, and lets no other record suffer for it', async () => {
  const log = await begin();
  const bad = [{ data: { bad: Number.NaN } }, { data: { bad: '\ud800' } }, { about: ['per_\0'] }];
  const [good, ...rest] = await Promise.allSettled([
    log.append(event()),
    ...bad.map((over) => log.append({ ...event(), ...over })),
  ]);
  expect(good.status).toBe('fulfilled');
  expect(rest.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(await verify()).toMatchObject({ intact: true, records: 2 });
});

it('signs only what grew, and nothing twice by two replicas', async () => {
  const [one] = [await begin(), await begin()];
  expect(await writer().write()).toMatchObject({ number: 1 });
  expect(await writer().write()).toBeUndefined();
  await one.append(event());
  const both = await Promise.all([writer().write(), writer().write()]);
  expect(both.filter((each) => each !== undefined)).toHaveLength(1);
  const [, second] = await test.store.audit.checkpoints({ after: 0, limit: 9 });
  expect(JSON.parse(String(second?.bytes))).toMatchObject({
    number: 2,
    heads: 'grown',
    chains: [{ chain: one.chain, seq: 2 }],
  });
});

it('names every chain again after many checkpoints', async () => {
  const [one, two] = [await begin(), await begin()];
  await writer().write();
  // As if 499 more had been written: the next is number 501.
  await test.run(`insert into audit_checkpoints select g, now(), bytes, kid, signature
    from audit_checkpoints, generate_series(2, 500) g where number = 1`);
  await one.append(event());
  const made = await writer().write();
  expect(JSON.parse(String(made?.bytes))).toMatchObject({
    number: 501,
    heads: 'all',
    chains: [one.chain, two.chain].toSorted().map((chain) => ({ chain })),
  });
});

it('appends records and checkpoints to files that only their owner may read', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-sinks-'));
  const [all, few] = [join(folder, 'all.jsonl'), join(folder, 'checkpoints.jsonl')];
  const fan = createSinkFan({
    sinks: [sinks.file({ path: all, keeps: 'everything' }), sinks.file({ path: few, keeps: 'checkpoints' })],
    failed: (_, error) => {
      throw error;
    },
  });
  const log = await begin({ sinks: fan });
  await log.append(event());
  await writer({ sinks: fan }).write();
  await fan.close();
  const types = async (path: string) =>
    (await readFile(path, 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { type: string }).type);
  expect(await types(all)).toEqual(['record', 'record', 'checkpoint']);
  expect(await types(few)).toEqual(['checkpoint']);
  expect((await stat(all)).mode & 0o777).toBe(0o600);
  await rm(folder, { recursive: true });
});

it('makes nobody wait for a sink that is away, and counts what it did not get', async () => {
  const failures: string[] = [];
  const away: AuditSink = {
    name: 'away',
    keeps: 'everything',
    write: () => Promise.reject(new Error('no route')),
    close: () => Promise.resolve(),
  };
  const fan = createSinkFan({ sinks: [away], failed: (name) => void failures.push(name) });
  const log = await begin({ sinks: fan });
  await Promise.all([log.append(event()), log.append(event())]);
  await fan.close();
  expect(fan.dropped().get('away')).toBe(3);
  expect(failures).toEqual(['away']);
});
