import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apps } from '#contracts/api/apps.ts';
import { openTestApi } from '#testing/api.ts';
import { createReplica } from '#testing/control-world.ts';

let test: Awaited<ReturnType<typeof openTestApi>>;
beforeAll(async () => {
  test = await openTestApi();
});
afterAll(() => test.close());

const upstream = { url: 'http://127.0.0.1:8080' };
const problem = (problem: object) => expect.objectContaining({ problem: expect.objectContaining(problem) });

it('puts an app behind us, closed, isolated and below the domain, on record and told to the gateways', async () => {
  const app = await test.owner.client.call(apps.create, { body: { name: 'wiki', upstream, tags: ['docs'] } });
  expect(app).toMatchObject({
    name: 'wiki',
    host: 'wiki.test.localhost',
    url: 'https://wiki.test.localhost:8443',
    access: 'policy',
    isolated: true,
    publicPaths: [],
    upstream,
    tags: ['docs'],
    version: 1,
  });
  expect(await test.changes()).toEqual([{ kind: 'config', subjects: [app.id], cause: 'app-changed' }]);
  expect(test.events.at(-1)).toMatchObject({
    kind: 'object-created',
    actor: { kind: 'person', id: test.owner.id, name: 'Olga' },
    about: [app.id],
    data: { type: 'app', after: { name: 'wiki' } },
  });
  const { inForce, ...shown } = app;
  expect(inForce).toBe(true);
  expect(await test.local.call(apps.get, { params: { app: 'wiki' } })).toEqual(shown);
});

it('answers when the gateways serve the app so, or says that they do not yet', async () => {
  const replica = await createReplica(test.store);
  const { configured } = test.context;
  Object.assign(test.context, { configured: (change: number) => replica.push.configured(change, 20_000) });
  const { stream } = await replica.join();
  const served = () => stream.of('config').flatMap(({ config }) => config.apps.map(({ host }) => host));
  const made = await test.local.call(apps.create, { body: { name: 'instant', upstream } });
  // No waiting here: the answer came after the gateway had it.
  expect([made.inForce, served()]).toEqual([true, expect.arrayContaining(['instant.test.localhost'])]);
  Object.assign(test.context, { configured: (change: number) => replica.push.configured(change, 50) });
  stream.stall();
  const edit = { params: { app: 'instant' }, version: made.version, body: { title: 'Instant' } };
  expect(await test.local.call(apps.update, edit)).toMatchObject({ title: 'Instant', inForce: false });
  Object.assign(test.context, { configured });
  await replica.close();
});

it.each([
  ['a name of ours', { name: 'console', upstream }, 400],
  ['a host of ours', { name: 'fake', host: 'signin.test.localhost', upstream }, 400],
  ['a host elsewhere', { name: 'other', host: 'other.example.org', upstream }, 400],
  ['a host two levels down', { name: 'deep', host: 'a.b.test.localhost', upstream }, 400],
  ['an upstream with a path', { name: 'path', upstream: { url: 'http://127.0.0.1/x' } }, 400],
  ['an upstream with a password', { name: 'pass', upstream: { url: 'http://u:p@127.0.0.1' } }, 400],
  ['an upstream of another scheme', { name: 'file', upstream: { url: 'file:///etc/passwd' } }, 400],
  ['a name with a turn of text', { name: 'x', title: 'a\u202eb', upstream }, 400],
])('refuses %s', async (_, body, status) => {
  await expect(test.local.call(apps.create, { body })).rejects.toEqual(problem({ status }));
});

it('names every mistake of a request in its place', async () => {
  const body = { name: 'NO', upstream, graceMs: 1, surplus: true } as never;
  const refusal = test.local.call(apps.create, { body });
  await expect(refusal).rejects.toMatchObject({
    problem: {
      code: 'invalid-request',
      problems: expect.arrayContaining([
        expect.objectContaining({ at: 'name' }),
        expect.objectContaining({ at: 'graceMs' }),
      ]),
    },
  });
});

it('refuses a second app of a name, with words', async () => {
  const body = { name: 'twice', upstream };
  await test.local.call(apps.create, { body });
  await expect(test.local.call(apps.create, { body })).rejects.toMatchObject({
    problem: { status: 409, detail: 'An app is called twice already.' },
  });
});

describe('a change', () => {
  const make = async (name: string) => {
    const app = await test.local.call(apps.create, { body: { name, upstream } });
    await test.changes();
    return app;
  };

  it('is refused with 412 when somebody was faster, and needs the version', async () => {
    const { id, version } = await make('raced');
    const edit = (title: string) =>
      test.local.call(apps.update, { params: { app: id }, version, body: { title } });
    const results = await Promise.allSettled([edit('one'), edit('two')]);
    expect(results.map(({ status }) => status).toSorted((a, b) => a.localeCompare(b))).toEqual([
      'fulfilled',
      'rejected',
    ]);
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { problem: { status: 412, code: 'changed-meanwhile' } },
    });
    const bare = await test.send(`https://localhost/api/v1/apps/${id}`, {
      channel: 'local',
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: '{"title":"three"}',
    });
    expect(bare.status).toBe(400);
  });

  it('cuts what is open when the app is switched off or moved, and only then', async () => {
    let { id, version } = await make('cutting');
    const change = async (body: object) => {
      ({ id, version } = await test.local.call(apps.update, { params: { app: id }, version, body }));
      return (await test.changes()).map(({ kind, subjects, cause }) => [kind, ...subjects, cause]);
    };
    const config = ['config', id, 'app-changed'];
    expect(await change({ title: 'Cutting' })).toEqual([config]);
    expect(await change({ upstream: { url: 'http://127.0.0.1:81' } })).toEqual([config]);
    expect(await change({ sensitivity: 'high' })).toEqual([['recheck', id, 'app-changed'], config]);
    expect(await change({ host: 'moved.test.localhost' })).toEqual([['revoke', id, 'app-changed'], config]);
    expect(await change({ state: 'disabled' })).toEqual([['revoke', id, 'app-disabled'], config]);
    await test.local.call(apps.remove, { params: { app: id }, version });
    expect((await test.changes()).map(({ kind }) => kind)).toEqual(['revoke', 'config']);
  });

  it('keeps the ids of routes, by which decisions and policies name them', async () => {
    const { id, version } = await make('routed');
    const put = (version: number, name: string) =>
      test.local.call(apps.update, {
        params: { app: id },
        version,
        body: {
          routes: [
            { name: 'admin', patterns: ['/admin/**'] },
            { name, patterns: ['/x/:id'] },
          ],
        },
      });
    const first = await put(version, 'one');
    const second = await put(first.version, 'two');
    expect(second.routes[0]?.id).toBe(first.routes[0]?.id);
    expect(second.routes[1]?.id).not.toBe(first.routes[1]?.id);
    expect(second.upstream).toEqual(upstream);
  });

  it('leaves our own apps alone', async () => {
    const app = await test.local.call(apps.get, { params: { app: 'console' } });
    const body = { state: 'disabled' as const };
    const target = { params: { app: app.id }, version: app.version };
    await expect(test.local.call(apps.update, { ...target, body })).rejects.toEqual(problem({ status: 403 }));
    await expect(test.local.call(apps.remove, target)).rejects.toEqual(problem({ status: 403 }));
  });
});

it('lists page by page, each app once, and searches', async () => {
  for (const n of [1, 2, 3]) {
    await test.local.call(apps.create, { body: { name: `paged-${n}`, upstream } });
  }
  const names: string[] = [];
  let cursor: string | undefined;
  do {
    const query = { limit: 2, search: 'paged', ...(cursor === undefined ? {} : { cursor }) };
    const page = await test.local.call(apps.list, { query });
    names.push(...page.items.map(({ name }) => name));
    cursor = page.next;
  } while (cursor !== undefined);
  expect(names).toEqual(['paged-3', 'paged-2', 'paged-1']);
  await expect(test.local.call(apps.list, { query: { cursor: 'bogus' } })).rejects.toEqual(
    problem({ status: 400 }),
  );
});
