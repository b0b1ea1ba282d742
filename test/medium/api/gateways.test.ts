import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GatewayId, newId } from '#base/ids.ts';
import { gateways } from '#contracts/api/gateways.ts';
import { tokens } from '#contracts/api/tokens.ts';
import { openTestApi } from '#testing/api.ts';

let test: Awaited<ReturnType<typeof openTestApi>>;
beforeAll(async () => {
  test = await openTestApi();
});
afterAll(() => test.close());

async function addGateway(name: string): Promise<GatewayId> {
  const id = newId('gateway');
  await test.store.gateways.insert({ id, name, serial: 'aa', fingerprint: 'ff' });
  return id;
}

it('disables a gateway: on record with before and after, and told by its id', async () => {
  const gateway = await addGateway('west');
  await test.changes();
  expect(await test.local.call(gateways.disable, { params: { gateway } })).toMatchObject({
    id: gateway,
    state: 'disabled',
  });
  expect(await test.changes()).toEqual([{ kind: 'revoke', subjects: [gateway], cause: 'gateway-disabled' }]);
  expect(test.events.at(-1)).toMatchObject({
    kind: 'object-changed',
    about: [gateway],
    data: {
      type: 'gateway',
      before: { name: 'west', state: 'enabled' },
      after: { name: 'west', state: 'disabled' },
    },
  });
  expect(await test.local.call(gateways.enable, { params: { gateway } })).toMatchObject({ state: 'enabled' });
  expect(await test.changes()).toEqual([]);
  expect(test.events.at(-1)).toMatchObject({
    data: { before: { state: 'disabled' }, after: { state: 'enabled' } },
  });
  const { items } = await test.local.call(gateways.list);
  expect(items.find(({ id }) => id === gateway)).toMatchObject({ state: 'enabled' });
});

it('withdraws join tokens with it: who took the gateway may hold one', async () => {
  const gateway = await addGateway('east');
  await test.store.joinTokens.insert({ id: 'j1', hash: 'good', name: 'east', usesLeft: 3 }, 3_600);
  await test.local.call(gateways.disable, { params: { gateway } });
  expect(await test.store.joinTokens.use('good')).toBeUndefined();
  expect(test.events.at(-1)).toMatchObject({ data: { joinTokensWithdrawn: 1 } });
});

it('lets nobody do it who may not let gateways in', async () => {
  const gateway = await addGateway('north');
  const ada = await test.person('Ada');
  const { token } = await test.owner.client.call(tokens.create, {
    body: { name: 'reader', scopes: ['read', 'write', 'cut'], lifetimeDays: 1 },
  });
  for (const client of [ada.client, test.withToken(token)])
    for (const operation of [gateways.disable, gateways.enable])
      await expect(client.call(operation, { params: { gateway } })).rejects.toMatchObject({
        problem: { status: 403 },
      });
  expect(await test.store.gateways.find(gateway)).toMatchObject({ state: 'enabled' });
  await expect(
    test.local.call(gateways.disable, { params: { gateway: newId('gateway') } }),
  ).rejects.toMatchObject({ problem: { status: 404 } });
});
