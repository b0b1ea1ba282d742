import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '#base/ids.ts';
import type { SessionId } from '#base/ids.ts';
import { authenticatorCode } from '#testing/identity.ts';
import type { PageBrowser } from '#testing/page-browser.ts';
import { setUpBy, signInBy } from '#testing/pages.ts';
import { type StoredIdentity, storedIdentity } from '#testing/stored-identity.ts';

// "This was not me": a stranger signed in, or planted something. The person ends it all at once, and nobody else can.

const signin = 'https://signin.sallyport.localhost:8443';
const portal = 'https://portal.sallyport.localhost:8443/';
const stranger = '203.0.113.66';
let at: StoredIdentity;
let ada: Awaited<ReturnType<typeof setUpBy>>;
let owner: PageBrowser;
let person: string;

beforeAll(async () => {
  at = await storedIdentity();
  ada = await setUpBy(at.pages.browser(), at);
  person = String((await at.run('select id from people'))[0]?.id);
});
afterAll(() => at.close());
beforeEach(async () => {
  await at.run('delete from sessions');
  await at.run('delete from reports');
  await at.run('delete from throttles');
  await at.run('update credentials set locked_at = null');
  owner = await signedIn();
});

async function signedIn(address?: string): Promise<PageBrowser> {
  const browser = at.pages.browser(address);
  await browser.go(at.pages.start());
  await at.run('update credentials set last_step = null');
  await signInBy(browser, ada, at.now());
  if ((await sessionOf(browser)) === undefined) throw new Error(browser.shown().text.slice(-600));
  return browser;
}

const sessionOf = (browser: PageBrowser) => at.identity.sessions.find(browser.signInSecret());
const idOf = async (browser: PageBrowser): Promise<SessionId> => (await sessionOf(browser))?.id ?? 'none';
/** Opens the portal, as the gateway would let this session's holder. */
async function openPortal(browser: PageBrowser) {
  browser.cookies.set('portal.sallyport.localhost', new Map([['as', browser.signInSecret() ?? '']]));
  return browser.go(portal);
}
const live = async () =>
  (await at.run('select id from sessions where ended_at is null')).map(({ id }) => String(id));
const reports = () => at.run('select kind, about_id, done from reports');
const locked = async () =>
  (await at.run(`select locked_at from credentials where kind = 'password'`))[0]?.locked_at !== null;
const report = async (browser: PageBrowser, about: string) => {
  await browser.go(`${signin}/not-me?about=${about}`);
  return browser.send('/not-me', {});
};

describe('a new sign-in', () => {
  it('is shown in the portal until it is answered, wherever else its person is', async () => {
    expect((await openPortal(owner)).text).not.toContain('A new sign-in');
    await signedIn(stranger);
    const page = await openPortal(owner);
    expect(page.text).toContain('A new sign-in');
    expect(page.text).toContain(stranger);
    await owner.send('/sessions/known', {});
    expect(owner.shown().text).not.toContain('A new sign-in');
    // It is known from then on: the next one from there is no news.
    await signedIn(stranger);
    expect((await openPortal(owner)).text).not.toContain('A new sign-in');
  });

  it('is not told of in its own place, which cannot answer for itself either', async () => {
    const [first, second] = [await signedIn(stranger), await signedIn(stranger)];
    const page = await openPortal(second);
    expect(page.text).not.toContain('A new sign-in');
    const token = /name="token" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    const cookies = [...(second.cookies.get('portal.sallyport.localhost') ?? [])].map((pair) =>
      pair.join('='),
    );
    const answer = await at.pages.fetch(
      new Request(`${portal}sessions/known`, {
        method: 'POST',
        body: new URLSearchParams({ token, session: await idOf(first) }).toString(),
        headers: {
          origin: portal.slice(0, -1),
          'sec-fetch-site': 'same-origin',
          'content-type': 'application/x-www-form-urlencoded',
          cookie: cookies.join('; '),
        },
      }),
    );
    expect(answer.status).toBe(303);
    expect((await openPortal(owner)).text).toContain('A new sign-in');
  });

  it('is shown after it ended, too', async () => {
    const other = await signedIn(stranger);
    const session = await sessionOf(other);
    if (session) await at.identity.sessions.end({ session, cause: 'session-ended', address: stranger });
    expect((await openPortal(owner)).text).toContain('A new sign-in');
  });
});

describe('"this was not me"', () => {
  it('ends everything, this browser’s old cookie too, locks the password and puts it on record', async () => {
    const thief = await signedIn(stranger);
    const [theirs, mine, before] = [await idOf(thief), await idOf(owner), owner.signInSecret()];
    const asked = await owner.go(`${signin}/not-me?about=${theirs}`);
    expect(asked.text).toContain('Your password opens nothing any more');
    expect(await live()).toHaveLength(2);
    const page = await owner.send('/not-me', {});
    expect(page.text).toContain('everybody is signed out');
    const next = await idOf(owner);
    expect(await live()).toEqual([next]);
    expect([theirs, mine]).not.toContain(next);
    expect(await at.identity.sessions.find(before)).toBeUndefined();
    const [change] = await at.run('select subjects, kind from changes order by id desc offset 1 limit 1');
    expect(change).toEqual({ kind: 'revoke', subjects: expect.arrayContaining([theirs, mine]) });
    expect(await reports()).toEqual([
      {
        kind: 'sign-in',
        about_id: theirs,
        done: expect.objectContaining({ sessions: 2, password: 'locked', recoveryCodes: 'kept' }),
      },
    ]);
    expect(at.events.at(-1)).toMatchObject({ kind: 'person-reported', data: { reported: { id: theirs } } });
  });

  it('lets the password in nowhere until another is chosen, which is not the same one', async () => {
    const thief = await signedIn(stranger);
    await report(owner, await idOf(thief));
    await thief.go(at.pages.start());
    const refused = await thief.send('/password', { login: ada.email, password: ada.password });
    expect([refused.status, refused.text]).toEqual([401, expect.stringContaining('opens nothing any more')]);
    const wrong = await thief.send('/password', { login: ada.email, password: 'not the password' });
    expect(wrong.text).toContain('E-mail or password is not right');
    await owner.go(`${signin}/new-password`);
    const choose = (password: string, again = password) => owner.send('/new-password', { password, again });
    expect((await choose(ada.password)).text).toContain('the password that you had');
    expect((await choose('short')).text).toContain('at least 10');
    expect((await choose('one two three four', 'five six seven eight')).text).toContain('not the same');
    expect((await choose('a quite new password')).text).toContain('Your new password is set');
    await at.run('delete from throttles');
    const anew = at.pages.browser();
    await anew.go(at.pages.start());
    const old = await anew.send('/password', { login: ada.email, password: ada.password });
    expect(old.text).toContain('E-mail or password is not right');
    ada = { ...ada, password: 'a quite new password' };
    expect(await idOf(await signedIn())).not.toBe('none');
  });

  it('is for whoever proved themselves a moment ago: a cookie alone ends nothing', async () => {
    const theirs = await idOf(await signedIn(stranger));
    await owner.go(`${signin}/not-me?about=${theirs}`);
    await at.run(`update sessions set authenticated_at = now() - interval '6 minutes'`);
    const page = await owner.send('/not-me', {});
    expect(page.text).toContain('Confirm that it is you');
    expect([await live(), await reports(), await locked()]).toEqual([
      expect.objectContaining({ length: 2 }),
      [],
      false,
    ]);
    // After the fresh sign-in the page asks again, about the same.
    await at.run('update credentials set last_step = null');
    const again = await signInBy(owner, ada, at.now());
    expect(again.url.href).toBe(`${signin}/not-me?about=${theirs}`);
    expect(await live()).toHaveLength(2);
  });

  it.each([
    ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    [
      'an application beside it',
      { origin: 'https://wiki.sallyport.localhost:8443', 'sec-fetch-site': 'same-site' },
    ],
    ['a page without an origin', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
  ])('cannot be sent by %s', async (_who, headers) => {
    const theirs = await idOf(await signedIn(stranger));
    const page = await owner.go(`${signin}/not-me?about=${theirs}`);
    const token = /name="token" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    const cookie = [...(owner.cookies.get('signin.sallyport.localhost') ?? [])].map((pair) => pair.join('='));
    const send = (more: Readonly<Record<string, string>>, given: string) =>
      at.pages.fetch(
        new Request(`${signin}/not-me`, {
          method: 'POST',
          body: new URLSearchParams({ token: given, about: theirs }).toString(),
          headers: {
            'content-type': 'application/x-www-form-urlencoded',
            cookie: cookie.join('; '),
            ...more,
          },
        }),
      );
    expect((await send(headers, token)).status).toBe(403);
    // Nor by our own origin without the page's token.
    expect((await send({ origin: signin, 'sec-fetch-site': 'same-origin' }, 'x')).status).toBe(403);
    // A link that somebody is sent does nothing by itself.
    await owner.go(`${signin}/not-me?about=${theirs}`);
    expect([(await live()).length, await reports(), await locked()]).toEqual([2, [], false]);
  });

  it('knows nothing of anybody else, nor of the session that says it', async () => {
    const id = newId('person');
    await at.store.people.insert({
      id,
      issuer: 'local',
      subject: id,
      name: 'Bob',
      email: 'b@example.org',
      state: 'enabled',
    });
    const bobs = await at.identity.sessions.open({
      person: id,
      methods: ['pwd', 'otp'],
      from: { address: '192.0.2.9', userAgent: 'x' },
    });
    for (const about of [bobs.session, await idOf(owner), newId('credential'), newId('session')]) {
      expect((await owner.go(`${signin}/not-me?about=${about}`)).status).toBe(404);
    }
    expect(await at.identity.sessions.find(bobs.secret)).toBeDefined();
    for (const about of ['', 'per_1', '<script>', 'ses_1&x=1', `ses_${'a'.repeat(200)}`]) {
      const page = await owner.go(`${signin}/not-me?about=${encodeURIComponent(about)}`);
      expect(page.status).toBeGreaterThanOrEqual(300);
      expect(page.text).not.toContain('<script>alert');
    }
    expect(at.pages.faults).toEqual([]);
    await at.run('delete from people where id = $1', [id]);
  });

  it('burns what a recovery code of was used, and revokes keys for programs that were made since', async () => {
    const thief = at.pages.browser(stranger);
    await thief.go(at.pages.start());
    await thief.send('/password', { login: ada.email, password: ada.password });
    const [, way = ''] = /href="([^"]*way=[^"]*)"/.exec(thief.shown().text) ?? [];
    await thief.go(`${signin}${way.replaceAll('&amp;', '&')}`);
    await thief.send('/factor', { answer: ada.recoveryCodes[0] ?? '' });
    const theirs = await idOf(thief);
    const scopes = ['read' as const];
    const token = { ownerId: person, scopes, name: 'planted' };
    await at.store.apiTokens.insert({ ...token, id: newId('apiToken'), hash: 'new' }, 600);
    await at.store.apiTokens.insert({ ...token, id: newId('apiToken'), hash: 'old', name: 'mine' }, 600);
    await at.run(`update api_tokens set created_at = now() - interval '1 day' where name = 'mine'`);
    await report(owner, theirs);
    expect((await at.identity.methods.list(person)).recoveryCodesLeft).toBe(0);
    expect(await at.run('select name from api_tokens')).toEqual([{ name: 'mine' }]);
    expect((await reports())[0]?.done).toMatchObject({ recoveryCodes: 'removed', tokens: 1 });
  });

  it('leaves the password alone where it took no part', async () => {
    const theirs = await at.identity.sessions.open({
      person,
      methods: ['hwk'],
      from: { address: stranger, userAgent: 'x' },
    });
    const page = await report(owner, theirs.session);
    expect(page.text).toContain('Go to your applications');
    expect(await locked()).toBe(false);
    expect(await at.identity.sessions.find(theirs.secret)).toBeUndefined();
  });
});

describe('a new password by choice', () => {
  const change = async (fields: Readonly<Record<string, string>> = {}) => {
    await owner.go(`${signin}/new-password`);
    expect(owner.shown().text).toMatch(/type="checkbox" name="others" value="end" checked/);
    const password = `a new password ${ada.password.length} ${String(at.now())}`;
    const page = await owner.send('/new-password', { password, again: password, ...fields });
    ada = { ...ada, password };
    return page;
  };

  it('signs out everywhere else, as people expect, and cuts what is open there', async () => {
    const elsewhere = await signedIn(stranger);
    const [mine, theirs] = [await idOf(owner), await idOf(elsewhere)];
    expect((await change()).text).toContain('signed out everywhere else');
    expect(await live()).toEqual([mine]);
    const [told] = await at.run('select kind, subjects, cause from changes order by id desc limit 1');
    expect(told).toEqual({ kind: 'revoke', subjects: [theirs], cause: 'session-ended' });
    expect(at.events.at(-1)).toMatchObject({ about: [person, theirs], data: { changed: 'pwd', ended: 1 } });
  });

  it('leaves the others where that is chosen', async () => {
    await signedIn(stranger);
    const page = await change({ others: '' });
    expect(page.text).toContain('Your new password is set.');
    expect(await live()).toHaveLength(2);
  });

  it('keeps the choice over a mistake', async () => {
    await owner.go(`${signin}/new-password`);
    const short = await owner.send('/new-password', { password: 'short', again: 'short', others: '' });
    expect(short.text).toMatch(/type="checkbox" name="others" value="end">/);
  });

  it('leaves no session of a sign-in with the old one that races with it', async () => {
    const thief = at.pages.browser(stranger);
    await thief.go(at.pages.start());
    await thief.send('/password', { login: ada.email, password: ada.password });
    await at.run('update credentials set last_step = null');
    const answer = authenticatorCode(ada.totpSecret, at.now());
    await Promise.all([thief.send('/factor', { answer }), change()]);
    expect(await live()).toEqual([await idOf(owner)]);
  });
});

describe('"I did not add this"', () => {
  const addPasskey = async (name = 'Planted') => {
    const id = newId('credential');
    const told = { counter: 0, model: '', mayBeBackedUp: false, backedUp: false, name };
    await at.store.passkeys.insert({
      id,
      personId: person,
      credentialId: `c-${id}`,
      publicKey: Buffer.alloc(1),
      transports: [],
      ...told,
    });
    return id;
  };

  it('takes the passkey away, and whatever else its maker could have', async () => {
    const [id, other] = [await addPasskey(), await addPasskey('Later')];
    await owner.go(`${signin}/methods`);
    expect(owner.shown().text).toContain(`/not-me?about=${id}`);
    // The other one is the way in that is left.
    const page = await report(owner, id);
    expect(page.said).toContain('Added since then: Later');
    expect((await at.identity.methods.list(person)).passkeys.map((one) => one.id)).toEqual([other]);
    expect(await locked()).toBe(true);
    expect((await reports())[0]).toMatchObject({ kind: 'passkey', about_id: id });
    await at.run('delete from passkeys');
  });

  it('leaves the only way in', async () => {
    const id = await addPasskey();
    await at.run(`update credentials set locked_at = now() where kind = 'password'`);
    const page = await report(owner, id);
    expect([page.status, page.text]).toEqual([409, expect.stringContaining('your only way in')]);
    expect((await at.identity.methods.list(person)).passkeys).toHaveLength(1);
    expect(await reports()).toEqual([]);
    await at.run('delete from passkeys');
  });
});

describe('at the same moment', () => {
  it('of many reports one comes through, and one session is left', async () => {
    const theirs = await idOf(await signedIn(stranger));
    const session = await sessionOf(owner);
    if (session === undefined) throw new Error('not signed in');
    const own = at.identity.own?.reports;
    if (own === undefined) throw new Error('nothing to report by');
    const all = await Promise.all(
      Array.from({ length: 6 }, () => own.report({ session, about: theirs, address: '192.0.2.1' })),
    );
    expect(all.filter((one) => one.ok)).toHaveLength(1);
    expect(all.filter((one) => one.ok === false && one.error === 'over')).toHaveLength(5);
    expect([(await live()).length, (await reports()).length]).toEqual([1, 1]);
  });

  it('lets no sign-in through that was half done with the password', async () => {
    const theirs = await idOf(await signedIn(stranger));
    const thief = at.pages.browser(stranger);
    await thief.go(at.pages.start());
    await thief.send('/password', { login: ada.email, password: ada.password });
    expect(thief.shown().url.pathname).toBe('/factor');
    await report(owner, theirs);
    await at.run('update credentials set last_step = null');
    await thief.send('/factor', { answer: authenticatorCode(ada.totpSecret, at.now()) });
    expect(thief.signInSecret()).toBeUndefined();
    // Nor after another password was chosen: the one that was proved is not it.
    await owner.go(`${signin}/new-password`);
    const late = at.pages.browser(stranger);
    await at.run('update credentials set locked_at = null');
    await late.go(at.pages.start());
    await late.send('/password', { login: ada.email, password: ada.password });
    ada = { ...ada, password: 'yet another password' };
    await owner.send('/new-password', { password: ada.password, again: ada.password });
    await at.run('update credentials set last_step = null');
    await late.send('/factor', { answer: authenticatorCode(ada.totpSecret, at.now()) });
    expect(late.signInSecret()).toBeUndefined();
    expect(await live()).toEqual([await idOf(owner)]);
  });

  it('leaves no session of a sign-in that races with it', async () => {
    for (let round = 0; round < 4; round += 1) {
      await at.run('delete from sessions');
      await at.run('update credentials set locked_at = null');
      owner = await signedIn();
      const theirs = await idOf(await signedIn(stranger));
      const thief = at.pages.browser(stranger);
      await thief.go(at.pages.start());
      await thief.send('/password', { login: ada.email, password: ada.password });
      await owner.go(`${signin}/not-me?about=${theirs}`);
      await at.run('update credentials set last_step = null');
      const answer = authenticatorCode(ada.totpSecret, at.now());
      await Promise.all([thief.send('/factor', { answer }), owner.send('/not-me', {})]);
      expect(await live()).toEqual([await idOf(owner)]);
    }
  });
});
