import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#base/ids.ts';
import { authenticatorCode } from '#testing/identity.ts';
import { createPageBrowser, type PageBrowser } from '#testing/page-browser.ts';
import { codesOn, secretOn, setUpBy } from '#testing/pages.ts';
import { storedIdentity, type StoredIdentity } from '#testing/stored-identity.ts';

// Races on what is good once: of many who come at the same moment with the same link, code or half-finished sign-in,
// one gets through, and nothing is left half done.

const signin = 'https://signin.sallyport.localhost:8443';
const many = 6;
let at: StoredIdentity;
let owner: Awaited<ReturnType<typeof setUpBy>>;
beforeAll(async () => {
  at = await storedIdentity();
  owner = await setUpBy(at.pages.browser(), at);
});
afterAll(() => at.close());

/** Another tab of the same browser: the same cookies, pages of its own. */
function tabOf(browser: PageBrowser): PageBrowser {
  const tab = createPageBrowser({
    sites: Object.fromEntries(
      ['signin', 'portal'].map((name) => [`${name}.sallyport.localhost`, { fetch: at.pages.fetch }]),
    ),
  });
  for (const [host, jar] of browser.cookies) tab.cookies.set(host, new Map(jar));
  return tab;
}

async function invited(kind: 'invitation' | 'reset' = 'invitation') {
  const id = newId('person');
  const state = kind === 'invitation' ? ('invited' as const) : ('enabled' as const);
  const email = `${id}@example.org`;
  await at.store.people.insert({ id, issuer: 'local', subject: id, name: 'Grace', email, state });
  const { address } = await at.identity.links.make({ kind, person: id, by: { kind: 'local' } });
  return { id, address };
}
const journeys = async () => Number((await at.run('select count(*)::int as n from journeys'))[0]?.n);

it.each(['invitation', 'reset'] as const)('opens an %s for one of many browsers', async (kind) => {
  const { address } = await invited(kind);
  const before = await journeys();
  const pages = await Promise.all(Array.from({ length: many }, () => at.pages.browser().go(address)));
  expect(pages.filter(({ text }) => text.includes('name="password"'))).toHaveLength(1);
  expect(await journeys()).toBe(before + 1);
});

it('ends an invitation once, in however many tabs its last step is sent', async () => {
  const { id, address } = await invited();
  const browser = at.pages.browser();
  await browser.go(address);
  const password = 'correct horse battery';
  await browser.send('/invitation/details', { name: 'Grace', password, again: password });
  const answer = authenticatorCode(secretOn(browser.shown()), at.now());
  const tabs = Array.from({ length: many }, () => tabOf(browser));
  await Promise.all(tabs.map((tab) => tab.go(`${signin}/invitation`)));
  const ends = await Promise.all(tabs.map((tab) => tab.send('/invitation/factor', { answer })));
  const shown = ends.filter((page) => codesOn(page).length > 0);
  expect(shown).toHaveLength(1);
  expect(at.pages.faults).toEqual([]);
  const kinds = await at.run(
    `select kind, count(*)::int as n from credentials where person_id = $1 group by kind order by kind`,
    [id],
  );
  expect(kinds).toEqual([
    { kind: 'password', n: 1 },
    { kind: 'recovery', n: codesOn(shown[0] ?? browser.shown()).length },
    { kind: 'totp', n: 1 },
  ]);
});

it.each(['a code of the authenticator', 'a recovery code'])(
  'makes one session of one first step and %s, however often they are sent',
  async (what) => {
    const browser = at.pages.browser();
    await browser.go(at.pages.start());
    await browser.send('/password', { login: owner.email, password: owner.password });
    const recovery = what === 'a recovery code';
    const [, way = ''] = /href="([^"]*way=[^"]*)"/.exec(browser.shown().text) ?? [];
    const factor = recovery ? `${signin}${way.replaceAll('&amp;', '&')}` : browser.shown().url.href;
    await at.run('update credentials set last_step = null');
    const answer = recovery ? (owner.recoveryCodes[3] ?? '') : authenticatorCode(owner.totpSecret, at.now());
    const tabs = Array.from({ length: many }, () => tabOf(browser));
    await Promise.all(tabs.map((tab) => tab.go(factor)));
    const before = new Set((await at.run('select id from sessions')).map(({ id }) => id));
    await Promise.all(tabs.map((tab) => tab.send('/factor', { answer }).catch(() => undefined)));
    const made = (await at.run('select id from sessions')).filter(({ id }) => !before.has(id));
    expect(made).toHaveLength(1);
    expect(tabs.filter((tab) => tab.signInSecret() !== undefined)).toHaveLength(1);
  },
);

it('burns one recovery code for one of two sign-ins that show it at once', async () => {
  const browsers = [at.pages.browser(), at.pages.browser()];
  for (const browser of browsers) {
    await at.run('delete from throttles');
    await browser.go(at.pages.start());
    await browser.send('/password', { login: owner.email, password: owner.password });
    const [, way = ''] = /href="([^"]*way=[^"]*)"/.exec(browser.shown().text) ?? [];
    await browser.go(`${signin}${way.replaceAll('&amp;', '&')}`);
  }
  const answer = owner.recoveryCodes[5] ?? '';
  await Promise.all(browsers.map((browser) => browser.send('/factor', { answer })));
  expect(browsers.filter((browser) => browser.signInSecret() !== undefined)).toHaveLength(1);
});
