import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { newId } from '#base/ids.ts';
import type { AuditEvent } from '#contracts/events.ts';
import { recordRestore } from '#control/index.ts';
import {
  openStore,
  restoreBackup,
  writeBackup,
  type BackupSecret,
  type RestoreBackupOptions,
  type RestoredBackup,
  type Store,
} from '#store/index.ts';
import { freshDatabase, type TestDatabase } from '#testing/postgres.ts';
import { addPerson, addSession, freshStore, type TestStore } from '#testing/store.ts';

const secret: BackupSecret = { kind: 'key', id: 'k1', key: Buffer.alloc(32, 7) };

let folder: string;
let source: TestStore;
let path: string;
let target: TestDatabase;
const stores: Store[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backup-'));
  path = join(folder, 'one.backup');
  source = await freshStore();
  await fillSource();
  await writeBackup({ database: source.database.address, path, secret, enclosed: { note: 'kept' } });
});
beforeEach(async () => {
  target = await freshDatabase({ empty: 'empty' });
});
afterEach(async () => {
  await Promise.all(stores.splice(0).map((store) => store.close()));
  await target.drop();
});
afterAll(async () => {
  await source.close();
  await rm(folder, { recursive: true, force: true });
});

/** Something in every table, of the kinds that are lost most easily. */
async function fillSource(): Promise<void> {
  const { store } = source;
  const person = await addPerson(store, 'Ädá "quoted", (with) \\ and \n a line, \t and 💡');
  const session = await addSession(store, person);
  const ended = await addSession(store, person);
  await store.sessions.end([ended.id], 'cut-by-administrator');
  const token = { hash: 'h', sessionId: session.id, host: 'h', methods: ['pwd' as const] };
  const strength = { authenticatedAt: new Date(), address: 'a', userAgent: 'u' };
  await store.hostTokens.insert({ ...token, ...strength });
  await store.codes.insert({ ...token, hash: 'code', nonceHash: 'n', authenticatedAt: new Date() }, 3_600);
  await store.links.insert({ id: 'lnk_1', hash: 'l', kind: 'invitation', personId: person.id }, 86_400);
  await store.joinTokens.insert({ id: 'j', hash: 'j', name: 'west', usesLeft: 5 }, 86_400);
  await store.credentials.addTotp({ id: 'c1', personId: person.id, sealed: Buffer.from([0, 255, 10, 92]) });
  await store.credentials.setRecoveryCodes(person.id, [
    { id: 'r1', hash: 'recovery-1' },
    { id: 'r2', hash: 'recovery-2' },
  ]);
  await store.credentials.burnRecoveryCode(person.id, 'recovery-1');
  const api = { id: 'tok_1', hash: 'api', name: 'ci', ownerId: person.id, scopes: ['read' as const] };
  await store.apiTokens.insert(api, 86_400);
  const robot = await store.serviceAccounts.insert({ id: 'sva_1', name: 'robot', ownerId: person.id });
  const key = { accountId: robot.id, name: 'ci' };
  await store.serviceKeys.insert({ id: 'svk_1', hash: 'key', ...key }, 86_400);
  await store.serviceKeys.insert({ id: 'svk_2', hash: 'revoked', ...key }, 86_400);
  await store.serviceKeys.revoke({ id: 'svk_2', account: robot.id });
  await store.settings.put('weird', { 'a"b': [null, 1.5, '\\x00', { c_d: true }] });
  const group = await store.groups.insert({ id: newId('group'), name: 'staff' });
  await store.groups.addMember(group.id, person.id);
  await store.audit.append([
    {
      chain: 'a',
      seq: 1,
      at: new Date('2026-01-02T03:04:05.678Z'),
      kind: 'recovered',
      about: ['x,y', 'z"'],
      bytes: Buffer.from([1, 0, 2]),
      hash: Buffer.alloc(32, 1),
    },
  ]);
  await store.change(async () => {}, {
    kind: 'revoke',
    subjects: [person.id],
    cause: 'x',
    actor: { kind: 'local' },
  });
  await source.run(
    `insert into decision_inputs (digest, bytes)
     select 'd' || n, convert_to(repeat(md5(n::text), 20), 'utf8') from generate_series(1, 1300) n`,
  );
}

function restore(over: Partial<RestoreBackupOptions> = {}): Promise<RestoredBackup> {
  return restoreBackup({ database: target.address, path, secret, ...over });
}

async function openTarget(): Promise<Store> {
  const store = await openStore({ database: target.address, connections: 2 });
  stores.push(store);
  return store;
}

async function query(address: pg.ClientConfig, sql: string): Promise<unknown[]> {
  const client = new pg.Client(address);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

it('brings everything back as it was, byte for byte, but nothing to life', async () => {
  const restored = await restore();
  expect(restored.rows).toBeGreaterThan(1_300);
  expect(restored.enclosed).toEqual({ note: 'kept' });
  for (const table of ['people', 'groups', 'memberships', 'settings', 'audit_records', 'decision_inputs']) {
    const sql = `select md5(string_agg(t::text, '|' order by t::text)) as sum, count(*) from ${table} t`;
    expect([table, await query(target.address, sql)]).toEqual([
      table,
      await query(source.database.address, sql),
    ]);
  }
  const store = await openTarget();
  const [sealed] = await query(target.address, `select sealed from credentials where kind = 'totp'`);
  expect(sealed).toEqual({ sealed: Buffer.from([0, 255, 10, 92]) });

  // A new epoch, in which nothing lives on that was alive.
  const epochs = 'select epoch from installation';
  expect(await query(target.address, epochs)).not.toEqual(await query(source.database.address, epochs));
  const { items } = await store.sessions.list({});
  expect(items).toHaveLength(2);
  const reasons = new Set(items.map(({ endReason }) => endReason));
  expect(reasons).toEqual(new Set(['cut-by-administrator', 'session-ended']));
  expect(await store.hostTokens.withSessions(['h'])).toEqual([]);
  expect(await store.codes.burn({ hash: 'code', host: 'h', nonceHash: 'n' })).toBeUndefined();
  expect(await store.links.use('invitation', 'l')).toBeUndefined();
  expect(await store.joinTokens.use('j')).toBeUndefined();
  expect(await store.credentials.takeTotpStep('c1', Math.floor(Date.now() / 30_000) - 1)).toBe(false);
  const { change } = await store.change(async () => {}, {
    kind: 'config',
    subjects: [],
    cause: 'x',
    actor: { kind: 'local' },
  });
  expect(change).toBe(1);
  await expect(restore()).rejects.toMatchObject({ code: 'database-unsuitable' }); // it is not empty any more
});

it('lets no API token and no recovery code be good that may have been revoked or used since', async () => {
  const { invalidated } = await restore();
  expect(invalidated).toEqual({
    sessions: 1,
    links: 1,
    joinTokens: 1,
    recoveryCodes: 1,
    apiTokens: 1,
    serviceKeys: 1,
  });
  const store = await openTarget();
  const [person] = (await store.people.list({})).items;
  expect(await store.apiTokens.use('api')).toBeUndefined();
  const [key] = await store.serviceKeys.withHashes(['key']);
  expect(key?.remainingMs).toBeLessThanOrEqual(0);
  expect((await store.apiTokens.list({})).items).toMatchObject([{ name: 'ci' }]);
  expect(await store.credentials.burnRecoveryCode(person?.id ?? '', 'recovery-2')).toBe(false);
});

it('keeps them where told that none can have been', async () => {
  const { invalidated } = await restore({ credentials: 'keep' });
  expect(invalidated).toMatchObject({ recoveryCodes: 0, apiTokens: 0, links: 1 });
  const store = await openTarget();
  const [person] = (await store.people.list({})).items;
  expect(await store.apiTokens.use('api')).toMatchObject({ name: 'ci' });
  expect(await store.credentials.burnRecoveryCode(person?.id ?? '', 'recovery-2')).toBe(true);
  expect(await store.credentials.burnRecoveryCode(person?.id ?? '', 'recovery-1')).toBe(false);
  expect(await store.links.use('invitation', 'l')).toBeUndefined();
});

it('is put on record once by the first start, however many replicas start together', async () => {
  const { rows, at } = await restore();
  const store = await openTarget();
  const events: AuditEvent[] = [];
  const failing = { append: () => Promise.reject(new Error('the disk is full')) };
  await expect(recordRestore({ store, audit: failing })).rejects.toThrow('full');
  const audit = { append: async (event: AuditEvent) => ({ chain: 'c', seq: events.push(event) }) };
  await Promise.all([1, 2, 3].map(() => recordRestore({ store, audit })));
  expect(events).toEqual([
    {
      kind: 'backup-restored',
      actor: { kind: 'local', name: 'local' },
      about: [],
      data: expect.objectContaining({
        backupMadeAt: at,
        restoredAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]+Z$/) as unknown,
        rows,
        credentials: 'invalidated',
        invalidated: expect.objectContaining({ apiTokens: 1 }) as unknown,
      }) as unknown,
    },
  ]);
});

it('is taken at one instant, while others write', async () => {
  const other = join(folder, 'busy.backup');
  const busy = { going: true };
  const writing = (async () => {
    // Each transaction writes to two tables: a backup that saw half of one would restore a difference.
    for (let n = 0; busy.going; n++) {
      await source.store.transaction(async (tx) => {
        await tx.settings.put(`a${n}`, n);
        await tx.tags.insert({ name: `a${n}` });
      });
    }
  })();
  await writeBackup({ database: source.database.address, path: other, secret });
  busy.going = false;
  await writing;
  await restore({ path: other });
  const counts = await query(
    target.address,
    `select (select count(*) from settings where key like 'a%') = (select count(*) from tags) as same`,
  );
  expect(counts).toEqual([{ same: true }]);
});

it('appears whole or not at all, for its owner only, and tells nothing without its key', async () => {
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  const missing = join(folder, 'no/such/place');
  await expect(writeBackup({ database: source.database.address, path: missing, secret })).rejects.toThrow(
    'ENOENT',
  );
  expect((await readdir(folder)).filter((name) => name.includes('partial'))).toEqual([]);
  const bytes = await readFile(path, 'latin1');
  expect(bytes).not.toContain('staff');
  expect(bytes).not.toContain('kept');
  const wrong: BackupSecret = { kind: 'key', id: 'k1', key: Buffer.alloc(32, 8) };
  await expect(restore({ secret: wrong })).rejects.toMatchObject({ code: 'seal-broken' });
  const other: BackupSecret = { kind: 'key', id: 'k2', key: Buffer.alloc(32, 7) };
  await expect(restore({ secret: other })).rejects.toThrow('sealed under the root key k1');
});

it('opens under a passphrase, however its letters are composed', async () => {
  const worded = join(folder, 'worded.backup');
  const words = (passphrase: string): BackupSecret => ({ kind: 'passphrase', passphrase });
  await writeBackup({ database: source.database.address, path: worded, secret: words('caf\u00e9') });
  await expect(restore({ path: worded, secret: words('cafe') })).rejects.toMatchObject({
    code: 'seal-broken',
  });
  await expect(restore({ path: worded })).rejects.toThrow('sealed under a passphrase');
  await restore({ path: worded, secret: words('cafe\u0301') });
});

it('restores nothing of a file that was altered, cut off, or is none', async () => {
  const bytes = await readFile(path);
  const at = (index: number): Buffer => {
    const turned = Buffer.from(bytes);
    turned[index] = (turned[index] ?? 0) ^ 1;
    return turned;
  };
  const damaged = [
    at(bytes.indexOf('salt') + 12), // in the open header
    at(Math.floor(bytes.length / 2)),
    at(bytes.length - 1),
    bytes.subarray(0, bytes.length - 1),
    bytes.subarray(0, Math.floor(bytes.length / 2)),
    bytes.subarray(0, bytes.indexOf('\n') + 1),
    Buffer.concat([bytes, Buffer.from('x')]),
    Buffer.from('{"format":"something"}\n'),
    Buffer.alloc(0),
  ];
  for (const [index, content] of damaged.entries()) {
    const file = join(folder, `damaged-${index}`);
    await writeFile(file, content);
    const outcome = await restore({ path: file }).then(
      () => 'restored',
      (error: { code: string }) => error.code,
    );
    expect([index, outcome]).toEqual([index, 'seal-broken']);
  }
  expect(
    await query(target.address, `select relname from pg_class where relnamespace = 'public'::regnamespace`),
  ).toEqual([]);
});
