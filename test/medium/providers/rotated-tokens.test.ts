import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type LiarProvider, startLiarProvider } from '#testing/liar-provider.ts';
import { addProvider, throughProvider } from '#testing/provider-ways.ts';
import { storedIdentity, type StoredIdentity } from '#testing/stored-identity.ts';

// A provider that rotates refresh tokens takes the old one for stolen when it is shown again. Whatever is wrong with
// the rest of its answer, the new token is kept, and the next try is made with it.

let test: StoredIdentity;
let liar: LiarProvider;
let count = 0;

beforeAll(async () => {
  [test, liar] = await Promise.all([storedIdentity({ providerTimeoutMs: 1_500 }), startLiarProvider()]);
  await addProvider(test, liar, { settings: { secondFactor: 'theirs' } });
});
afterAll(async () => {
  await Promise.all([test?.close(), liar?.close()]);
});
beforeEach(() => {
  liar.lies = { refreshToken: 'given' };
  count += 1;
});

async function signedIn() {
  const browser = test.pages.browser();
  await browser.go(test.pages.start());
  await throughProvider(browser, liar, { sub: `sub-${count}`, claims: { name: 'Ada', amr: ['mfa'] } });
  const session = await test.identity.sessions.find(browser.signInSecret());
  if (session === undefined) throw new Error('not signed in');
  // Nobody else's session asks the provider in between.
  await test.run('update provider_sessions set due_at = null where session_id <> $1', [session.id]);
  const isLive = async () => (await test.identity.sessions.find(browser.signInSecret())) !== undefined;
  return { session, isLive };
}

const look = async () => {
  await test.run('update provider_sessions set due_at = now() where due_at is not null');
  await test.identity.providers?.refresh.look();
};
const row = (id: string) => test.store.providerSessions.find(id);

it.each([
  ['names another client', { idToken: { azp: 'somebody-else' } }],
  ['is about somebody else', { idToken: { sub: 'mallory' } }],
  ['is of the future', { idToken: { iat: Math.floor(Date.now() / 1000) + 3_600 } }],
  ['is for another audience', { idToken: { aud: 'somebody-else' } }],
  ['is signed by a key that nobody published', { signature: 'stranger' }],
  ['says no more than who they are, with a userinfo that is about another', { userInfo: { sub: 'mallory' } }],
  ['comes beside a userinfo that stalls', { stalls: ['/userinfo'] }],
  ['comes beside a userinfo that never ends', { floods: ['/userinfo'] }],
] as const)('keeps the new token where the answer %s', async (_what, lies) => {
  const { session, isLive } = await signedIn();
  const before = (await row(session.id))?.sealed;
  liar.lies = { refreshToken: 'given', ...lies };
  await look();
  const failed = await row(session.id);
  // It came to nothing, which is on record, and yet the token is another.
  expect([failed?.tries, before && failed?.sealed?.equals(before)]).toEqual([1, false]);
  liar.lies = { refreshToken: 'given' };
  await look();
  expect((await row(session.id))?.tries).toBe(0);
  expect(await isLive()).toBe(true);
});

it('keeps the token it has where the provider does not rotate them', async () => {
  const { session, isLive } = await signedIn();
  const before = (await row(session.id))?.sealed;
  liar.lies = { refreshToken: 'none' };
  await look();
  const after = await row(session.id);
  expect([after?.tries, before && after?.sealed?.equals(before)]).toEqual([0, true]);
  expect(await isLive()).toBe(true);
});
