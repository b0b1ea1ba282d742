import { afterAll, beforeAll, expect, it } from 'vitest';
import { createJoinDesk } from '#control/index.ts';
import { createTestAuthority } from '#testing/certificates.ts';
import { freshStore, type TestStore } from '#testing/store.ts';

let test: TestStore;
beforeAll(async () => {
  test = await freshStore();
});
afterAll(() => test.close());

it('brings as many gateways in as a token is good for, at once, each under a name of its own', async () => {
  const authority = createTestAuthority();
  const desk = createJoinDesk({
    store: test.store,
    audit: { append: async () => ({ chain: 'c', seq: 1 }) },
    domain: 'd.test',
    authorities: () => [authority.certificate],
    authority: () => authority.certificate,
    issue: async ({ gateway }) => {
      const { certificate } = authority.issue('gateway', gateway);
      return { certificate, serial: 'aa', notAfter: 0 };
    },
    now: () => 0,
  });
  const { token } = await desk.makeToken({ name: 'this machine', uses: 3, lifetimeSeconds: 60 });
  const from = { address: '::1', peer: undefined };
  const joined = await Promise.all([1, 2, 3, 4].map(() => desk.admit({ request: 'csr', token }, from)));
  expect(joined.filter(({ ok }) => ok)).toHaveLength(3);
  const names = (await test.store.gateways.all()).map(({ name }) => name);
  expect(names).toContain('this machine');
  expect(new Set(names).size).toBe(3);
});
