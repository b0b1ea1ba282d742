import { afterAll, beforeAll, expect, it } from 'vitest';
import { apply } from '#contracts/api/apply.ts';
import { apps } from '#contracts/api/apps.ts';
import { installation } from '#contracts/api/installation.ts';
import { policies } from '#contracts/api/policies.ts';
import { sample } from '#contracts/api/sample.ts';
import { beingMade, sampleSetting } from '../../../src/control/services/sample/stored-sample.ts';
import { openTestApi } from '#testing/api.ts';

const everybodyAnywhere = 'permit (principal is Person, action == Action::"open", resource is App);\n';

let test: Awaited<ReturnType<typeof openTestApi>>;
beforeAll(async () => {
  test = await openTestApi();
});
afterAll(() => test.close());

it('shows and starts the sample for those who may administer alone', async () => {
  const guest = await test.person('Gus');
  for (const operation of [sample.get, sample.protect, installation.authorities])
    await expect(guest.client.call(operation)).rejects.toMatchObject({ problem: { status: 403 } });
  const auditor = await test.person('Audrey', ['auditor']);
  await expect(auditor.client.call(sample.protect)).rejects.toMatchObject({ problem: { status: 403 } });
  expect(await test.owner.client.call(sample.get)).toMatchObject({ app: null, available: true, stops: [] });
});

it('protects it once, with a policy that opens it to administrators', async () => {
  const { client } = test.owner;
  const first = await client.call(sample.protect);
  expect(first.app).toMatchObject({ name: 'hello', url: 'https://hello.test.localhost:8443' });
  expect((await client.call(sample.protect)).app).toEqual(first.app);
  const found = await client.call(apps.get, { params: { app: 'hello' } });
  expect(found).toMatchObject({ sensitivity: 'low', upstream: { url: 'http://127.0.0.1:41234' } });
  const written = (await client.call(policies.list, { query: { limit: 50 } })).items.filter(({ name }) =>
    name.endsWith('-open-hello'),
  );
  expect(written).toHaveLength(1);
});

it('makes it anew after it was removed, and leaves an app of the same name alone', async () => {
  const { client } = test.owner;
  const { id, version } = await client.call(apps.get, { params: { app: 'hello' } });
  await client.call(apps.remove, { params: { app: id }, version });
  expect(await client.call(sample.get)).toMatchObject({ app: null, running: false });
  const upstream = { url: 'http://10.0.0.7:8080' };
  const own = await client.call(apps.create, { body: { name: 'hello', upstream } });
  await expect(client.call(sample.protect)).rejects.toMatchObject({ problem: { status: 409 } });
  expect((await client.call(apps.get, { params: { app: own.id } })).upstream).toEqual(upstream);
  await client.call(apps.remove, { params: { app: own.id }, version: own.version });
  expect((await client.call(sample.protect)).app?.id).not.toBe(id);
});

it('goes on where an earlier try was broken off, and takes no app that it did not begin', async () => {
  const { client } = test.owner;
  const { id, version } = await client.call(apps.get, { params: { app: 'hello' } });
  // As a crash leaves it: the app is there, and who it is was not noted.
  await test.store.settings.put(sampleSetting, beingMade);
  expect((await client.call(sample.protect)).app?.id).toBe(id);
  await client.call(apps.remove, { params: { app: id }, version: version + 1 });
  const upstream = { url: 'http://10.0.0.7:8080' };
  const own = await client.call(apps.create, { body: { name: 'hello', upstream } });
  for (let time = 0; time < 2; time += 1)
    await expect(client.call(sample.protect)).rejects.toMatchObject({ problem: { status: 409 } });
  expect((await client.call(apps.get, { params: { app: own.id } })).upstream).toEqual(upstream);
});

it('ends its process when an apply removes its app', async () => {
  const { client } = await openedAnew();
  const { app } = await client.call(sample.protect);
  await test.store.appliedObjects.add('files', { kind: 'app', object: app?.id ?? '' });
  const body = { objects: [], set: 'files', prune: true };
  await client.call(apply.plan, { body });
  expect(await client.call(sample.get)).toMatchObject({ app: { id: app?.id }, running: true });
  expect((await client.call(apply.write, { body })).changes).toBe(1);
  expect(await client.call(sample.get)).toMatchObject({ app: null, running: false });
});

it('tells whether all that was written until then is in force, to those who may read', async () => {
  const { client } = test.owner;
  const { configured } = test.context;
  const asked: number[] = [];
  let answer = false;
  const told = async (change: number) => {
    asked.push(change);
    return answer;
  };
  Object.assign(test.context, { configured: told });
  expect(await client.call(installation.inForce)).toEqual({ inForce: false });
  await client.call(policies.create, { body: { name: 'another', text: everybodyAnywhere } });
  answer = true;
  expect(await client.call(installation.inForce)).toEqual({ inForce: true });
  const [before = 0, after = 0] = asked;
  expect(after).toBeGreaterThan(before);
  // Pruned changes count: a reader that asked for less would be told too early.
  await test.store.installation.pruneChanges(0);
  await client.call(installation.inForce);
  expect(asked.at(-1)).toBe(after);
  const guest = await test.person('Greta');
  await expect(guest.client.call(installation.inForce)).rejects.toMatchObject({ problem: { status: 403 } });
  Object.assign(test.context, { configured });
});

/** As after somebody removed the app that is called like it. */
async function openedAnew() {
  const { client } = test.owner;
  const { id, version } = await client.call(apps.get, { params: { app: 'hello' } });
  await client.call(apps.remove, { params: { app: id }, version });
  return { client };
}
