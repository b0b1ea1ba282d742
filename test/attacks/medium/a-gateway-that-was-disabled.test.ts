import { Agent, request } from 'node:https';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '#base/clock.ts';
import { type GatewayId, newId } from '#base/ids.ts';
import { gateways } from '#contracts/api/gateways.ts';
import { createControlListener, createJoinDesk } from '#control/index.ts';
import { createControlLink, createLinkAcceptor, type LinkCredentials, type LinkReport } from '#link/index.ts';
import { silentLog } from '#observe/index.ts';
import { openTestApi, type TestApi } from '#testing/api.ts';
import { createTestAuthority } from '#testing/certificates.ts';
import { createReplica } from '#testing/control-world.ts';

// One gateway on a real stream to a real listener, and an administrator who switches it off.
let test: TestApi;
let replica: Awaited<ReturnType<typeof createReplica>>;
let gateway: GatewayId;
let credentials: LinkCredentials;
let port: number;
let joinToken: string;
const closing: (() => unknown)[] = [];
const authority = createTestAuthority();

beforeEach(async () => {
  test = await openTestApi();
  replica = await createReplica(test.store, { trusts: 'whom the store knows' });
  gateway = newId('gateway');
  credentials = authority.issue('gateway', gateway);
  await test.store.gateways.insert({ id: gateway, name: 'west', serial: 'aa', fingerprint: 'ff' });
  const { verifyPeer } = authority;
  const link = createLinkAcceptor({
    clock: systemClock,
    verifyPeer,
    kinds: ['gateway'],
    onStream: (stream) => replica.push.attach(stream),
  });
  const desk = createJoinDesk({
    store: test.store,
    audit: test.context.audit,
    domain: 'test',
    authorities: () => [authority.certificate],
    authority: () => authority.certificate,
    issue: async ({ gateway: id }) => {
      const { certificate } = authority.issue('gateway', id);
      return { certificate, serial: 'bb', notAfter: Date.now() + 60_000 };
    },
    now: () => Date.now(),
  });
  ({ token: joinToken } = await desk.makeToken({ name: 'west', uses: 2, lifetimeSeconds: 60 }));
  const server = createControlListener({
    credentials: authority.issue('control', 'ctl_1'),
    authorities: [authority.certificate],
    verifyPeer,
    isEnabled: async (id) => (await test.store.gateways.find(id))?.state === 'enabled',
    link,
    desk,
    sites: new Map([['console.test', () => new Response('hello')]]),
    log: silentLog,
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const place = server.address();
  port = typeof place === 'object' && place !== null ? place.port : 0;
  closing.push(() => {
    link.close();
    server.close();
    server.closeAllConnections();
  });
});
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) close();
  await replica.close();
  await test.close();
});

function dial() {
  const told: string[] = [];
  const reports: LinkReport[] = [];
  const link = createControlLink({
    clock: systemClock,
    addresses: [{ kind: 'tcp', host: '127.0.0.1', port }],
    credentials: () => credentials,
    verifyPeer: authority.verifyPeer,
    software: 'test',
    report: (report) => reports.push(report),
  });
  link.start({
    opened: () => told.push('welcome'),
    message: (message) =>
      message.kind === 'change' ? told.push(`${message.change} ${message.subjects.join()}`) : undefined,
    fresh: () => undefined,
    lost: ({ code }) => told.push(code),
  });
  closing.push(() => link.stop());
  return { told, reports };
}

/** One connection that stays open, as the gateway's to our own pages does. */
function createCaller() {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  closing.push(() => agent.destroy());
  const ask = async (path: string, body?: object) => {
    const sent = request({
      agent,
      host: '127.0.0.1',
      port,
      path,
      method: body === undefined ? 'GET' : 'POST',
      // A gateway that speaks for itself names no site.
      headers: { host: body === undefined ? 'console.test' : 'control', 'content-type': 'application/json' },
      ca: [authority.certificate],
      cert: credentials.certificate,
      key: credentials.privateKey,
      checkServerIdentity: () => undefined,
    });
    sent.end(body === undefined ? '' : JSON.stringify(body));
    const [response] = await once(sent, 'response');
    let text = '';
    for await (const chunk of response) text += String(chunk);
    return { status: Number(response.statusCode), text, reused: sent.reusedSocket };
  };
  return ask;
}

it('cuts the stream of a gateway that is disabled, and takes it back only when it is enabled again', async () => {
  const { told, reports } = dial();
  const ask = createCaller();
  await expect.poll(() => told).toEqual(['welcome']);
  expect(await ask('/')).toMatchObject({ status: 200, text: 'hello' });
  expect(await ask('/')).toMatchObject({ status: 200, reused: true });

  await test.local.call(gateways.disable, { params: { gateway } });
  await expect.poll(() => told).toEqual(['welcome', `revoke ${gateway}`, 'not-permitted']);
  expect(replica.push.gateways()).toEqual([]);
  // It dials again and again, and is sent away each time before it hears anything.
  const refusals = () =>
    reports.filter((report) => report.kind === 'ended' && report.end.code === 'not-permitted');
  await expect.poll(() => refusals().length, { timeout: 10_000 }).toBeGreaterThanOrEqual(3);
  expect(told.filter((word) => word === 'welcome')).toHaveLength(1);
  // Nor can it speak for people over the connection that it still has open, or live on by a new certificate.
  expect(await ask('/')).toMatchObject({ status: 403, reused: true });
  const renewed = await ask('/join', { request: 'csr' });
  expect(renewed).toEqual({ status: 403, text: '{"error":"gateway-disabled"}', reused: false });
  expect((await ask('/join', { request: 'csr', token: joinToken })).status).toBe(403);
  expect(await test.store.gateways.all()).toMatchObject([{ id: gateway, serial: 'aa' }]);

  await test.local.call(gateways.enable, { params: { gateway } });
  await expect.poll(() => told.filter((word) => word === 'welcome').length, { timeout: 10_000 }).toBe(2);
  expect(await ask('/')).toMatchObject({ status: 200 });
  expect((await ask('/join', { request: 'csr' })).status).toBe(200);
});
