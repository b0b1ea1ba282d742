import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPortalIdentify } from '#control/index.ts';
import { csrfHeader } from '#contracts/api/operations.ts';
import { assertionHeader } from '#contracts/hosts.ts';
import { consoleOrigin, openTestApi, testDomain } from '#testing/api.ts';

// Who opens the console, from where and how strongly signed in, is said by policy, and may be little; the portal opens
// for everybody. An administrator's sign-in there, or whoever stole it, must not administer past that policy.
const portalOrigin = `https://portal.${testDomain}:8443`;
let test: Awaited<ReturnType<typeof openTestApi>>;
beforeAll(async () => {
  test = await openTestApi();
});
afterAll(() => test.close());

const headers = () => ({
  [assertionHeader]: test.owner.assertion,
  [csrfHeader]: test.owner.csrf,
  'content-type': 'application/json',
  'sec-fetch-site': 'same-origin',
});
const create = (origin: string, name: string) =>
  test.send(`${origin}/api/v1/tags`, { method: 'POST', headers: headers(), body: JSON.stringify({ name }) });

it.each(['/me', '/people', '/openapi.json', '/events'])(
  'reads %s on the console, not on the portal',
  async (path) => {
    for (const [origin, status] of [
      [portalOrigin, 401],
      [consoleOrigin, 200],
    ] as const) {
      const answer = await test.send(`${origin}/api/v1${path}`, { headers: headers() });
      await answer.body?.cancel();
      expect([origin, answer.status]).toEqual([origin, status]);
    }
  },
);

it('writes on the console, not on the portal', async () => {
  expect((await create(portalOrigin, 'by-the-portal')).status).toBe(401);
  expect((await create(consoleOrigin, 'by-the-console')).status).toBe(201);
  expect(await test.store.tags.find('by-the-portal')).toBeUndefined();
});

it('leaves the portal its own readers, who are nobody elsewhere', async () => {
  const { owner, store } = test;
  const identify = createPortalIdentify({
    domain: testDomain,
    publicPort: 8443,
    verifyAssertion: async () => ({
      person: owner.id,
      session: owner.session,
      strength: { methods: ['pwd'], authenticatedAt: 1 },
    }),
    store,
  });
  const who = (host: string) =>
    identify({
      channel: 'gateway',
      host: `${host}.${testDomain}`,
      method: 'GET',
      header: () => 'an assertion',
    });
  expect((await who('portal'))?.caller.person).toBe(owner.id);
  for (const host of ['console', 'api', 'signin', 'wiki']) expect(await who(host)).toBeUndefined();
});
