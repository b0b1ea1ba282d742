import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { PersonId } from '#base/ids.ts';
import { type LiarProvider, startLiarProvider } from '#testing/liar-provider.ts';
import { addProvider, addSecondFactor, personOf, throughProvider } from '#testing/provider-ways.ts';
import { type StoredIdentity, storedIdentity } from '#testing/stored-identity.ts';

// A claim of groups that is missing, cut off or a pointer elsewhere is unknown: read as empty it lets somebody out of
// a group that forbids, read as what it was it leaves them in one that permits.
let test: StoredIdentity;
let liar: LiarProvider;
let person: PersonId;
const told = { groups: ['staff', 'payroll'] };

beforeAll(async () => {
  [test, liar] = await Promise.all([storedIdentity(), startLiarProvider()]);
  await addProvider(test, liar, { settings: { claims: { groups: 'groups' }, unknownGroups: 'make' } });
  liar.lies = { refreshToken: 'given', userInfo: told };
  const browser = test.pages.browser();
  await browser.go(test.pages.start());
  await throughProvider(browser, liar, { sub: 'ada', claims: { name: 'Ada' } });
  await addSecondFactor(browser, test.now());
  const found = await personOf(test.store, liar.issuer, 'ada');
  if (found === undefined) throw new Error('nobody was made');
  person = found;
});
afterAll(async () => {
  await Promise.all([test?.close(), liar?.close()]);
});
afterEach(async () => {
  await refreshed(told);
});

/** What decisions read of a person's groups; undefined is unknown. */
const known = async () =>
  (await test.store.groups.ofPeople([person]))
    .get(person)
    ?.map(({ name }) => name)
    .toSorted();

async function refreshed(claims: Readonly<Record<string, unknown>>) {
  liar.lies = { refreshToken: 'given', userInfo: claims };
  await test.run('update provider_sessions set due_at = now()');
  await test.identity.providers?.refresh.look();
}

it('starts with what the provider said', async () => {
  expect(await known()).toEqual(['payroll', 'staff']);
});

it.each([
  ['missing', { groups: undefined }],
  ['null', { groups: null }],
  [
    'a pointer to another place',
    { _claim_names: { groups: 'src1' }, _claim_sources: { src1: { endpoint: 'https://x' } } },
  ],
  ['a pointer beside a list cut short', { groups: ['staff'], _claim_names: { groups: 'src1' } }],
  ['said to be too many', { hasgroups: true }],
  ['no list', { groups: { staff: true } }],
  ['a list with what is no name', { groups: ['staff', 7] }],
  ['longer than any list of groups', { groups: Array.from({ length: 10_001 }, (_, n) => `g${n}`) }],
])('takes groups for unknown where the claim is %s', async (_what, claims) => {
  expect(await known()).toEqual(['payroll', 'staff']);
  await refreshed(claims);
  expect(await known()).toBeUndefined();
  const [change] = await test.run('select kind, subjects, cause from changes order by id desc limit 1');
  expect(change).toEqual({ kind: 'recheck', subjects: [person], cause: 'group-changed' });
  // What was unknown is known again as soon as it is said.
  await refreshed({ groups: ['staff'] });
  expect(await known()).toEqual(['staff']);
});

it('takes an empty list for none', async () => {
  await refreshed({ groups: [] });
  expect(await known()).toEqual([]);
});
