import { expect, it } from 'vitest';
import { limitParallel } from './limit-parallel.ts';

function gate() {
  let open: () => void = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

it('runs no more than its bound at a time, and all in the end', async () => {
  const limit = limitParallel({ running: 2, waiting: 100 });
  let now = 0;
  let most = 0;
  const results = await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      limit.run(async () => {
        now += 1;
        most = Math.max(most, now);
        await Promise.resolve();
        now -= 1;
        return n;
      }),
    ),
  );
  expect(most).toBe(2);
  expect(results.map((result) => result.ok && result.value)).toEqual(Array.from({ length: 20 }, (_, n) => n));
});

it('turns away what finds the queue full, and frees the place of what failed', async () => {
  const limit = limitParallel({ running: 1, waiting: 1 });
  const first = gate();
  const running = limit.run(async () => {
    await first.opened;
    throw new Error('broken');
  });
  const waiting = limit.run(async () => 'second');
  expect(await limit.run(async () => 'third')).toEqual({ ok: false, error: 'busy' });
  first.open();
  await expect(running).rejects.toThrow('broken');
  expect(await waiting).toEqual({ ok: true, value: 'second' });
  expect(await limit.run(async () => 'fourth')).toEqual({ ok: true, value: 'fourth' });
});
