import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import {
  type ChainLog,
  type CheckpointWriter,
  createCheckpointWriter,
  exportAudit,
  type HeldCheckpoint,
  startAuditLog,
  verifyAudit,
} from '#audit/index.ts';
import { canonicalBytes } from '#base/canonical-json.ts';
import { createTestSigner } from '#testing/checkpoint-signer.ts';
import { createFixedClock } from '#testing/fixed-clock.ts';
import { freshStore, type TestStore } from '#testing/store.ts';

// Chain `one` grows by two records before each of six checkpoints; `two` has two records, both before the second;
// `three` begins after the third. Lots are of two: 1 and 2, 3 and 4 are packed, 5 and 6 stand as they were signed.
let test: TestStore;
let one: ChainLog;
let two: ChainLog;
let writer: CheckpointWriter;
let held: HeldCheckpoint[];
let exportedBefore: string[];
let packed = 0;
const signer = createTestSigner();
const day = 86_400_000;

beforeAll(async () => {
  test = await freshStore();
});
afterAll(() => test.close());

beforeEach(async () => {
  await test.run('truncate audit_records, audit_checkpoints, audit_checkpoint_packs');
  const clock = createFixedClock();
  const begin = () => startAuditLog({ store: test.store, clock, process: { name: 'test' } });
  writer = createCheckpointWriter({ store: test.store, signer, clock, fullEvery: 2 });
  held = [];
  one = await begin();
  for (let number = 1; number <= 6; number += 1) {
    await write(one, 2);
    if (number === 2) {
      two = await begin();
      await write(two, 1);
    }
    if (number === 4) await write(await begin(), 1);
    const made = await writer.write();
    if (made !== undefined) held.push(made);
    if (number === 4) clock.advance(day + 1);
  }
  exportedBefore = await exported();
  packed = await writer.pack();
});
async function write(log: ChainLog, records: number): Promise<void> {
  for (let i = 0; i < records; i += 1)
    await log.append({
      kind: 'person-signed-in',
      actor: { kind: 'system' },
      about: [`per_${i}`],
      data: { i },
    });
}
async function exported(): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of exportAudit(test.store.audit)) lines.push(line);
  return lines;
}
const verify = (...known: HeldCheckpoint[]) =>
  verifyAudit({ source: test.store.audit, verifySignature: signer.verify, held: known });
const named = async (...known: HeldCheckpoint[]) =>
  (await verify(...known)).problems.map(({ kind, chain, seq, checkpoint }) => [
    kind,
    chain === undefined ? `checkpoint ${checkpoint}` : `${chain === one.chain ? 'one' : 'other'} ${seq}`,
  ]);

it('keeps one row for a lot of old checkpoints, and all of the last day as they were signed', async () => {
  expect(packed).toBe(4);
  expect(await test.run('select number::int from audit_checkpoints order by 1')).toEqual([
    { number: 5 },
    { number: 6 },
  ]);
  expect(await test.run('select first::int, last::int from audit_checkpoint_packs order by 1')).toEqual([
    { first: 1, last: 2 },
    { first: 3, last: 4 },
  ]);
  expect(await writer.pack()).toBe(0);
});

it('proves what it proved, up to every checkpoint that was kept elsewhere', async () => {
  expect(await verify()).toMatchObject({ intact: true, checkpoints: 6, packed: 4, unsigned: 0 });
  for (const [place, one] of held.entries())
    expect(await verify(one)).toMatchObject({ intact: true, provenUpTo: { checkpoint: place + 1 } });
});

it('exports the same bytes as before, with the signature of the last of each lot', async () => {
  const bodyOf = (line: string): unknown => (JSON.parse(line) as { checkpoint?: unknown }).checkpoint;
  const after = await exported();
  expect(after.map(bodyOf)).toEqual(exportedBefore.map(bodyOf));
  const signed = after.flatMap((line) => {
    const { type, signature } = JSON.parse(line) as { type: string; signature: string | null };
    return type === 'checkpoint' ? [signature !== null] : [];
  });
  expect(signed).toEqual([false, true, false, true, true, true]);
});

it('goes on signing after it packed, and misses nothing that was dropped from the end', async () => {
  await write(one, 1);
  expect((await writer.write())?.number).toBe(7);
  expect(await verify()).toMatchObject({ intact: true, checkpoints: 7 });
  // Chain two is named in a packed checkpoint alone.
  await test.run('delete from audit_records where chain = $1 and seq = 2', [two.chain]);
  expect(await named()).toEqual([['dropped', 'other 2']]);
});

it('names a record that was rewritten with a hash that fits at the end of its chain', async () => {
  const [row] = await test.store.audit.read({ chain: two.chain, seq: 2, limit: 1 });
  const bytes = canonicalBytes({ ...(JSON.parse(String(row?.bytes)) as object), at: 1 });
  const hash = createHash('sha256').update(bytes).digest();
  await test.run(
    'update audit_records set bytes = $1, hash = $2, at = to_timestamp(0.001) where chain = $3 and seq = 2',
    [bytes, hash, two.chain],
  );
  expect(await named()).toEqual([['altered', 'other 2']]);
});

it.each([
  ['of which nothing is left', `packed = ''`, ['dropped checkpoint 3', 'dropped checkpoint 4']],
  ['with another signature', `signature = 'x'`, ['forged checkpoint 4']],
  [
    'with what another one holds',
    'packed = (select packed from audit_checkpoint_packs where last = 2)',
    ['forged checkpoint 4'],
  ],
  ['that says it ends later', 'last = 1000000', ['dropped checkpoint 3', 'dropped checkpoint 4']],
  ['that says it begins later', 'first = 4', ['dropped checkpoint 3', 'dropped checkpoint 4']],
])('names a pack %s', async (_, change, problems) => {
  await test.run(`update audit_checkpoint_packs set ${change} where last = 4`);
  const found = (await named()).map((problem) => problem.join(' '));
  for (const problem of problems) expect(found).toContain(problem);
});

it('names checkpoints whose pack was dropped, and the one kept elsewhere among them', async () => {
  await test.run('delete from audit_checkpoint_packs where last = 2');
  expect(await named()).toEqual([
    ['dropped', 'checkpoint 1'],
    ['dropped', 'checkpoint 2'],
  ]);
  expect(await named(held[0]!)).toContainEqual(['dropped', 'checkpoint 1']);
});

it('packs nothing that somebody altered: it stays as it stands, to be named', async () => {
  await test.run('truncate audit_checkpoint_packs, audit_checkpoints');
  const clock = createFixedClock();
  const again = createCheckpointWriter({ store: test.store, signer, clock, fullEvery: 2 });
  for (let number = 1; number <= 3; number += 1) {
    await write(one, 1);
    await again.write();
  }
  clock.advance(day + 1);
  await test.run(`update audit_checkpoints set bytes = bytes || ' ' where number = 1`);
  expect(await again.pack()).toBe(0);
  expect(await test.run('select count(*)::int as rows from audit_checkpoints')).toEqual([{ rows: 3 }]);
});
