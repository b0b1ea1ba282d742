import { expect, it } from 'vitest';
import { freshStore } from '#testing/store.ts';

/** Holds transactions open on a store; `started` settles when all of them have begun. */
function occupy(store: { transaction(work: () => Promise<void>): Promise<void> }, count: number) {
  let release = (): void => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  let begun = 0;
  let started = (): void => {};
  const all = new Promise<void>((resolve) => (started = resolve));
  const work = async (): Promise<void> => {
    begun += 1;
    if (begun === count) started();
    await held;
  };
  const done = Promise.all(Array.from({ length: count }, () => store.transaction(work)));
  return {
    started: all,
    begun: () => begun,
    async end() {
      release();
      await done;
    },
  };
}

it('answers beside when every connection is in use, and the other way round', async () => {
  await using test = await freshStore();
  const beside = test.store.beside(1);
  try {
    const all = occupy(test.store, 5);
    await all.started;
    expect(await beside.settings.find('organisation')).toBeUndefined();
    await all.end();

    const one = occupy(beside, 1);
    await one.started;
    const second = occupy(beside, 1);
    expect(await test.store.settings.find('organisation')).toBeUndefined();
    // There is one connection and no more, so the second has not begun however much was asked meanwhile.
    expect(second.begun()).toBe(0);
    await one.end();
    await second.end();
  } finally {
    await beside.close();
  }
});
