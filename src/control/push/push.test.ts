import { expect, it } from 'vitest';
import { createFakeGatewayStream } from '#testing/fake-gateway-stream.ts';
import { appRow } from '#testing/fake-knowledge-source.ts';
import { turns } from '#testing/turns.ts';
import { askFor, changeOf, createPushWorld, emptyConfig } from '#testing/push-world.ts';

it('welcomes a gateway, then tells of every change in order, and each pong stands behind them', async () => {
  const { join, push } = createPushWorld();
  const { stream, session } = await join();
  push.apply(changeOf(11, 'recheck', 'per_1'));
  session.message({ kind: 'ping', n: 1 });
  push.apply(changeOf(14, 'revoke', 'ses_1'));
  session.message({ kind: 'ping', n: 2 });
  expect(stream.sent).toEqual([
    { kind: 'welcome', version: 1, gateway: 'gwy_1', epoch: 'e1', applied: 10, config: emptyConfig },
    { kind: 'change', id: 11, change: 'recheck', subjects: ['per_1'], cause: 'policy-published' },
    { kind: 'pong', n: 1, applied: 11, dbAge: 20 },
    { kind: 'change', id: 14, change: 'revoke', subjects: ['ses_1'], cause: 'session-ended' },
    { kind: 'pong', n: 2, applied: 14, dbAge: 20 },
  ]);
});

it('says that a change is in force when every gateway has read the configuration that it led to', async () => {
  const world = createPushWorld();
  const { push, clock } = world;
  const [first, second] = [await world.join('gwy_1'), await world.join('gwy_2')];
  const stalled = second.stream.stall();
  const said: boolean[] = [];
  const asking = (change: number) => push.configured(change, 1_000).then((inForce) => said.push(inForce));
  const waiting = asking(11);
  world.config = { ...emptyConfig, publicPort: 444 };
  await turns();
  expect(first.stream.of('config')).toEqual([]);
  push.apply(changeOf(11, 'config', 'app_1'));
  await first.stream.until('config', ({ config }) => config.publicPort === 444);
  await turns();
  expect(said).toEqual([]);
  stalled.goOn();
  await waiting;
  expect(said).toEqual([true]);
  // Nobody waits for one that sleeps, nor for one that is gone.
  second.stream.stall();
  const late = asking(11);
  await turns();
  clock.advance(1_000);
  await late;
  second.stream.close('going-away', 'test');
  expect(said).toEqual([true, false]);
  second.session.closed();
  await asking(11);
  expect(said).toEqual([true, false, true]);
});

it('says that a policy is in force when it is what decisions are made by', async () => {
  let letGo = (): void => {};
  const world: ReturnType<typeof createPushWorld> = createPushWorld({
    readPolicies: async () => {
      await new Promise<void>((resolve) => (letGo = resolve));
      return { revision: world.policyRevision, policies: [] };
    },
  });
  await world.join();
  letGo();
  await turns();
  world.policyRevision = 2;
  world.push.apply(changeOf(11, 'recheck', 'policy:pol_1'));
  const said: number[] = [];
  const asked = world.push.configured(11, 1_000).then(() => said.push(world.decider.revision()));
  await turns();
  expect([said, world.decider.revision()]).toEqual([[], 1]);
  letGo();
  await asked;
  expect(said).toEqual([2]);
});

it('leaves no gap between what the welcome covers and what is told after it', async () => {
  let letGo: (config: typeof emptyConfig) => void = () => {};
  const world = createPushWorld({ readConfig: () => new Promise((resolve) => (letGo = resolve)) });
  const stream = createFakeGatewayStream();
  world.push.attach(stream);
  world.push.apply(changeOf(11, 'revoke', 'ses_1'));
  letGo(emptyConfig);
  await stream.until('welcome');
  world.push.apply(changeOf(12, 'revoke', 'ses_2'));
  expect(stream.of('welcome')[0]?.applied).toBe(11);
  expect(stream.of('change').map(({ id }) => id)).toEqual([12]);
});

it('hears nothing from a gateway that has not been welcomed', () => {
  const world = createPushWorld({ readConfig: () => new Promise(() => {}) });
  const stream = createFakeGatewayStream();
  world.push.attach(stream).message(askFor());
  expect(stream.ended()).toBe('link-malformed');
});

it('sends the whole configuration again when it has changed, and only then', async () => {
  const world = createPushWorld();
  const { stream } = await world.join();
  world.config = { ...emptyConfig, publicPort: 8443 };
  world.push.apply(changeOf(11, 'config', 'app_1'));
  expect((await stream.until('config')).config.publicPort).toBe(8443);
  world.push.apply(changeOf(12, 'config', 'app_1'));
  world.config = { ...emptyConfig, publicPort: 9443 };
  world.push.apply(changeOf(13, 'config', 'app_1'));
  await stream.until('config', ({ config }) => config.publicPort === 9443);
  expect(stream.of('config')).toHaveLength(2);
});

it('keeps the configuration that it has while another cannot be read, and tries again', async () => {
  let read = () => Promise.resolve(emptyConfig);
  const world = createPushWorld({ readConfig: () => read() });
  const { stream } = await world.join();
  read = () => Promise.reject(new Error('away'));
  world.push.apply(changeOf(11, 'config', 'app_1'));
  await new Promise((resolve) => setImmediate(resolve));
  expect(world.faults).toHaveLength(1);
  read = () => Promise.resolve({ ...emptyConfig, publicPort: 8443 });
  world.clock.advance(500);
  expect((await stream.until('config')).config.publicPort).toBe(8443);
});

it('closes the stream of a gateway that is revoked, after telling it', async () => {
  const { join, push } = createPushWorld();
  const [one, other] = [await join('gwy_1'), await join('gwy_2')];
  push.apply(changeOf(11, 'revoke', 'gwy_1'));
  expect(one.stream.of('change')).toHaveLength(1);
  expect([one.stream.ended(), other.stream.ended()]).toEqual(['not-permitted', undefined]);
});

it('lets go of the older of two streams of one gateway', async () => {
  const { join, push } = createPushWorld();
  const first = await join();
  const second = await join();
  expect([first.stream.ended(), second.stream.ended()]).toEqual(['going-away', undefined]);
  first.session.closed();
  expect(push.gateways()).toEqual(['gwy_1']);
});

it('begins anew in another epoch: streams end, caches empty, policies are read again', async () => {
  const world = createPushWorld();
  const { stream, session } = await world.join();
  session.message(askFor());
  expect(await stream.until('granted')).toMatchObject({ asOf: 10, epoch: 'e1' });
  const queries = world.source.queries.length;
  // The number of the revision is the same, its policies need not be.
  let loads = 0;
  world.decider.load = () => Promise.resolve(void (loads += 1));
  world.push.restart({ applied: 3, epoch: 'e2' });
  expect(stream.ended()).toBe('going-away');
  const again = await world.join();
  expect(again.stream.of('welcome')[0]).toMatchObject({ epoch: 'e2', applied: 3 });
  again.session.message(askFor());
  expect(await again.stream.until('granted')).toMatchObject({ asOf: 3, epoch: 'e2' });
  expect(world.source.queries.length).toBeGreaterThan(queries);
  expect(loads).toBe(1);
});

it('decides by what an app is after its change', async () => {
  const world = createPushWorld();
  const { stream, session } = await world.join();
  world.source.appRows.set('app_1', appRow({ enabled: false }));
  world.push.apply(changeOf(11, 'revoke', 'app_1'));
  session.message(askFor());
  expect(await stream.until('refused')).toMatchObject({ reason: 'app-disabled', asOf: 11 });
});

it('lets in no gateway that was switched off, nor one that is while it greets', async () => {
  let trusted = false;
  let letGo: (config: typeof emptyConfig) => void = () => {};
  const world = createPushWorld({
    isTrusted: () => Promise.resolve(trusted),
    readConfig: () => new Promise((resolve) => (letGo = resolve)),
  });
  const off = createFakeGatewayStream();
  world.push.attach(off);
  await turns();
  expect(off.ended()).toBe('not-permitted');
  trusted = true;
  const late = createFakeGatewayStream();
  world.push.attach(late);
  await turns();
  world.push.apply(changeOf(11, 'revoke', 'gwy_1'));
  letGo(emptyConfig);
  await turns();
  expect([late.ended(), late.sent]).toEqual(['not-permitted', []]);
});
