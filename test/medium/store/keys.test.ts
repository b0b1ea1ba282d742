import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { systemClock } from '#base/clock.ts';
import { type KeyStorage, openKeyring } from '#ca/index.ts';
import { newId } from '#base/ids.ts';
import type { Store } from '#store/index.ts';
import { addPerson, freshStore } from '#testing/store.ts';

/** The keys of a store, as control hands them to the keyring. */
function storageOf(store: Store): KeyStorage {
  return {
    current: () => store.keys.current(),
    async exclusively(work) {
      await store.change(
        async (tx) => {
          await tx.keys.lock();
          return work(tx.keys);
        },
        ({ changed }) =>
          changed
            ? [{ kind: 'config', subjects: ['keys'], cause: 'key-rotated', actor: { kind: 'system' } }]
            : [],
      );
    },
  };
}

const secret = randomBytes(32);
const options = (store: Store) => ({
  storage: storageOf(store),
  rootKeys: [{ id: secret.toString('hex').slice(0, 16), secret }] as const,
  domain: 'd.example',
  issuer: 'https://signin.d.example',
  clock: systemClock,
});

it('keeps one set of keys for all replicas on one database', async () => {
  await using test = await freshStore();
  const keyrings = await Promise.all([1, 2, 3].map(() => openKeyring(options(test.store))));
  expect(await test.store.keys.all()).toHaveLength(6);
  const [row] = await test.run('select count(*)::int as changes from changes');
  expect(row).toEqual({ changes: 1 });
  const [one, two] = keyrings;
  await one?.rotate('grant', 'at-once');
  await two?.refresh();
  expect(two?.jwks('grant')).toEqual(one?.jwks('grant'));
  expect((await test.store.keys.all()).filter(({ state }) => state === 'retired')).toHaveLength(1);
});

it('seals a secret to its row', async () => {
  await using test = await freshStore();
  const { sealer } = await openKeyring(options(test.store));
  const person = await addPerson(test.store);
  const [id, other] = [newId('event'), newId('event')];
  for (const row of [id, other]) {
    const sealed = sealer.seal(Buffer.from('seed'), `credentials/${row}`);
    await test.store.credentials.addTotp({ id: row, personId: person.id, sealed });
  }
  await test.run(
    `update credentials set sealed = (select sealed from credentials where id = $2) where id = $1`,
    [id, other],
  );
  const found = (await test.store.credentials.ofPerson(person.id)).find((row) => row.id === id);
  const open = () => sealer.open(found?.sealed ?? Buffer.of(), `credentials/${id}`).toString();
  expect(open).toThrow(/altered or moved/);
});
