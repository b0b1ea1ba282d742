import { afterAll, beforeAll, expect, it } from 'vitest';
import { providers } from '#contracts/api/providers.ts';
import { openTestApi } from '#testing/api.ts';
import { addSession } from '#testing/store.ts';

let test: Awaited<ReturnType<typeof openTestApi>>;
beforeAll(async () => {
  test = await openTestApi();
});
afterAll(() => test.close());

const refusal = (call: Promise<unknown>) =>
  call.then(
    () => 'done',
    (error: { problem: { status: number; detail?: string } }) => [error.problem.status, error.problem.detail],
  );
const issuer = 'https://login.example.org/realms/staff';
const secret = 'a very secret client secret';
const body = { name: 'staff', title: 'Staff', issuer, clientId: 'sallyport', clientSecret: secret };

it('adds a provider with defaults that open nothing, and shows its secret nowhere', async () => {
  const made = await test.owner.client.call(providers.create, { body });
  expect(made).toMatchObject({
    hasSecret: true,
    settings: { joining: 'invited', secondFactor: 'ours', reach: 'public', unknownGroups: 'ignore' },
    addresses: { callback: 'https://signin.test.localhost:8443/provider/staff/callback' },
  });
  expect(made.settings.claims.groups).toBeNull();
  const changed = await test.owner.client.call(providers.update, {
    params: { provider: 'staff' },
    version: made.version,
    body: { clientSecret: `${secret} anew` },
  });
  const said = JSON.stringify([made, changed, await test.local.call(providers.list), test.events]);
  expect(said).not.toContain('very secret');
  expect(test.events.at(-1)).toMatchObject({
    kind: 'object-changed',
    data: { type: 'provider', secretChanged: true },
  });
  expect(await test.changes()).toEqual([]);
});

it('refuses what cannot be', async () => {
  const create = (over: Readonly<Record<string, unknown>>) =>
    refusal(
      test.local.call(providers.create, {
        body: { ...body, name: 'other', issuer: 'https://x.example', ...over },
      }),
    );
  expect(await create({ name: 'staff' })).toEqual([409, 'A provider is called staff already.']);
  expect(await create({ issuer })).toEqual([409, 'There is a provider of this issuer already.']);
  for (const over of [
    { issuer: 'ldap://x' },
    { issuer: 'https://a:b@x.example' },
    { issuer: 'https://x.example/?a=b' },
    { name: 'Not A Name' },
    { settings: { parameters: { redirect_uri: 'https://evil.example' } } },
    { settings: { parameters: { state: 'x' } } },
    { settings: { scopes: ['two words'] } },
    { settings: { ca: 'no certificate' } },
    { settings: { emailDomains: ['*.example.org'] } },
    { settings: { provenBy: { amr: { mfa: 'pwd' } } } },
    { settings: { nonsense: true } },
  ])
    expect((await create(over))[0]).toBe(400);
});

it('is for whoever may manage keys alone', async () => {
  const auditor = await test.person('Auditor', ['auditor']);
  const params = { provider: 'staff' };
  for (const call of [
    () => auditor.client.call(providers.create, { body: { ...body, name: 'mine' } }),
    () => auditor.client.call(providers.update, { params, version: 2, body: { title: 'x' } }),
    () => auditor.client.call(providers.remove, { params, version: 2 }),
    () => auditor.client.call(providers.test, { params }),
    () => auditor.client.call(providers.unlink, { params: { ...params, person: auditor.id } }),
  ])
    expect((await refusal(call()))[0]).toBe(403);
});

it('ends the sessions that rest on a provider when it is disabled, unlinked or removed', async () => {
  const ada = await test.person('Ada');
  const { id: providerId, version } = await test.local.call(providers.get, { params: { provider: 'staff' } });
  const tie = async () => {
    const { id: sessionId } = await addSession(test.store, { id: ada.id });
    const identity = { issuer, subject: 'ada' };
    await test.store.identities.insertNew({ ...identity, providerId, personId: ada.id, login: null });
    await test.store.providerSessions.put(
      { sessionId, providerId, ...identity, sid: null, sealed: null },
      60,
    );
    await test.changes();
    return sessionId;
  };
  let session = await tie();
  const disabled = await test.local.call(providers.update, {
    params: { provider: 'staff' },
    version,
    body: { state: 'disabled' },
  });
  expect(await test.changes()).toEqual([{ kind: 'revoke', subjects: [session], cause: 'ended-by-provider' }]);
  session = await tie();
  await test.local.call(providers.unlink, { params: { provider: 'staff', person: ada.id } });
  expect(await test.changes()).toEqual([
    { kind: 'revoke', subjects: [session], cause: 'cut-by-administrator' },
    { kind: 'recheck', subjects: [ada.id], cause: 'group-changed' },
  ]);
  expect(await test.store.identities.find(issuer, 'ada')).toBeUndefined();
  session = await tie();
  const stale = test.local.call(providers.remove, { params: { provider: 'staff' }, version });
  expect((await refusal(stale))[0]).toBe(412);
  await test.local.call(providers.remove, { params: { provider: 'staff' }, version: disabled.version });
  expect(await test.changes()).toEqual([
    { kind: 'revoke', subjects: [session], cause: 'ended-by-provider' },
    { kind: 'recheck', subjects: [ada.id], cause: 'group-changed' },
  ]);
  expect(await test.store.people.find(ada.id)).toBeDefined();
});
