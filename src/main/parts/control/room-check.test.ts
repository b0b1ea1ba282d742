import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import { createHandClock } from '#testing/clock.ts';
import { turns } from '#testing/turns.ts';
import { roomCheck } from './room-check.ts';

const mebibyte = 1024 * 1024;

it('warns before the disk is full, says so when it is, and sees when there is room again', async () => {
  const clock = createHandClock();
  let free = 200 * mebibyte;
  const check = roomCheck({ folder: '/data', clock, freeAt: async () => free });
  await turns();
  expect(check.look()).toMatchObject({
    state: 'degraded',
    why: expect.stringContaining('200 MiB') as string,
  });
  for (const [next, state] of [
    [3 * mebibyte, 'failing'],
    [4_000 * mebibyte, 'ok'],
  ] as const) {
    free = next;
    clock.advance(2_000);
    check.look();
    await turns();
    expect(check.look().state).toBe(state);
  }
});

it('asks the disk itself, and takes one that does not answer for what it was', async () => {
  const clock = createHandClock();
  const check = roomCheck({ folder: `${tmpdir()}/nowhere-at-all`, clock });
  expect(check.look()).toEqual({ state: 'ok' });
});
