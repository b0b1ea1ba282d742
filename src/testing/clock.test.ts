import { expect, it } from 'vitest';
import { createHandClock } from './clock.ts';

it('runs timers at their time, in order, also those set meanwhile', () => {
  const clock = createHandClock();
  const start = clock.monotonic();
  const ran: string[] = [];
  clock.after(20, () => ran.push(`b${clock.monotonic() - start}`));
  clock.after(10, () => {
    ran.push(`a${clock.monotonic() - start}`);
    clock.after(5, () => ran.push(`c${clock.monotonic() - start}`));
  });
  const dropped = clock.after(12, () => ran.push('dropped'));
  dropped.cancel();
  clock.advance(20);
  expect(ran).toEqual(['a10', 'c15', 'b20']);
  expect(clock.waiting()).toBe(0);
});

it('tells a stalled loop from a suspended machine', () => {
  const clock = createHandClock();
  const before = { wall: clock.wall(), monotonic: clock.monotonic() };
  let ran = false;
  clock.after(10, () => {
    ran = true;
  });
  clock.suspend(60_000);
  expect([clock.wall() - before.wall, clock.monotonic() - before.monotonic]).toEqual([60_000, 0]);
  clock.stall(1_000);
  expect([clock.wall() - before.wall, clock.monotonic() - before.monotonic]).toEqual([61_000, 1_000]);
  expect(ran).toBe(false);
  clock.advance(0);
  expect(ran).toBe(true);
});
