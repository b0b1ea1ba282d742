import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId, type PersonId } from '#base/ids.ts';
import type { ProviderRow } from '#store/index.ts';
import { type LiarProvider, startLiarProvider } from '#testing/liar-provider.ts';
import type { PageBrowser } from '#testing/page-browser.ts';
import { authenticatorCode } from '#testing/identity.ts';
import {
  addProvider,
  addSecondFactor,
  goToProvider,
  personOf,
  testProviderSettings,
  throughProvider,
} from '#testing/provider-ways.ts';
import { storedIdentity, type StoredIdentity } from '#testing/stored-identity.ts';

let test: StoredIdentity;
let liar: LiarProvider;
let row: ProviderRow;
let count = 0;

beforeAll(async () => {
  [test, liar] = await Promise.all([storedIdentity({ providerTimeoutMs: 1_500 }), startLiarProvider()]);
  row = await addProvider(test, liar, { settings: { claims: { groups: 'groups' }, secondFactor: 'theirs' } });
});
afterAll(async () => {
  await Promise.all([test?.close(), liar?.close()]);
});
beforeEach(() => {
  liar.lies = { refreshToken: 'given' };
  count += 1;
});

const claims = (more: Readonly<Record<string, unknown>> = {}) => ({
  name: 'Ada',
  amr: ['mfa'],
  sid: `sid-${count}`,
  groups: [],
  ...more,
});

/** Signs a new person in; their subject is `sub-<count>`. */
async function signedIn(more: Readonly<Record<string, unknown>> = {}, sub = `sub-${count}`) {
  const browser = test.pages.browser();
  await browser.go(test.pages.start());
  await throughProvider(browser, liar, { sub, claims: claims(more) });
  const session = await test.identity.sessions.find(browser.signInSecret());
  if (session === undefined) throw new Error(`not signed in: ${browser.shown().text.slice(-900)}`);
  return { browser, session, sub };
}

const isLive = async (browser: PageBrowser): Promise<boolean> =>
  (await test.identity.sessions.find(browser.signInSecret())) !== undefined;
const look = () => test.identity.providers?.refresh.look();
const makeDue = () => test.run('update provider_sessions set due_at = now() where due_at is not null');
const groupsOf = async (person: PersonId) =>
  (await test.store.groups.ofPeople([person])).get(person)?.map(({ name }) => name);
const changes = (since: number) =>
  test.run('select kind, subjects, cause from changes where id > $1 order by id', [since]);
const lastChange = async (): Promise<number> =>
  Number((await test.run('select coalesce(max(id), 0)::int as id from changes'))[0]?.id);

describe('groups', () => {
  it('come beside our own, by name, and go without taking ours along', async () => {
    const group = await test.store.groups.insert({ id: newId('group'), name: 'both' });
    await test.store.groups.insert({ id: newId('group'), name: 'theirs' });
    const { session } = await signedIn({ groups: ['both', 'theirs', 'nobody-knows-it'] });
    await test.store.groups.addMember(group.id, session.person);
    expect((await groupsOf(session.person))?.toSorted()).toEqual(['both', 'theirs']);
    expect(await test.store.groups.members(group.id, {})).toMatchObject({ items: [{ id: session.person }] });
    liar.lies = { refreshToken: 'given', userInfo: { groups: [] } };
    await makeDue();
    await look();
    expect(await groupsOf(session.person)).toEqual(['both']);
  });

  it('may be 5,000 for one person', async () => {
    const found = await test.store.providers.find(row.id);
    const settings = testProviderSettings(liar.ca, {
      claims: { groups: 'groups' },
      secondFactor: 'theirs',
      unknownGroups: 'make',
      groupPrefix: 'many/',
    });
    await test.store.providers.update({ id: row.id, version: found?.version ?? 0 }, { settings });
    const groups = Array.from({ length: 5_000 }, (_, n) => `group-${n}`);
    const { session } = await signedIn({ groups });
    expect(await groupsOf(session.person)).toHaveLength(5_000);
    expect((await test.store.groups.findByName('many/group-4999'))?.name).toBe('many/group-4999');
    const half = { ...settings, unknownGroups: 'ignore' as const };
    const again = await test.store.providers.find(row.id);
    await test.store.providers.update({ id: row.id, version: again?.version ?? 0 }, { settings: half });
  });
});

describe('asking anew', () => {
  it('replaces the token, seals it, and asks nobody before its time', async () => {
    const { session } = await signedIn();
    const sealed = async () =>
      (await test.store.providerSessions.find(session.id))?.sealed ?? Buffer.alloc(0);
    const before = await sealed();
    const asked = liar.asked.length;
    await look();
    expect(liar.asked.length).toBe(asked);
    await makeDue();
    await look();
    expect(liar.asked.slice(asked)).toContain('POST /token');
    const after = await sealed();
    expect(after.equals(before)).toBe(false);
    // The second refresh works by the token that the first one brought.
    await makeDue();
    await look();
    expect((await test.store.providerSessions.find(session.id))?.tries).toBe(0);
  });

  it('is done by one of two that look at once', async () => {
    await signedIn();
    await makeDue();
    const asked = liar.asked.length;
    await Promise.all([look(), look(), look()]);
    const tokens = liar.asked.slice(asked).filter((one) => one === 'POST /token');
    const [due] = await test.run(
      'select count(*)::int as n from provider_sessions ps join sessions s on s.id = ps.session_id where s.ended_at is null and ps.sealed is not null',
    );
    expect(tokens).toHaveLength(Number(due?.n));
  });

  it('reaches who is signed in, however many are due that are not any more', async () => {
    const { session } = await signedIn();
    for (let n = 0; n < 21; n += 1) {
      const gone = await signedIn({}, `gone-${count}-${n}`);
      await test.run(`update sessions set ended_at = now(), end_reason = 'signed-out' where id = $1`, [
        gone.session.id,
      ]);
    }
    await test.run(
      `update provider_sessions set due_at = now() - make_interval(secs => case when session_id = $1 then 1 else 60 end)
       where due_at is not null`,
      [session.id],
    );
    const taken = await test.store.providerSessions.takeDue(20, 60);
    expect(taken.map(({ sessionId }) => sessionId)).toContain(session.id);
  });

  it('comes soon after a step-up', async () => {
    const { session } = await signedIn();
    await test.identity.providers?.refresh.askAnew(session.id);
    const asked = liar.asked.length;
    await look();
    expect(liar.asked.slice(asked)).toContain('POST /token');
  });

  it('ends every session of the provider when it takes the person back', async () => {
    const first = await signedIn();
    const second = await signedIn();
    const other = await signedIn({}, 'somebody-else');
    const since = await lastChange();
    await test.run('update provider_sessions set due_at = null where session_id <> $1', [first.session.id]);
    await makeDue();
    liar.lies = { refresh: 'refused' };
    await look();
    expect(await Promise.all([first, second, other].map(({ browser }) => isLive(browser)))).toEqual([
      false,
      false,
      true,
    ]);
    expect(await changes(since)).toEqual([
      {
        kind: 'revoke',
        subjects: expect.arrayContaining([first.session.id, second.session.id]),
        cause: 'ended-by-provider',
      },
    ]);
    expect(test.events.at(-1)).toMatchObject({ kind: 'session-ended', data: { by: 'refused-refresh' } });
  });

  it.each([
    ['is broken', { refresh: 'down' }],
    ['does not answer', { stalls: ['/token'] }],
    ['answers about somebody else', { userInfo: { sub: 'mallory' }, refreshToken: 'given' }],
  ] as const)('ends nothing when the provider %s', async (_what, lies) => {
    const { browser, session } = await signedIn();
    await makeDue();
    liar.lies = lies;
    await look();
    expect(await isLive(browser)).toBe(true);
    expect(await groupsOf(session.person)).toEqual([]);
    const kept = await test.store.providerSessions.find(session.id);
    expect(kept?.dueAt).toBeGreaterThan(Date.now());
  });

  it('lets what was said grow old and unknown when nobody confirms it', async () => {
    const { browser, session } = await signedIn();
    expect(await groupsOf(session.person)).toEqual([]);
    await test.run(`update identities set groups_at = now() - interval '241 minutes' where person_id = $1`, [
      session.person,
    ]);
    await test.run('update provider_sessions set due_at = null');
    const since = await lastChange();
    await look();
    expect(await groupsOf(session.person)).toBeUndefined();
    expect(await changes(since)).toEqual([
      { kind: 'recheck', subjects: [session.person], cause: 'group-changed' },
    ]);
    expect(await isLive(browser)).toBe(true);
  });
});

describe('back-channel logout', () => {
  const send = (token: string, over: { readonly name?: string; readonly cookie?: string } = {}) =>
    test.pages.fetch(
      new Request(`https://signin.sallyport.localhost:8443/provider/${over.name ?? 'staff'}/logout`, {
        method: 'POST',
        body: new URLSearchParams({ logout_token: token }).toString(),
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          ...(over.cookie === undefined ? {} : { cookie: over.cookie }),
        },
      }),
    );

  it('ends one session by its sid, every one by the subject, at once', async () => {
    const first = await signedIn();
    const second = await signedIn({ sid: 'another' });
    const since = await lastChange();
    expect((await send(liar.logoutToken({ sid: `sid-${count}` }))).status).toBe(200);
    expect([await isLive(first.browser), await isLive(second.browser)]).toEqual([false, true]);
    expect(await changes(since)).toEqual([
      { kind: 'revoke', subjects: [first.session.id], cause: 'ended-by-provider' },
    ]);
    expect((await send(liar.logoutToken({ sub: second.sub }))).status).toBe(200);
    expect(await isLive(second.browser)).toBe(false);
  });

  it('ends by sid and subject what the provider began without a sid, and nobody else', async () => {
    const without = await signedIn({ sid: undefined });
    const other = await signedIn({ sid: undefined }, `other-${count}`);
    const token = liar.logoutToken({ sub: without.sub, sid: 'told-later' });
    expect((await send(token)).status).toBe(200);
    expect([await isLive(without.browser), await isLive(other.browser)]).toEqual([false, true]);
  });

  it('takes no token twice, however many come at once', async () => {
    const { sub } = await signedIn();
    const token = liar.logoutToken({ sub });
    const answers = await Promise.all(Array.from({ length: 5 }, async () => (await send(token)).status));
    expect(answers.toSorted((a, b) => a - b)).toEqual([200, 400, 400, 400, 400]);
  });

  const second = () => Math.floor(Date.now() / 1000);
  const event = 'http://schemas.openid.net/event/backchannel-logout';
  it.each([
    ['malformed', () => 'not.a.token'],
    ['malformed', () => `${'a'.repeat(13_000)}.b.c`],
    ['wrong-type', (sub: string) => liar.logoutToken({ sub }, { header: { typ: 'at+jwt' } })],
    ['malformed', (sub: string) => liar.logoutToken({ sub }, { header: { crit: ['x'], x: 1 } })],
    ['wrong-issuer', (sub: string) => liar.logoutToken({ sub, iss: 'https://evil.example' })],
    ['wrong-audience', (sub: string) => liar.logoutToken({ sub, aud: 'other' })],
    ['out-of-time', (sub: string) => liar.logoutToken({ sub, iat: second() - 3_600, exp: undefined })],
    ['out-of-time', (sub: string) => liar.logoutToken({ sub, iat: second() + 3_600 })],
    ['out-of-time', (sub: string) => liar.logoutToken({ sub, exp: second() - 120 })],
    ['no-logout-event', (sub: string) => liar.logoutToken({ sub, events: { other: {} } })],
    ['no-logout-event', (sub: string) => liar.logoutToken({ sub, events: event })],
    ['has-nonce', (sub: string) => liar.logoutToken({ sub, nonce: 'x' })],
    ['malformed', (sub: string) => liar.logoutToken({ sub, jti: undefined })],
    ['names-nobody', () => liar.logoutToken({})],
    ['wrong-signature', (sub: string) => liar.logoutToken({ sub }, { signature: 'none' })],
    ['wrong-signature', (sub: string) => liar.logoutToken({ sub }, { signature: 'hmac' })],
    ['wrong-signature', (sub: string) => liar.logoutToken({ sub }, { signature: 'stranger' })],
    ['wrong-signature', (sub: string) => `${liar.logoutToken({ sub }).slice(0, -20)}${'A'.repeat(20)}`],
  ] as const)('refuses a token that is %s', async (why, token) => {
    const { browser, sub } = await signedIn();
    const answer = await send(token(sub));
    expect([answer.status, await answer.json()]).toEqual([
      400,
      { error: 'invalid_request', error_description: why },
    ]);
    expect(await isLive(browser)).toBe(true);
  });

  it('asks a provider for keys only for tokens that are right in all else, and seldom for unknown keys', async () => {
    const { sub } = await signedIn();
    await send(liar.logoutToken({ sub }));
    const asked = liar.asked.length;
    for (let n = 0; n < 5; n += 1) await send(liar.logoutToken({ sub }, { header: { kid: `unknown-${n}` } }));
    await send(liar.logoutToken({ sub, aud: 'other' }));
    expect(liar.asked.slice(asked)).toEqual([]);
  });

  it('is no business of a browser, nor of a provider that is not there', async () => {
    const { browser, sub } = await signedIn();
    expect((await send(liar.logoutToken({ sub }), { cookie: 'a=b' })).status).toBe(400);
    expect((await send(liar.logoutToken({ sub }), { name: 'other' })).status).toBe(400);
    expect(await isLive(browser)).toBe(true);
  });
});

describe('after a session was taken from somebody', () => {
  it('only a fresh sign-in at the provider helps: what it remembers lets nobody back in', async () => {
    const { sub, browser } = await signedIn();
    await test.identity.providers?.backChannelLogout({
      provider: 'staff',
      token: liar.logoutToken({ sub }),
      address: '192.0.2.1',
    });
    await browser.go(test.pages.start());
    const old = { auth_time: Math.floor(Date.now() / 1000) - 600 };
    liar.lies = { refreshToken: 'given', idToken: old };
    const sent = await throughProvider(browser, liar, { sub, claims: claims() });
    expect(await isLive(browser)).toBe(false);
    expect([
      sent.url.origin,
      sent.url.searchParams.get('max_age'),
      sent.url.searchParams.get('prompt'),
    ]).toEqual([liar.issuer, '60', 'login']);
    // The provider answers without having asked the person.
    expect((await browser.go(liar.answer(sent.url.href, { sub, claims: claims() }))).status).toBe(503);
    expect(await isLive(browser)).toBe(false);
    liar.lies = { refreshToken: 'given' };
    await browser.go(test.pages.start());
    await test.run(
      `update sessions set ended_at = ended_at - interval '5 seconds' where ended_at is not null`,
    );
    await throughProvider(browser, liar, { sub, claims: claims() });
    expect(await isLive(browser)).toBe(true);
  });
});

describe('a sign-in that begins at the provider', () => {
  const start = (query: Readonly<Record<string, string>>) =>
    `https://signin.sallyport.localhost:8443/provider/staff/login?${new URLSearchParams(query).toString()}`;

  it('goes to the provider with the hint, and nowhere that the link says', async () => {
    const browser = test.pages.browser();
    const query = { iss: liar.issuer, login_hint: 'ada', target_link_uri: 'https://evil.example/' };
    const sent = await browser.go(start(query));
    expect(sent.url.origin).toBe(liar.issuer);
    expect(sent.url.searchParams.get('login_hint')).toBe('ada');
    expect(sent.url.href).not.toContain('evil');
    const end = await browser.go(liar.answer(sent.url.href, { sub: 'tpi', claims: claims() }));
    expect(end.url.href).toBe('https://portal.sallyport.localhost:8443/');
    expect(await isLive(browser)).toBe(true);
  });

  it('knows no other issuer', async () => {
    const page = await test.pages.browser().go(start({ iss: 'https://evil.example' }));
    expect([page.status, page.way.length]).toEqual([404, 1]);
  });
});

describe('signing out', () => {
  it('offers to sign out at the provider as well', async () => {
    const { browser } = await signedIn();
    await browser.go('https://signin.sallyport.localhost:8443/');
    const page = await browser.send('/sign-out', {});
    expect(page.text).toContain(`${liar.issuer}/end?`);
    expect(page.text).toContain('client_id=sallyport');
    expect(await isLive(browser)).toBe(false);
  });
});

describe('invited people and people who are there', () => {
  async function invited(email: string) {
    const id = newId('person');
    await test.store.people.insert({
      id,
      issuer: 'local',
      subject: id,
      name: 'Grace',
      email,
      state: 'invited',
    });
    const link = await test.identity.links.make({ kind: 'invitation', person: id, by: { kind: 'local' } });
    return { id, link: link.address };
  }

  it('accept an invitation by a provider, with another address, and are who was invited', async () => {
    const { id, link } = await invited('grace@example.org');
    const browser = test.pages.browser();
    await browser.go(link);
    const sent = await browser.send('/provider', { provider: 'staff' });
    const sub = `grace-${count}`;
    await browser.go(liar.answer(sent.url.href, { sub, claims: claims({ email: 'other@example.net' }) }));
    const session = await test.identity.sessions.find(browser.signInSecret());
    expect(session?.person).toBe(id);
    expect(await test.store.people.find(id)).toMatchObject({
      state: 'enabled',
      name: 'Grace',
      issuer: 'local',
    });
    expect(await personOf(test.store, liar.issuer, sub)).toBe(id);
    // The invitation is used up: neither its page nor a second way through it leads anywhere.
    expect((await browser.go('https://signin.sallyport.localhost:8443/invitation')).status).toBe(410);
  });

  it('cannot accept by an identity that is somebody else’s', async () => {
    const { sub } = await signedIn();
    const { id, link } = await invited('hopper@example.org');
    const browser = test.pages.browser();
    await browser.go(link);
    const sent = await browser.send('/provider', { provider: 'staff' });
    const page = await browser.go(liar.answer(sent.url.href, { sub, claims: claims() }));
    expect(page.text).toContain('somebody else’s here');
    expect(await test.store.people.find(id)).toMatchObject({ state: 'invited' });
    // Nothing was lost: the invitation still stands.
    expect((await browser.go('https://signin.sallyport.localhost:8443/invitation')).status).toBe(200);
  });

  it('link a provider after a fresh sign-in only, and never one that is somebody else’s', async () => {
    const there = await signedIn();
    const mine = await signedIn({}, `mine-${count}`);
    const { browser, session } = mine;
    const second = await startLiarProvider();
    try {
      await addProvider(test, second, { name: 'other', settings: { secondFactor: 'theirs' } });
      await test.run(`update providers set title = 'Other' where name = 'other'`);
      await test.run(`update sessions set authenticated_at = now() - interval '6 minutes' where id = $1`, [
        session.id,
      ]);
      const identities = 'https://signin.sallyport.localhost:8443/identities';
      const asked = await browser.go(identities);
      expect(asked.text).toContain('Confirm that it is you');
      await test.run(`update sessions set authenticated_at = now() where id = $1`, [session.id]);
      await browser.go(identities);
      expect(browser.shown().text).toContain('Linked providers');
      const sent = await goToProvider(browser, 'other');
      const linked = await browser.go(second.answer(sent, { sub: 'linked', claims: claims() }));
      expect(linked.url.pathname).toBe('/identities');
      expect(await personOf(test.store, second.issuer, 'linked')).toBe(session.person);
      // Another person's session cannot take it over.
      await there.browser.go(identities);
      const again = await goToProvider(there.browser, 'other');
      const page = await there.browser.go(second.answer(again, { sub: 'linked', claims: claims() }));
      expect(page.text).toContain('somebody else’s here');
      expect(await personOf(test.store, second.issuer, 'linked')).toBe(session.person);
      // A way that was begun under one session ends under no other.
      await there.browser.go(identities);
      const begun = await goToProvider(there.browser, 'other');
      await test.run(`update sessions set ended_at = now(), end_reason = 'session-ended' where id = $1`, [
        there.session.id,
      ]);
      const late = await there.browser.go(second.answer(begun, { sub: 'late', claims: claims() }));
      expect(late.text).toContain('cannot go on');
      expect(await personOf(test.store, second.issuer, 'late')).toBeUndefined();
      await browser.go(identities);
      await browser.send('/identities/unlink', {});
      expect((await test.identity.providers?.federation.identitiesOf(session.person))?.length).toBe(1);
    } finally {
      await second.close();
    }
  });

  it('sign in by a linked provider beside their own password, and need their factor', async () => {
    const browser = test.pages.browser();
    await browser.go(test.pages.start());
    liar.lies = { refreshToken: 'given' };
    await throughProvider(browser, liar, { sub: `plain-${count}`, claims: claims({ amr: ['pwd'] }) });
    const secret = await addSecondFactor(browser, test.now());
    const raised = test.pages.browser();
    await raised.go(test.pages.start());
    await throughProvider(raised, liar, { sub: `plain-${count}`, claims: claims({ amr: ['pwd'] }) });
    expect(raised.shown().url.pathname).toBe('/factor');
    const wrong = await raised.send('/factor', { answer: '000000' });
    expect(wrong.status).toBe(401);
    await raised.send('/factor', { answer: authenticatorCode(secret, test.now() + 30_000) });
    expect(await isLive(raised)).toBe(true);
  });
});
