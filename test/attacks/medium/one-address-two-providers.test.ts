import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#base/ids.ts';
import { type LiarProvider, startLiarProvider } from '#testing/liar-provider.ts';
import { addProvider, personOf } from '#testing/provider-ways.ts';
import { storedIdentity, type StoredIdentity } from '#testing/stored-identity.ts';

// E-mail as identity: whoever can make an account of any address at one of two providers takes over whom the other
// vouches for, or one of our own people.

let test: StoredIdentity;
let honest: LiarProvider;
let other: LiarProvider;
beforeAll(async () => {
  [test, honest, other] = await Promise.all([storedIdentity(), startLiarProvider(), startLiarProvider()]);
  const settings = { secondFactor: 'theirs' };
  await addProvider(test, honest, { name: 'honest', settings });
  await addProvider(test, other, { name: 'other', settings });
  await test.run(`update providers set title = name`);
});
afterAll(async () => {
  await Promise.all([test?.close(), honest?.close(), other?.close()]);
});

const claims = { name: 'Ada', email: 'ada@example.org', email_verified: true, amr: ['mfa'] };

async function through(provider: LiarProvider, name: string, person: Parameters<LiarProvider['answer']>[1]) {
  const browser = test.pages.browser();
  await browser.go(test.pages.start());
  const sent = await browser.send('/provider', { provider: name });
  await browser.go(provider.answer(sent.url.href, person));
  return (await test.identity.sessions.find(browser.signInSecret()))?.person;
}

it('makes two people of one verified address, one at each provider', async () => {
  const ada = await through(honest, 'honest', { sub: '1', claims });
  const eve = await through(other, 'other', { sub: 'eve', claims });
  expect([ada, eve].map((id) => typeof id)).toEqual(['string', 'string']);
  expect(eve).not.toBe(ada);
});

it('makes two people of one subject, which only its issuer has given meaning', async () => {
  const ada = await through(honest, 'honest', { sub: 'same', claims });
  const eve = await through(other, 'other', { sub: 'same', claims });
  expect(eve).not.toBe(ada);
  expect(await personOf(test.store, honest.issuer, 'same')).toBe(ada);
  expect(await personOf(test.store, other.issuer, 'same')).toBe(eve);
});

it.each(['ada', 'ADA', 'ada '])(
  'gives nobody one of our own people by an address such as %j',
  async (local) => {
    const id = newId('person');
    const email = `${local.trim().toLowerCase()}-own@example.org`;
    await test.run(`delete from people where email = $1`, [email]);
    await test.store.people.insert({
      id,
      issuer: 'local',
      subject: id,
      name: 'Ada',
      email,
      state: 'enabled',
    });
    const sub = newId('event');
    const came = await through(other, 'other', {
      sub,
      claims: { ...claims, email: `${local}-own@example.org` },
    });
    expect(came).toBeDefined();
    expect(came).not.toBe(id);
  },
);

it('takes nobody for one of our own by an issuer or a subject that says so', async () => {
  const id = newId('person');
  await test.store.people.insert({ id, issuer: 'local', subject: id, name: 'Ada', state: 'enabled' });
  other.lies = { idToken: { iss: 'local' } };
  expect(await through(other, 'other', { sub: id, claims })).toBeUndefined();
  other.lies = { idToken: { iss: honest.issuer } };
  expect(await through(other, 'other', { sub: '1', claims })).toBeUndefined();
  other.lies = {};
  expect(await through(other, 'other', { sub: id, claims })).not.toBe(id);
});

it('ties an answer to the provider that was asked: no code of one is redeemed at the other', async () => {
  const browser = test.pages.browser();
  await browser.go(test.pages.start());
  const sent = await browser.send('/provider', { provider: 'honest' });
  const back = new URL(other.answer(sent.url.href, { sub: '1', claims }));
  await browser.go(back.href);
  expect(browser.signInSecret()).toBeUndefined();
});
