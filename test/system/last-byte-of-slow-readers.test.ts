import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { api } from '#contracts/api/operations.ts';
import type { DatabaseAddress } from '#postgres/index.ts';
import { openStore, restoreBackup, writeBackup } from '#store/index.ts';
import { type Flood, startFlood } from './support/flood.ts';
import { signIn } from './support/population.ts';
import { eventually } from './support/program.ts';
import { type ProtectedApps, startProtectedApps } from './support/protected-apps.ts';
import { openSlowReader, type SlowReader } from './support/slow-reader.ts';
import { openVisitor } from './support/visitor.ts';

// Whoever does not read has megabytes waiting for them: in the application, in the gateway, in the operating
// system's buffers on both sides. At the cut all of it but what has arrived must be gone, whatever the cause.

/** So long that no lease ends in these tests: what is cut is cut by its cause. */
const graceMs = 3_600_000;
const paths = ['/stream', '/events', '/live'];

let flood: Flood;
let apps: ProtectedApps;
beforeEach(async () => {
  flood = await startFlood();
  apps = await startProtectedApps([{ name: 'flood', url: flood.url, graceMs }]);
});
afterEach(async () => {
  await apps?.stop();
  flood?.close();
});

/** Slow readers of each kind, in the session with this number. */
function openAll(session: number): Promise<readonly SlowReader[]> {
  const { publicPort } = apps.installation;
  const seat = { port: publicPort, publicPort, ...apps.signInAt('flood', session) };
  return Promise.all(paths.map((path) => openSlowReader(seat, path)));
}

/** Waits for the cut of them all, and reads what there is: no more than what had arrived long before. */
async function expectNothingMore(readers: readonly SlowReader[]): Promise<void> {
  for (const [index, reader] of readers.entries()) {
    await eventually(`${paths[index % paths.length]} is cut`, async () =>
      (await reader.isCut()) ? true : undefined,
    );
    expect(reader.unread).toBeGreaterThan(0);
    expect(await reader.readOn()).toBeLessThanOrEqual(reader.unread);
  }
}

async function ask(database: DatabaseAddress, statement: string): Promise<void> {
  const client = new pg.Client({ ...database });
  await client.connect();
  await client.query(statement);
  await client.end();
}

it('ends at an ended session, at a policy and at another epoch', async () => {
  const { client, installation } = apps;
  const [ended, refused, forgotten] = [await openAll(0), await openAll(1), await openAll(2)];
  await client.call(api.sessions.end, { params: { session: apps.signInAt('flood', 0).session } });
  await expectNothingMore(ended);

  // The second person is a leaver; the third is not.
  const text =
    'forbid (principal is Person, action == Action::"open", resource is App) when { principal.labels.contains("leaver") };';
  await client.call(api.policies.create, { body: { name: 'leavers', text } });
  await expectNothingMore(refused);

  // As after a fail-over to a standby that had not received everything.
  expect(await Promise.all(forgotten.map((reader) => reader.isCut()))).toEqual([false, false, false]);
  await ask(installation.database, 'update installation set epoch = gen_random_uuid()');
  await expectNothingMore(forgotten);
  await eventually('the same session opens again', async () =>
    (await apps.visit('flood', 2).ask('/open')).status === 200 ? true : undefined,
  );
});

it('ends when control comes back with a restored backup, whose sessions are over', async () => {
  const { installation, store } = apps;
  const { database } = installation;
  const backup = {
    path: join(installation.dataDir, 'backup'),
    secret: { kind: 'key', id: 'k', key: randomBytes(32) },
  } as const;
  await writeBackup({ database, ...backup });
  const readers = await openAll(0);
  const restored = { ...database, database: 'restored' };
  await ask(installation.superuser, 'create database restored owner sallyport');
  await restoreBackup({ database: restored, ...backup });
  expect(await Promise.all(readers.map((reader) => reader.isCut()))).toEqual([false, false, false]);
  await installation.replaceControl(restored);
  await expectNothingMore(readers);

  // The token that opened it is nobody's in this history; a new sign-in opens it.
  expect((await apps.visit('flood', 0).ask('/open')).status).toBe(401);
  const again = await openStore({ database: restored, connections: 2 });
  const [signedIn] = await signIn(again, installation, {
    people: 1,
    sessions: 1,
    hosts: [`flood.${installation.domain}`],
  });
  await again.close();
  expect(store.database).not.toEqual(again.database);
  const { publicPort } = installation;
  const visitor = openVisitor({
    port: publicPort,
    publicPort,
    host: signedIn?.host ?? '',
    token: signedIn?.token ?? '',
  });
  await eventually('a new sign-in opens it', async () =>
    (await visitor.ask('/open')).status === 200 ? true : undefined,
  );
  visitor.close();
});
