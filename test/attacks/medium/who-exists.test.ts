import { hash, verify } from '@node-rs/argon2';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { newId } from '#base/ids.ts';
import type { Hashing } from '#identity/index.ts';
import { setUpBy } from '#testing/pages.ts';
import { storedIdentity, type StoredIdentity } from '#testing/stored-identity.ts';

// Enumeration: by what a page says, by what it sets, and by how long it takes. Time is compared by the work that is
// done (passwords verified, queries made), which no busy machine blurs.

const cost = { memoryCost: 1_024, timeCost: 1, parallelism: 1 };
let verified = 0;
const counting: Hashing = {
  parallel: 2,
  hash: (password) => hash(password, cost),
  verify: async (stored, password) => {
    verified += 1;
    return verify(stored, password);
  },
};

let at: StoredIdentity;
const password = 'correct horse battery';
beforeAll(async () => {
  at = await storedIdentity({ hashing: counting });
  await setUpBy(at.pages.browser(), at);
  const stored = await hash(password, cost);
  const add = async (
    name: string,
    over: { readonly issuer?: string; readonly state?: 'disabled' | 'invited' },
  ) => {
    const id = newId('person');
    const row = { id, issuer: over.issuer ?? 'local', subject: id, name, email: `${name}@example.org` };
    await at.store.people.insert({ ...row, state: over.state ?? 'enabled' });
    return id;
  };
  const put = (personId: string) =>
    at.store.credentials.setPassword({ id: newId('credential'), personId, hash: stored });
  await put(await add('enabled', {}));
  await put(await add('disabled', { state: 'disabled' }));
  await add('invited', { state: 'invited' });
  await add('passkey', {});
  await put(await add('elsewhere', { issuer: 'https://idp.example' }));
  const locked = await add('locked', {});
  await put(locked);
  await at.store.credentials.lockPassword(locked);
});
afterAll(() => at.close());
beforeEach(() => at.run('delete from throttles'));

/** What somebody learns who types this name with a wrong password. */
async function tellOf(login: string) {
  const browser = at.pages.browser();
  await browser.go(at.pages.start());
  verified = 0;
  const events = at.events.length;
  const page = await browser.send('/password', { login, password: 'not the password of anybody' });
  const text = page.text
    .replaceAll(/value="[^"]*"/g, '')
    .replaceAll(/state=[\w.-]+/g, '')
    .replaceAll(/data-options="[^"]*"/g, '')
    .replaceAll(/state=[^"&]*/g, '')
    .replaceAll(login, 'NAME');
  const cookies = [...(browser.cookies.get('signin.sallyport.localhost')?.keys() ?? [])].toSorted();
  return {
    status: page.status,
    text,
    cookies,
    way: page.way.length,
    verified,
    records: at.events.length - events,
  };
}

it.each(['disabled', 'invited', 'passkey', 'elsewhere', 'locked', 'nobody'])(
  'tells nothing of somebody who is %s by a wrong password, and does the same work',
  async (name) => {
    const known = await tellOf('enabled@example.org');
    expect(known).toMatchObject({ status: 401, verified: 1, records: 1 });
    expect(await tellOf(`${name}@example.org`)).toEqual(known);
  },
);

it.each(['x'.repeat(10_000), `${'x'.repeat(300)}@example.org`, '\u0000', ' ', "' or 1=1 --"])(
  'does the same work for what can be nobody’s name: %#',
  async (login) => {
    const { verified: work, status } = await tellOf(login);
    expect([work, status]).toEqual([1, 401]);
  },
);

it('slows down names that nobody has like those of people', async () => {
  const statuses = async (login: string) => {
    await at.run('delete from throttles');
    const all: number[] = [];
    for (let n = 0; n < 8; n += 1) all.push((await tellOf(login)).status);
    return all;
  };
  const known = await statuses('enabled@example.org');
  expect(known).toContain(429);
  expect(await statuses('nobody@example.org')).toEqual(known);
});

it('hashes nothing for somebody who has to wait', async () => {
  for (let n = 0; n < 8; n += 1) await tellOf('enabled@example.org');
  expect(await tellOf('enabled@example.org')).toMatchObject({ status: 429, verified: 0 });
});

it.each(['/reset', '/invitation'])('says the same of every link to %s that opens nothing', async (path) => {
  const codes = ['', 'x', 'A'.repeat(43), 'B'.repeat(43), 'x'.repeat(5_000)];
  const pages = await Promise.all(
    codes.map(async (code) => {
      const browser = at.pages.browser();
      const page = await browser.go(`https://signin.sallyport.localhost:8443${path}?code=${code}`);
      return [page.status, page.text.replaceAll(/value="[^"]*"/g, '')];
    }),
  );
  expect(new Set(pages.map((page) => JSON.stringify(page))).size).toBe(1);
});

it('has no page that makes links for whoever asks: reset links are made by administrators alone', async () => {
  const browser = at.pages.browser();
  for (const path of ['/forgot', '/reset-password', '/password/reset', '/recover', '/sign-up', '/register']) {
    const page = await browser.go(`https://signin.sallyport.localhost:8443${path}`);
    expect([path, page.status]).toEqual([path, 404]);
  }
});
