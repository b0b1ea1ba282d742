import { expect, it } from 'vitest';
import { elapsedSince } from '#base/clock.ts';
import { createHandClock } from '#testing/clock.ts';
import { startHeartbeat } from './heartbeat.ts';

function beating() {
  const clock = createHandClock();
  const pings: number[] = [];
  let silent = 0;
  const heartbeat = startHeartbeat({ clock, ping: (n) => pings.push(n), silent: () => (silent += 1) });
  return { clock, pings, heartbeat, silences: () => silent };
}

it('pings at once and then each second, and knows when each was asked', () => {
  const { clock, pings, heartbeat } = beating();
  clock.advance(2_500);
  expect(pings).toEqual([1, 2, 3]);
  const asked = heartbeat.answered(2);
  if (asked === undefined || asked === 'never-sent') throw new Error('not known');
  expect(elapsedSince(clock, asked)).toBe(1_500);
});

it('takes an answer once, and none to what was never asked', () => {
  const { heartbeat } = beating();
  expect(heartbeat.answered(1)).toBeTypeOf('object');
  expect(heartbeat.answered(1)).toBeUndefined();
  for (const n of [2, 0, -1, 0.5]) expect(heartbeat.answered(n)).toBe('never-sent');
});

it('forgets older pings with a newer answer', () => {
  const { clock, heartbeat } = beating();
  clock.advance(2_000);
  heartbeat.answered(3);
  expect(heartbeat.answered(1)).toBeUndefined();
});

it('says so when nothing answers, and pings no more', () => {
  const { clock, pings, silences } = beating();
  clock.advance(4_500);
  expect(silences()).toBe(1);
  clock.advance(5_000);
  expect(pings.length).toBe(4);
});

it('does not accuse the other end after it was stopped itself', () => {
  const { clock, heartbeat, silences } = beating();
  clock.stall(60_000);
  clock.advance(0);
  expect(silences()).toBe(0);
  expect(heartbeat.answered(2)).toBeTypeOf('object');
  clock.advance(2_000);
  expect(silences()).toBe(0);
});

it('stops', () => {
  const { clock, pings, heartbeat } = beating();
  heartbeat.stop();
  clock.advance(5_000);
  expect(pings).toEqual([1]);
});
