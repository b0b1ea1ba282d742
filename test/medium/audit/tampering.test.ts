import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import {
  type ChainLog,
  type CheckpointWriter,
  createCheckpointWriter,
  exportAudit,
  type HeldCheckpoint,
  readHeldCheckpoint,
  startAuditLog,
  verifyAudit,
} from '#audit/index.ts';
import { canonicalBytes } from '#base/canonical-json.ts';
import { createTestSigner } from '#testing/checkpoint-signer.ts';
import { createFixedClock } from '#testing/fixed-clock.ts';
import { freshStore, type TestStore } from '#testing/store.ts';

// Two chains, `one` with records 1 to 8 and `two` with 1 to 3. Checkpoint 1 signs one:4 and two:3, checkpoint 2
// signs one:6; records 7 and 8 are past every checkpoint.
let test: TestStore;
let one: ChainLog;
let two: ChainLog;
let writer: CheckpointWriter;
let held: HeldCheckpoint[];
const signer = createTestSigner();

beforeAll(async () => {
  test = await freshStore();
});
afterAll(() => test.close());

beforeEach(async () => {
  await test.run('truncate audit_records, audit_checkpoints');
  const clock = createFixedClock();
  const begin = () => startAuditLog({ store: test.store, clock, process: { name: 'test' } });
  writer = createCheckpointWriter({ store: test.store, signer, clock });
  held = [];
  const checkpoint = async (): Promise<void> => {
    const made = await writer.write();
    if (made !== undefined) held.push(made);
  };
  one = await begin();
  two = await begin();
  await write(one, 3);
  await write(two, 2);
  await checkpoint();
  await write(one, 2);
  await checkpoint();
  await write(one, 2);
});
async function write(log: ChainLog, records: number): Promise<void> {
  for (let i = 0; i < records; i += 1) {
    const about = [`per_${i}`];
    await log.append({ kind: 'person-signed-in', actor: { kind: 'system' }, about, data: { i } });
  }
}
const verify = (...known: HeldCheckpoint[]) =>
  verifyAudit({ source: test.store.audit, verifySignature: signer.verify, held: known });
const named = async (...known: HeldCheckpoint[]) =>
  (await verify(...known)).problems.map(({ kind, chain, seq, checkpoint }) => [
    kind,
    chain === undefined ? `checkpoint ${checkpoint}` : `${chain === one.chain ? 'one' : 'two'} ${seq}`,
  ]);
const at = (seq: number) => `chain = '${one.chain}' and seq = ${seq}`;

/** Rewrites a record as somebody would who knows how the chain is made: its hash fits its bytes. */
async function rewrite(seq: number, change: object, chain = one.chain): Promise<void> {
  const [row] = await test.store.audit.read({ chain, seq, limit: 1 });
  const bytes = canonicalBytes({ ...(JSON.parse(String(row?.bytes)) as object), ...change });
  const hash = createHash('sha256').update(bytes).digest();
  await test.run('update audit_records set bytes = $1, hash = $2 where chain = $3 and seq = $4', [
    bytes,
    hash,
    chain,
    seq,
  ]);
}

it('finds nothing wrong with what was left alone, and says how far that is proven', async () => {
  expect(await verify()).toEqual({
    intact: true,
    chains: 2,
    records: 11,
    erased: 0,
    unsigned: 2,
    checkpoints: 2,
    packed: 0,
    problems: [],
    problemCount: 0,
  });
  expect(await verify(...held)).toMatchObject({ intact: true, provenUpTo: { checkpoint: 2 } });
  expect(await verify(held[0]!)).toMatchObject({ provenUpTo: { checkpoint: 1 } });
});

it.each([
  ['its bytes', `bytes = convert_to('{"v":1}', 'UTF8')`],
  ['its hash', `hash = sha256('x')`],
  ['its payload', `payload = convert_to('{"about":[]}', 'UTF8')`],
  ['its salt', `salt = sha256('x')`],
  ['its payload, leaving the salt', `payload = null`],
  ['its time', `at = at + interval '1 second'`],
  ['its kind', `kind = 'recovered'`],
  ['what it is listed under', `about = '{per_9}'`],
])('names a record of which somebody altered %s', async (_, change) => {
  await test.run(`update audit_records set ${change} where ${at(3)}`);
  expect(await named()).toEqual([['altered', 'one 3']]);
});

it('names a record that was rewritten with a hash that fits, by the record after it', async () => {
  await rewrite(3, { kind: 'recovered' });
  expect(await named()).toContainEqual(['altered', 'one 3']);
});

it('names a record that was rewritten at the end of its chain, by the checkpoint', async () => {
  await rewrite(3, { at: 1 }, two.chain);
  await test.run(`update audit_records set at = to_timestamp(0.001) where chain = $1 and seq = 3`, [
    two.chain,
  ]);
  expect(await named()).toEqual([['altered', 'two 3']]);
});

it.each([
  ['in the middle', 'seq = 3', [['dropped', 'one 3']]],
  ['several', 'seq in (2, 3, 5)', [2, 3, 5].map((seq) => ['dropped', `one ${seq}`])],
  ['at the beginning', 'seq = 1', [['dropped', 'one 1']]],
  [
    'at the end, signed',
    'seq > 4',
    [
      ['dropped', 'one 5'],
      ['dropped', 'one 6'],
    ],
  ],
  ['all of a chain', 'true', [1, 2, 3, 4, 5, 6].map((seq) => ['dropped', `one ${seq}`])],
])('names records that were dropped: %s', async (_, where, expected) => {
  await test.run(`delete from audit_records where chain = $1 and ${where}`, [one.chain]);
  expect(await named()).toEqual(expected);
});

it('names records that changed places', async () => {
  await test.run(`update audit_records set seq = 100 where ${at(3)}`);
  await test.run(`update audit_records set seq = 3 where ${at(5)}`);
  await test.run(`update audit_records set seq = 5 where ${at(100)}`);
  expect(await named()).toEqual([
    ['reordered', 'one 3'],
    ['reordered', 'one 5'],
  ]);
});

it('names a record that was moved to another chain', async () => {
  await test.run(`update audit_records set chain = $1, seq = 4 where ${at(8)}`, [two.chain]);
  expect(await named()).toEqual([['reordered', 'two 4']]);
});

it('names the gap where a record was dropped and the rest moved up', async () => {
  await test.run(`delete from audit_records where ${at(4)}`);
  for (const seq of [5, 6, 7, 8])
    await test.run(`update audit_records set seq = ${seq - 1} where ${at(seq)}`);
  expect(await named()).toEqual([4, 5, 6, 7].map((seq) => ['reordered', `one ${seq}`]));
});

it('does not count to the end of all numbers', async () => {
  await test.run(`update audit_records set seq = 9007199254740991 where ${at(8)}`);
  const { problems } = await verify();
  expect(problems.map(({ kind }) => kind).toSorted()).toEqual(['dropped', 'reordered']);
});

it.each([
  ['altered', `update audit_checkpoints set bytes = convert_to('{}', 'UTF8') where number = 1`, 'altered', 1],
  ['dropped', `delete from audit_checkpoints where number = 1`, 'dropped', 1],
  ['moved', `update audit_checkpoints set number = 3 where number = 2`, 'dropped', 2],
  ['given another time', `update audit_checkpoints set at = now() where number = 2`, 'altered', 2],
  [
    'given another signature',
    `update audit_checkpoints set signature = sha512('x') where number = 2`,
    'forged',
    2,
  ],
  ['given another key', `update audit_checkpoints set kid = 'mine' where number = 2`, 'forged', 2],
])('names a checkpoint that was %s', async (_, statement, kind, number) => {
  await test.run(statement);
  expect(await named()).toContainEqual([kind, `checkpoint ${number}`]);
});

it('misses nothing that was cut off with its checkpoints, where one was kept elsewhere', async () => {
  await test.run(`delete from audit_checkpoints where number = 2`);
  await test.run(`delete from audit_records where chain = $1 and seq > 4`, [one.chain]);
  expect(await verify()).toMatchObject({ intact: true });
  expect(await named(...held)).toEqual([['dropped', 'checkpoint 2']]);
  expect(await verify(...held)).toMatchObject({ intact: false, provenUpTo: { checkpoint: 1 } });
});

it('is not led by whoever has the key, where a checkpoint was kept elsewhere', async () => {
  await test.run(`delete from audit_checkpoints where number = 2`);
  await test.run(`delete from audit_records where chain = $1 and seq > 4`, [one.chain]);
  await writer.write();
  await write(two, 1);
  await writer.write();
  expect(await named(held[1]!)).toEqual([['altered', 'checkpoint 2']]);
});

it('proves up to the checkpoint before what is wrong', async () => {
  await test.run(`delete from audit_records where ${at(5)}`);
  expect((await verify(...held)).provenUpTo?.checkpoint).toBe(1);
  await test.run(`delete from audit_records where ${at(2)}`);
  expect(await verify(...held)).not.toHaveProperty('provenUpTo');
});

it('takes nobody’s word for a checkpoint that is not signed by us', async () => {
  const [first] = held;
  expect(await named({ ...first!, signature: Buffer.alloc(64) })).toEqual([['forged', 'checkpoint 1']]);
});

it('verifies without payloads that were erased', async () => {
  await test.store.audit.erasePayload(one.chain, 3);
  expect(await verify(...held)).toMatchObject({ intact: true, erased: 1, provenUpTo: { checkpoint: 2 } });
});

it('names the checkpoint that a chain begins after, where that is gone', async () => {
  await startAuditLog({ store: test.store, clock: createFixedClock(), process: {} });
  expect(await verify()).toMatchObject({ intact: true });
  await test.run(`delete from audit_checkpoints where number = 2`);
  expect(await named()).toContainEqual(['dropped', 'checkpoint 2']);
});

it('writes out every record and checkpoint, and reads a checkpoint back from it', async () => {
  let text = '';
  for await (const part of exportAudit(test.store.audit)) text += part;
  expect(text.endsWith('\n')).toBe(true);
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { type: string; record?: unknown; event?: unknown });
  expect(lines.map(({ type }) => type)).toEqual([...Array(11).fill('record'), 'checkpoint', 'checkpoint']);
  expect(lines[1]).toMatchObject({ record: { seq: 2 }, event: { data: { i: 0 } } });
  const read = readHeldCheckpoint(lines[12]);
  const known = read.ok ? [read.value] : [];
  expect(await verify(...known)).toMatchObject({ provenUpTo: { checkpoint: 2 } });
  expect(readHeldCheckpoint(lines[1]).ok).toBe(false);
});
