import { afterAll, beforeAll, expect, it } from 'vitest';
import { createJoinDesk } from '#control/index.ts';
import { createTestAuthority } from '#testing/certificates.ts';
import { freshStore, type TestStore } from '#testing/store.ts';

let test: TestStore;
beforeAll(async () => {
  test = await freshStore();
});
afterAll(() => test.close());

function openDesk() {
  const authority = createTestAuthority();
  return createJoinDesk({
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
}
const from = { address: '::1', peer: undefined };

it('brings as many gateways in as a token is good for, at once, each under a name of its own', async () => {
  const desk = openDesk();
  const { token } = await desk.makeToken({ name: 'this machine', uses: 3, lifetimeSeconds: 60 });
  const joined = await Promise.all([1, 2, 3, 4].map(() => desk.admit({ request: 'csr', token }, from)));
  expect(joined.filter(({ ok }) => ok)).toHaveLength(3);
  const names = (await test.store.gateways.all()).map(({ name }) => name);
  expect(names).toContain('this machine');
  expect(new Set(names).size).toBe(3);
});

it('knows whoever joins again at a seat as the gateway that sits there, and leaves a disabled one out', async () => {
  const desk = openDesk();
  const join = async (seat: string) => {
    const { token } = await desk.makeToken({ name: 'own', uses: 1, lifetimeSeconds: 60, seat });
    return desk.admit({ request: 'csr', token }, from);
  };
  const rows = async () => (await test.store.gateways.all()).filter(({ seat }) => seat !== null);
  const [first, again, other] = [await join('m/1'), await join('m/1'), await join('m/2')];
  const id = first.ok ? first.value.gateway : '';
  expect(again).toMatchObject({ ok: true, value: { gateway: id } });
  expect(other.ok && other.value.gateway !== id).toBe(true);
  expect(await rows()).toHaveLength(2);

  await test.store.gateways.setState((await rows())[0]!.id, 'disabled');
  expect(await join('m/1')).toEqual({ ok: false, error: 'gateway-disabled' });
  expect((await join('m/2')).ok).toBe(true);
  expect((await rows()).map(({ state }) => state)).toEqual(['disabled', 'enabled']);
});

it('does not let a gateway in that is disabled while it joins at its seat', async () => {
  const { token: first } = await openDesk().makeToken({
    name: 'own',
    uses: 1,
    lifetimeSeconds: 60,
    seat: 'n/1',
  });
  const desk = openDesk();
  const joined = await openDesk().admit({ request: 'csr', token: first }, from);
  expect(joined.ok).toBe(true);
  const sitting = await test.store.gateways.atSeat('n/1');
  const { token } = await desk.makeToken({ name: 'own', uses: 1, lifetimeSeconds: 60, seat: 'n/1' });
  const { gateways } = test.store;
  const late = createJoinDesk({
    store: {
      ...test.store,
      gateways: {
        ...gateways,
        async atSeat(seat) {
          const found = await gateways.atSeat(seat);
          await gateways.setState(sitting!.id, 'disabled');
          return found;
        },
      },
    },
    audit: { append: async () => ({ chain: 'c', seq: 1 }) },
    domain: 'd.test',
    authorities: () => [],
    authority: () => createTestAuthority().certificate,
    issue: async () => ({ certificate: createTestAuthority().certificate, serial: 'bb', notAfter: 0 }),
    now: () => 0,
  });
  expect((await late.admit({ request: 'csr', token }, from)).ok).toBe(false);
  expect(await gateways.find(sitting!.id)).toMatchObject({ state: 'disabled', serial: 'aa' });
});
