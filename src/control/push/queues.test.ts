import { expect, it } from 'vitest';
import { createFixedClock } from '#testing/fixed-clock.ts';
import { createAppliedGate } from './applied-gate.ts';
import { createLane } from './lane.ts';
import { createLiveTracker, type LiveRow } from './live-connections.ts';
import { createRefreshed } from './refreshed.ts';
import { turns } from '#testing/turns.ts';

it('runs as many tasks as its lane is wide, and lets as many wait as it is long', async () => {
  const lane = createLane({ width: 2, length: 3 });
  const finish: (() => void)[] = [];
  const task = () => new Promise<void>((resolve) => finish.push(resolve));
  expect(Array.from({ length: 6 }, () => lane.run(task))).toEqual([true, true, true, true, true, false]);
  expect(finish).toHaveLength(2);
  finish[0]?.();
  await turns();
  expect(finish).toHaveLength(3);
  expect(lane.run(task)).toBe(true);
});

it('covers changes that come during a reading with one more reading', async () => {
  const reads: (() => void)[] = [];
  const refreshed = createRefreshed({
    clock: createFixedClock(),
    failed: () => {},
    refresh: () => new Promise<void>((resolve) => reads.push(resolve)),
  });
  reads[0]?.();
  await refreshed.settled();
  refreshed.touch();
  refreshed.touch();
  refreshed.touch();
  let settled = false;
  const waiting = refreshed.settled().then(() => (settled = true));
  expect(reads).toHaveLength(2);
  reads[1]?.();
  await turns();
  // The second reading began after the first touch only: what came later needs a third.
  expect([reads.length, settled]).toEqual([3, false]);
  reads[2]?.();
  await waiting;
  expect(reads).toHaveLength(3);
});

it('takes a touch in the very tick in which a reading ends', async () => {
  let reads = 0;
  const refreshed = createRefreshed({
    clock: createFixedClock(),
    failed: () => {},
    async refresh() {
      reads += 1;
      if (reads === 1) await Promise.resolve().then(() => queueMicrotask(() => refreshed.touch()));
    },
  });
  await turns();
  await refreshed.settled();
  expect(reads).toBe(2);
});

it('rejects whoever waits for what cannot be read, and tries again by itself', async () => {
  const clock = createFixedClock();
  let away = true;
  const failures: unknown[] = [];
  const refreshed = createRefreshed({
    clock,
    failed: (error) => void failures.push(error),
    refresh: () => (away ? Promise.reject(new Error('away')) : Promise.resolve()),
  });
  await expect(refreshed.settled()).rejects.toThrow('away');
  await turns();
  away = false;
  clock.advance(500);
  await turns();
  await refreshed.settled();
  expect(failures).toHaveLength(1);
});

it('lets those go on whose change has come, and tells the others in time', async () => {
  const clock = createFixedClock();
  let applied = 5;
  const gate = createAppliedGate(clock, () => applied);
  expect(await gate.atLeast(5)).toBe(true);
  const [soon, late] = [gate.atLeast(7), gate.atLeast(9)];
  applied = 8;
  gate.advance(8);
  expect(await soon).toBe(true);
  clock.advance(2_000);
  expect(await late).toBe(false);
});

it('merges what a gateway tells while a write is under way, and begins by forgetting what it told before', async () => {
  const writes: { opened: readonly LiveRow[]; closed: readonly string[] }[] = [];
  const finish: (() => void)[] = [];
  let cleared = 0;
  const tracker = createLiveTracker(
    {
      clear: () => Promise.resolve(void (cleared += 1)),
      write(_, opened, closed) {
        writes.push({ opened, closed });
        return new Promise((resolve) => finish.push(resolve));
      },
    },
    'gwy_1',
    () => {},
  );
  const row = (connection: string) => ({
    connection,
    grant: 'grt_1',
    session: 'ses_1',
    person: 'per_1',
    app: 'app_1',
    protocol: 'http',
    address: '::1',
    ageMs: 1,
  });
  const gone = (connection: string) => ({ connection, bytesIn: 1, bytesOut: 1 });
  tracker.note({ kind: 'live', opened: [row('con_1')], closed: [] });
  await turns();
  tracker.note({ kind: 'live', opened: [row('con_2'), row('con_3')], closed: [] });
  tracker.note({ kind: 'live', opened: [row('bad')], closed: [gone('con_1'), gone('con_2')] });
  finish[0]?.();
  await turns();
  expect(cleared).toBe(1);
  expect(writes.map(({ opened, closed }) => [opened.map(({ id }) => id), closed])).toEqual([
    [['con_1'], []],
    [['con_3'], ['con_1']],
  ]);
});
