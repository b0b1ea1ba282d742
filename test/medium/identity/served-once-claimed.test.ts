import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#base/ids.ts';
import { createStoreRecords } from '#identity/index.ts';
import { freshStore, type TestStore } from '#testing/store.ts';

let test: TestStore;
beforeAll(async () => {
  test = await freshStore();
});
afterAll(() => test.close());

it('answers a claim only once gateways serve the hosts that the owner goes on to', async () => {
  const waited: number[] = [];
  let serve = (): void => {};
  const serves = new Promise<void>((resolve) => (serve = resolve));
  const limits = { absoluteSeconds: 43_200, idleSeconds: 43_200 };
  const { enrolment, journeys } = createStoreRecords({
    store: test.store,
    limits,
    onClaim: async () => [],
    served: (change) => {
      waited.push(change);
      return serves;
    },
  });
  const claim = async (email: string): Promise<boolean> => {
    const journey = newId('person').padEnd(64, '0');
    await journeys.put({ hash: journey, kind: 'enrolment', sealed: Buffer.from('x'), lifetimeMs: 60_000 });
    return enrolment.claim({
      organisation: 'Example',
      person: { id: newId('person'), name: 'Olga', email },
      credentials: { recoveryHashes: [] },
      journey,
    });
  };
  let answered = false;
  const first = claim('one@example.org').then((won) => {
    answered = true;
    return won;
  });
  await expect.poll(() => waited).toHaveLength(1);
  expect(answered).toBe(false);
  serve();
  expect(await first).toBe(true);
  expect(await claim('two@example.org')).toBe(false);
  expect(waited).toHaveLength(1);
});
