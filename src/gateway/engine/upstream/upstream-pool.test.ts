import { expect, it } from 'vitest';
import { createDeadlines } from '../deadlines.ts';
import { createHandClock } from '#testing/clock.ts';
import { UpstreamPool } from './upstream-pool.ts';
import type { UpstreamSocket } from './upstream-socket.ts';

/** A connection as far as a pool looks at it. */
function fakeSocket(): UpstreamSocket {
  const socket = {
    closed: false,
    reused: false,
    idleSince: 0,
    onGone: undefined as (() => void) | undefined,
    use() {},
    destroy() {
      socket.closed = true;
      socket.onGone?.();
    },
  };
  return socket as unknown as UpstreamSocket;
}

function poolOf(bounds: {
  readonly max: number;
  readonly maxPerAddress?: number;
  readonly maxPerPerson?: number;
}): UpstreamPool {
  return new UpstreamPool({
    connect: async () => fakeSocket(),
    opened: () => {},
    closed: () => {},
    deadlines: createDeadlines(createHandClock(), 1_000),
    idleMs: 4_000,
    ...bounds,
  });
}

it('lets one address use so many connections and no more, and others as before', async () => {
  const pool = poolOf({ max: 5, maxPerAddress: 2 });
  const [one, two] = [await pool.connect('192.0.2.1', ''), await pool.connect('192.0.2.1', '')];
  expect([pool.fullFor('192.0.2.1', ''), pool.fullFor('192.0.2.2', '')]).toEqual([true, false]);
  // One that is idle is not for whoever has enough either.
  pool.give(await pool.connect('192.0.2.2', ''));
  expect(pool.take('192.0.2.1', '')).toBeUndefined();
  expect(pool.take('192.0.2.3', '')).toBeDefined();
  pool.give(one);
  expect(pool.fullFor('192.0.2.1', '')).toBe(false);
  // One that breaks is no longer used.
  expect(pool.take('192.0.2.1', '')).toBe(one);
  expect(pool.fullFor('192.0.2.1', '')).toBe(true);
  two.destroy();
  expect(pool.fullFor('192.0.2.1', '')).toBe(false);
});

it('counts those too that are being made, and forgets those that fail', async () => {
  let fail: (error: Error) => void = () => {};
  const pool = new UpstreamPool({
    connect: () => new Promise((_, reject) => (fail = reject)),
    opened: () => {},
    closed: () => {},
    deadlines: createDeadlines(createHandClock(), 1_000),
    idleMs: 4_000,
    max: 2,
    maxPerAddress: 1,
  });
  const making = pool.connect('192.0.2.1', '');
  expect([pool.fullFor('192.0.2.1', ''), pool.fullFor('192.0.2.2', '')]).toEqual([true, false]);
  fail(new Error('no'));
  await expect(making).rejects.toThrow('no');
  expect(pool.fullFor('192.0.2.1', '')).toBe(false);
});

it('is full for everybody at its own bound', async () => {
  const pool = poolOf({ max: 1 });
  await pool.connect('192.0.2.1', '');
  expect(pool.fullFor('192.0.2.2', '')).toBe(true);
});

it('leaves something to the next address, however many a few of them want, and counts a network as one', async () => {
  const pool = poolOf({ max: 16, maxPerAddress: 12 });
  const fill = async (address: string): Promise<number> => {
    for (let taken = 0; ; taken++) {
      if (pool.fullFor(address, '')) return taken;
      await pool.connect(address, '');
    }
  };
  expect(await fill('192.0.2.1')).toBe(8);
  expect(await fill('192.0.2.2')).toBe(4);
  expect(await fill('2001:db8:1:2::1')).toBe(2);
  expect(await fill('2001:db8:1:2::9')).toBe(0);
  expect(await fill('192.0.2.3')).toBe(1);
});

it('lets one person use so many, wherever they come from, and everybody else as before', async () => {
  const pool = poolOf({ max: 100, maxPerPerson: 2 });
  const one = await pool.connect('192.0.2.1', 'per_1');
  await pool.connect('192.0.2.2', 'per_1');
  expect([pool.fullFor('192.0.2.3', 'per_1'), pool.fullFor('192.0.2.1', 'per_2')]).toEqual([true, false]);
  pool.give(await pool.connect('192.0.2.1', 'per_2'));
  expect(pool.take('192.0.2.1', 'per_1')).toBeUndefined();
  expect(pool.take('192.0.2.1', 'per_2')).toBeDefined();
  pool.give(one);
  // Who uses none is forgotten, and nobody else.
  pool.checkTime(0);
  expect(pool.fullFor('192.0.2.1', 'per_1')).toBe(false);
  expect(pool.take('192.0.2.1', 'per_1')).toBe(one);
  expect(pool.fullFor('192.0.2.1', 'per_1')).toBe(true);
});

it('leaves something to others where one address wants all without a sign-in, and counts it for no person', async () => {
  const pool = poolOf({ max: 8, maxPerPerson: 2 });
  for (let taken = 0; taken < 4; taken++) await pool.connect('192.0.2.1', '');
  expect(pool.fullFor('192.0.2.1', '')).toBe(true);
  expect([pool.fullFor('192.0.2.1', 'per_1'), pool.fullFor('192.0.2.2', '')]).toEqual([false, false]);
});
