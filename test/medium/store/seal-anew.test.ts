import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { startAuditLog } from '#audit/index.ts';
import { systemClock } from '#base/clock.ts';
import { newId } from '#base/ids.ts';
import { type RootKeys, createSealer, openKeyring } from '#ca/index.ts';
import { keyStorage } from '#control/index.ts';
import { journeyPlace } from '#identity/index.ts';
import { silentLog } from '#observe/index.ts';
import { type Store, sealedColumns } from '#store/index.ts';
import { type TestStore, addPerson, freshStore } from '#testing/store.ts';
import { createSealAnew } from '../../../src/main/parts/control/seal-anew.ts';

const rootKey = () => ({ id: randomBytes(8).toString('hex'), secret: randomBytes(32) });
const keyringOf = (store: Store, rootKeys: RootKeys) =>
  openKeyring({
    storage: keyStorage(store),
    rootKeys,
    domain: 'd.example',
    issuer: 'https://signin.d.example',
    clock: systemClock,
  });

/** An installation with secrets of every kind under one root key, a retired key among them. */
async function installation({ store }: TestStore) {
  const old = rootKey();
  const keyring = await keyringOf(store, [old]);
  await keyring.rotate('grant', 'at-once');
  const person = await addPerson(store);
  const id = newId('event');
  await store.credentials.addTotp({
    id,
    personId: person.id,
    sealed: keyring.sealer.seal(Buffer.from('seed'), id),
  });
  const sealed = keyring.sealer.seal(Buffer.from('{}'), journeyPlace('sign-in', 'h'));
  await store.journeys.insert({ hash: 'h', kind: 'sign-in', sealed }, 600);
  const audit = await startAuditLog({
    store,
    clock: systemClock,
    process: { replica: `ctl-${newId('event')}`, version: 'test' },
  });
  const rows = () => store.sealedValues.under([old.id], { after: '', limit: 100 });
  const prepare = (rootKeys: RootKeys, over: Partial<Store> = {}) =>
    createSealAnew({
      store: { ...store, ...over },
      audit,
      rootKeys,
      sealer: createSealer(rootKeys),
      log: silentLog,
    });
  const recorded = async () =>
    (await store.audit.list({ kinds: ['key-rotated'], limit: 10 })).items.map(({ about }) => about);
  return { old, id, rows, prepare, recorded, close: () => audit.close() };
}

it('leaves nothing under the old root key, retired keys included, and puts that on record once', async () => {
  await using test = await freshStore();
  const { old, id, rows, prepare, recorded, close } = await installation(test);
  expect(await rows()).toHaveLength(7 + 1 + 1);
  const fresh = rootKey();
  const alone = prepare([old]);
  await alone.job.run();
  expect(alone.check.look()).toEqual({ state: 'ok' });
  expect(await rows()).toHaveLength(9);

  const both = prepare([fresh, old]);
  expect(both.check.look()).toMatchObject({
    state: 'degraded',
    why: expect.stringContaining('being sealed'),
  });
  await both.job.run();
  expect(await rows()).toEqual([]);
  expect(both.check.look()).toMatchObject({ why: expect.stringContaining('forget-root') });
  for (const again of [both, prepare([fresh, old])]) await again.job.run();
  expect(await recorded()).toEqual([[`root-key:${fresh.id}`]]);

  // Out of the file: told once, by whoever starts without it.
  for (const replica of [prepare([fresh]), prepare([fresh])]) {
    await replica.job.run();
    await replica.job.run();
  }
  const [told] = (await test.store.audit.list({ kinds: ['key-rotated'], limit: 10 })).items;
  expect(await recorded()).toEqual([[`root-key:${fresh.id}`], [`root-key:${fresh.id}`]]);
  expect(JSON.parse(told!.payload!.toString())).toMatchObject({
    data: { purpose: 'root', forgotten: [old.id], to: fresh.id },
  });

  // Everything opens without the old one.
  await keyringOf(test.store, [fresh]);
  const sealer = createSealer([fresh]);
  const [row] = await test.run('select sealed from credentials where id = $1', [id]);
  expect(sealer.open(row!['sealed'] as Buffer, id).toString()).toBe('seed');
  const journey = await test.store.journeys.find('h', 'sign-in');
  expect(sealer.open(journey!.sealed, journeyPlace('sign-in', 'h')).toString()).toBe('{}');
  await close();
});

it('goes on where it was broken off; until then both keys open, and nothing is on record', async () => {
  await using test = await freshStore();
  const { old, rows, prepare, recorded, close } = await installation(test);
  const rootKeys: RootKeys = [rootKey(), old];
  let left = 4;
  const { sealedValues } = test.store;
  const broken = prepare(rootKeys, {
    sealedValues: {
      ...sealedValues,
      async replace(value, anew) {
        if (left-- === 0) throw new Error('killed');
        return sealedValues.replace(value, anew);
      },
    },
  });
  await expect(broken.job.run()).rejects.toThrow('killed');
  expect(await rows()).toHaveLength(5);
  expect(await recorded()).toEqual([]);
  await keyringOf(test.store, rootKeys);
  await prepare(rootKeys).job.run();
  expect(await rows()).toEqual([]);
  expect(await recorded()).toHaveLength(1);
  await close();
});

it('loses nothing that is changed while it works, and is not done before that is sealed as well', async () => {
  await using test = await freshStore();
  const { old, prepare, recorded, close } = await installation(test);
  const rootKeys: RootKeys = [rootKey(), old];
  const { sealedValues } = test.store;
  const place = journeyPlace('sign-in', 'h');
  // A replica that knows the old root key alone writes between reading and replacing.
  const stale = createSealer([old]).seal(Buffer.from('{"next":1}'), place);
  let once = true;
  const work = prepare(rootKeys, {
    sealedValues: {
      ...sealedValues,
      async replace(value, anew) {
        if (value.table === 'journeys' && once) {
          once = false;
          await test.store.journeys.replace({ hash: 'h', version: 1, sealed: stale });
        }
        return sealedValues.replace(value, anew);
      },
    },
  });
  await work.job.run();
  expect(await recorded()).toEqual([]);
  await work.job.run();
  expect(await recorded()).toHaveLength(1);
  const journey = await test.store.journeys.find('h', 'sign-in');
  expect(createSealer(rootKeys).open(journey!.sealed, place).toString()).toBe('{"next":1}');
  await close();
});

it('leaves what was altered as it is, says so, and does not call that done', async () => {
  await using test = await freshStore();
  const { old, id, rows, prepare, recorded, close } = await installation(test);
  await test.run(`update credentials set sealed = sealed || '\\x00' where id = $1`, [id]);
  const work = prepare([rootKey(), old]);
  for (let n = 0; n < 2; n += 1) await work.job.run();
  expect((await rows()).map((value) => value.id)).toEqual([id]);
  expect(work.check.look()).toMatchObject({ why: expect.stringContaining('1 secrets') });
  expect(await recorded()).toEqual([]);
  await close();
});

it('knows every column in which something is sealed', async () => {
  await using test = await freshStore();
  const found = await test.run(
    `select table_name || '.' || column_name as at from information_schema.columns
     where table_schema = current_schema() and data_type = 'bytea' and column_name like 'sealed%' order by 1`,
  );
  const known = Object.entries(sealedColumns).map(([table, { column }]) => `${table}.${column}`);
  expect(found.map(({ at }) => at)).toEqual(known.toSorted());
});
