import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { openStore } from '#store/index.ts';
import { freshStore } from '#testing/store.ts';

it('writes records while everybody else waits for the lock of the transaction that makes them', async () => {
  await using test = await freshStore();
  const connections = 3;
  const store = await openStore({ database: test.database.address, connections });
  const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  const others: Promise<unknown>[] = [];
  try {
    await store.transaction(async (tx) => {
      await tx.standing.change();
      for (let n = 1; n < connections; n += 1)
        others.push(store.transaction((other) => other.standing.change()));
      while ((await test.run(waiting)).length < connections - 1) await setImmediate();
      const bytes = Buffer.from('{}');
      const kind = 'object-changed';
      await store.audit.append([
        { chain: 'c', seq: 1, at: new Date(), kind, about: [], bytes, hash: bytes, payload: bytes },
      ]);
    });
    await Promise.all(others);
    expect((await store.audit.list({ limit: 10 })).items).toHaveLength(1);
  } finally {
    await Promise.allSettled(others);
    await store.close();
  }
});
