import { afterEach, beforeEach, expect, it } from 'vitest';
import { secretOn, setUpBy } from '#testing/pages.ts';
import { authenticatorCode } from '#testing/identity.ts';
import { type StoredIdentity, storedIdentity } from '#testing/stored-identity.ts';

// First-run defaults: whoever finds a fresh installation first must not become its owner.

let at: StoredIdentity;
const setup = 'https://console.sallyport.localhost:8443/setup';
const password = 'correct horse battery';

beforeEach(async () => {
  at = await storedIdentity();
});
afterEach(() => at.close());

const link = () => at.identity.links.make({ kind: 'setup', by: { kind: 'local' } });
const people = async () => (await at.run('select count(*)::int as n from people'))[0]?.n;

async function toTheFactor() {
  const browser = at.pages.browser();
  await browser.go((await link()).address);
  // Past the steps that look at domain and certificate and keep nothing.
  await browser.go(setup);
  const typed = { organisation: 'Org', name: 'Ada', email: 'ada@example.org', password, again: password };
  const secret = secretOn(await browser.send('/setup/details', typed));
  return { browser, secret, prove: () => ({ answer: authenticatorCode(secret, at.now()) }) };
}

it('has no people, no default password and no way to sign in before it is claimed', async () => {
  expect(await people()).toBe(0);
  const browser = at.pages.browser();
  await browser.go(at.pages.start());
  for (const [login, guess] of [
    ['admin', 'admin'],
    ['admin@example.org', ''],
    ['', ''],
    ['owner', 'sallyport'],
  ] as const)
    expect((await browser.send('/password', { login, password: guess })).status).toBe(401);
});

it('shows no setup to anybody without its link', async () => {
  for (const address of [setup, `${setup}?code=`, `${setup}?code=${'a'.repeat(43)}`, `${setup}?code[]=x`]) {
    const page = await at.pages.browser().go(address);
    expect([address, page.status]).toEqual([address, 410]);
    expect(page.text).not.toContain('<form');
  }
  const id = 'per_x';
  await at.run(`insert into people (id, issuer, subject, name) values ($1, 'local', $1, 'X')`, [id]);
  const other = await at.identity.links.make({ kind: 'invitation', person: id, by: { kind: 'local' } });
  const page = await at.pages.browser().go(`${setup}${new URL(other.address).search}`);
  expect(page.status).toBe(410);
});

it('takes the link out of the address at once, and the second to open it finds it used', async () => {
  const { address } = await link();
  const browser = at.pages.browser();
  expect((await browser.go(address)).url.href).toBe(`${setup}/domain`);
  expect((await browser.go(setup)).text).toContain('Become its owner');
  expect((await at.pages.browser().go(address)).status).toBe(410);
});

it('lets one of many who open the link at once have it', async () => {
  const { address } = await link();
  const pages = await Promise.all(Array.from({ length: 8 }, () => at.pages.browser().go(address)));
  expect(pages.filter((page) => page.status === 200)).toHaveLength(1);
});

it('is not claimed by half: nothing is kept before the second factor was proved', async () => {
  const { browser, prove } = await toTheFactor();
  expect((await browser.send('/setup/factor', { answer: '000000' })).text).toContain(
    'This code is not right',
  );
  expect([await people(), await at.identity.claimed()]).toEqual([0, false]);
  await browser.send('/setup/factor', prove());
  expect([await people(), await at.identity.claimed()]).toEqual([1, true]);
});

it('lets exactly one of several parallel claims win, and tells the others', async () => {
  const claims = [];
  for (let n = 0; n < 4; n += 1) claims.push(await toTheFactor());
  const pages = await Promise.all(claims.map(({ browser, prove }) => browser.send('/setup/factor', prove())));
  // Who comes while the first is at it hears that somebody was faster, who comes after it that it is over.
  const [won, ...lost] = pages.map((page) => page.status).toSorted((a, b) => a - b);
  expect(won).toBe(200);
  expect(lost.filter((status) => status !== 409 && status !== 410)).toEqual([]);
  expect(await people()).toBe(1);
  const [owner] = await at.run('select roles, state from people');
  expect(owner).toEqual({ roles: ['owner'], state: 'enabled' });
});

it('is closed once there is an owner, to old links and open journeys too', async () => {
  const slow = await toTheFactor();
  const unused = await link();
  await setUpBy(at.pages.browser(), at);
  expect((await slow.browser.send('/setup/factor', slow.prove())).status).toBe(410);
  for (const address of [setup, unused.address]) {
    const page = await at.pages.browser().go(address);
    expect(page.status).toBe(410);
    expect(page.text).not.toContain('<form');
  }
  expect(await people()).toBe(1);
});

it('lands its owner in the console, signed in', async () => {
  const browser = at.pages.browser();
  const { last } = await setUpBy(browser, at);
  expect(last.way.at(-1)).toBe('https://console.sallyport.localhost:8443/first-steps');
  expect((await browser.go(at.pages.start())).url.pathname).toBe('/.sallyport/callback');
  const kinds = at.events.map((event) => event.kind);
  expect(kinds).toEqual(['link-made', 'link-used', 'installation-claimed', 'person-signed-in']);
});
