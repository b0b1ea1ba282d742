import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { signInCookie } from '#contracts/cookies.ts';
import { authenticatorCode } from '#testing/identity.ts';
import { setUpBy } from '#testing/pages.ts';
import { type StoredIdentity, storedIdentity } from '#testing/stored-identity.ts';

let at: StoredIdentity;
let owner: Awaited<ReturnType<typeof setUpBy>>;
let steps = 0;
const signin = 'signin.sallyport.localhost';

beforeAll(async () => {
  at = await storedIdentity();
  owner = await setUpBy(at.pages.browser(), at);
});
afterAll(() => at.close());

async function signedIn() {
  const browser = at.pages.browser();
  await browser.go(at.pages.start());
  await browser.send('/password', { login: owner.email, password: owner.password });
  await browser.send('/factor', { answer: owner.recoveryCodes[steps++] ?? '', factor: 'recovery-code' });
  const secret = browser.signInSecret() ?? '';
  const session = await at.identity.sessions.find(secret);
  if (session === undefined) throw new Error('not signed in');
  return { browser, secret, session };
}

const replay = async (secret: string) => {
  const thief = at.pages.browser('198.51.100.66');
  thief.cookies.set(signin, new Map([[signInCookie, secret]]));
  return (await thief.go(at.pages.start())).url.pathname;
};

it('opens nothing by a copied cookie after its person signed out', async () => {
  const { browser, secret } = await signedIn();
  expect(await replay(secret)).toBe('/.sallyport/callback');
  await browser.go(`https://${signin}:8443/`);
  await browser.send('/sign-out', {});
  expect(await replay(secret)).toBe('/start');
});

it('opens nothing after the session was ended elsewhere, and tells the gateways in the same transaction', async () => {
  const { secret, session } = await signedIn();
  await at.identity.sessions.endOwn({
    person: { id: session.person },
    sessions: 'all',
    address: '192.0.2.1',
  });
  expect(await replay(secret)).toBe('/start');
  const [change] = await at.run(`select kind, subjects, cause from changes order by id desc limit 1`);
  expect(change).toMatchObject({ kind: 'revoke', cause: 'session-ended' });
  expect(change?.subjects).toContain(session.id);
});

it('opens nothing by an old cookie once a step-up made a new one', async () => {
  const { browser, secret } = await signedIn();
  await browser.go(at.pages.start({ need: { methods: ['otp'] } }));
  expect(browser.shown().text).toContain('Enter your code');
  await at.run(`update credentials set last_step = 0 where kind = 'totp'`);
  await browser.send('/factor', { answer: authenticatorCode(owner.totpSecret, at.now()) });
  expect(browser.signInSecret()).not.toBe(secret);
  expect(await replay(secret)).toBe('/start');
  expect(await replay(browser.signInSecret() ?? '')).toBe('/.sallyport/callback');
});

it('opens nothing by what lies in the database, or by anything forged', async () => {
  const { secret, session } = await signedIn();
  const hash = createHash('sha256').update(secret).digest('hex');
  const [row] = await at.run(`select secret_hash from sessions where id = $1`, [session.id]);
  expect(row?.secret_hash).toBe(hash);
  for (const forged of [
    hash,
    session.id,
    `${secret}x`,
    secret.toUpperCase(),
    'A'.repeat(43),
    '',
    "' or 1=1 --",
  ])
    expect([forged, await replay(forged)]).toEqual([forged, '/start']);
  const thief = at.pages.browser();
  thief.cookies.set(signin, new Map([[signInCookie, `${secret}; ${signInCookie}=${'x'.repeat(43)}`]]));
  expect((await thief.go(at.pages.start())).url.pathname).toBe('/start');
});

it('opens nothing for somebody disabled, or past the limits of the session', async () => {
  const one = await signedIn();
  await at.run(`update sessions set created_at = created_at - interval '13 hours' where id = $1`, [
    one.session.id,
  ]);
  expect(await replay(one.secret)).toBe('/start');
  const two = await signedIn();
  await at.run(`update sessions set last_active_at = last_active_at - interval '2 hours' where id = $1`, [
    two.session.id,
  ]);
  expect(await replay(two.secret)).toBe('/start');
  const three = await signedIn();
  await at.run(`update people set state = 'disabled'`);
  expect(await replay(three.secret)).toBe('/start');
  await at.run(`update people set state = 'enabled'`);
});

it('signs in by name and password only with the second factor', async () => {
  const browser = at.pages.browser();
  await browser.go(at.pages.start());
  await browser.send('/password', { login: owner.email, password: owner.password });
  expect(browser.signInSecret()).toBeUndefined();
  for (const path of ['/', '/start']) {
    const page = await browser.go(path === '/' ? `https://${signin}:8443/` : at.pages.start());
    expect(page.way.join()).not.toContain('code=');
  }
});
