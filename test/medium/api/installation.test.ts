import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createClient, nodeTransport } from '#client/index.ts';
import { installation } from '#contracts/api/installation.ts';
import { keys } from '#contracts/api/keys.ts';
import { people } from '#contracts/api/people.ts';
import { openLocalSocket } from '#control/index.ts';
import { openTestApi } from '#testing/api.ts';

let test: Awaited<ReturnType<typeof openTestApi>>;
beforeAll(async () => {
  test = await openTestApi();
});
afterAll(() => test.close());

it('says who asks, on each way in', async () => {
  expect(await test.local.call(installation.me)).toMatchObject({
    actor: { kind: 'local' },
    person: null,
    csrf: null,
    mayAdminister: true,
  });
  expect(await test.owner.client.call(installation.me)).toMatchObject({
    person: { id: test.owner.id, roles: ['owner'] },
    session: test.owner.session,
    csrf: test.owner.csrf,
    mayAdminister: true,
  });
  const guest = await test.person('Gus');
  expect(await guest.client.call(installation.me)).toMatchObject({ mayAdminister: false });
});

it('changes settings once per version; another zone has everything decided anew', async () => {
  const { version } = await test.local.call(installation.settings);
  await test.changes();
  const change = (body: object) => test.local.call(installation.changeSettings, { version, body });
  const results = await Promise.allSettled([
    change({ zone: 'Europe/Berlin' }),
    change({ zone: 'Asia/Tokyo' }),
  ]);
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await test.changes()).toMatchObject([{ kind: 'recheck', subjects: ['everything'] }]);
  await expect(change({ zone: 'Mars/Olympus' })).rejects.toMatchObject({ problem: { status: 400 } });
});

it('says how the parts are, and lists keys to those who manage them', async () => {
  expect(await test.owner.client.call(installation.status)).toMatchObject({
    claimed: true,
    consoleUrl: 'https://console.test.localhost:8443',
    dataDir: null,
    checks: [{ name: 'database', state: 'ok', why: null }],
  });
  const { place } = test.context;
  Object.assign(test.context, { place: { ...place, dataDir: '/srv/my data' } });
  expect((await test.owner.client.call(installation.status)).dataDir).toBe("'/srv/my data'");
  Object.assign(test.context, { place });
  const guest = await test.person('Gabi');
  await expect(guest.client.call(keys.list)).rejects.toMatchObject({ problem: { status: 403 } });
  expect(await test.owner.client.call(keys.list)).toEqual({ items: [] });
});

it('makes no setup link once there is an owner, and says what to do instead', async () => {
  await expect(test.local.call(installation.setupLink)).rejects.toMatchObject({
    problem: { status: 409, detail: expect.stringContaining('recover owner-link') },
  });
});

it('lets an owner back in over the socket, whatever became of them', async () => {
  const { link, person } = await test.local.call(installation.recoverOwner, { body: {} });
  expect([person.id, link.url]).toEqual([test.owner.id, expect.stringContaining('/reset?code=')]);
  const other = await test.person('Otto');
  const { version } = await test.local.call(people.get, { params: { person: other.id } });
  const body = { state: 'disabled' as const };
  await test.local.call(people.update, { params: { person: other.id }, version, body });
  await test.local.call(installation.recoverOwner, { body: { person: 'OTTO@example.org' } });
  expect(await test.store.people.find(other.id)).toMatchObject({ state: 'enabled', roles: ['owner'] });
  expect(test.events.filter(({ kind }) => kind === 'recovered')).toHaveLength(2);
  await expect(test.local.call(installation.recoverOwner, { body: {} })).rejects.toMatchObject({
    problem: { status: 409 },
  });
});

it('serves the socket to its own user alone, and replaces one that nobody listens on', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-local-'));
  const path = join(folder, 'control', 'local.sock');
  const first = await openLocalSocket({ api: test.api, path });
  const [inFolder, inFile] = await Promise.all([stat(join(folder, 'control')), stat(path)]);
  expect([inFolder.mode & 0o777, inFile.mode & 0o777]).toEqual([0o700, 0o600]);
  await expect(openLocalSocket({ api: test.api, path })).rejects.toMatchObject({
    code: 'data-directory-taken',
  });
  const client = createClient({ transport: nodeTransport({ kind: 'socket', path }) });
  expect(await client.call(installation.me)).toMatchObject({ actor: { kind: 'local' } });
  await first.close();
  const second = await openLocalSocket({ api: test.api, path });
  expect(await client.call(installation.me)).toMatchObject({ actor: { kind: 'local' } });
  await second.close();
  const deep = join(folder, 'x'.repeat(100), 'local.sock');
  await expect(openLocalSocket({ api: test.api, path: deep })).rejects.toMatchObject({
    code: 'data-directory-unusable',
  });
  await rm(folder, { recursive: true });
});
