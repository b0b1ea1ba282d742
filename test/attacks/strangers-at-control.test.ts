import { once } from 'node:events';
import type { Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { expect, it, onTestFinished } from 'vitest';
import { createControlListener } from '#control/index.ts';
import { silentLog } from '#observe/index.ts';
import { createTestAuthority } from '#testing/certificates.ts';

// Rule: whoever has not shown who they are takes a bounded part of control. Attack: open connections to its port without
// a certificate, and leave them, until there is no memory or no descriptor left for those who ask for decisions.

const authority = createTestAuthority();
const strangersPerAddress = 4;

function listener(isGateway: () => boolean) {
  return createControlListener({
    credentials: authority.issue('control', 'ctl_1'),
    authorities: [authority.certificate],
    verifyPeer: (presented) =>
      isGateway() ? authority.verifyPeer(presented) : { ok: false, error: 'not ours' },
    isEnabled: () => Promise.resolve(true),
    link: { upgrade() {}, size: () => 0, reverify: () => Promise.resolve(), close() {} },
    desk: {
      makeToken: () => Promise.reject(new Error('not here')),
      write: String,
      admit: () => Promise.resolve({ ok: false, error: 'not-proven' }),
    },
    sites: new Map([['portal.test', () => new Response('our page')]]),
    strangersPerAddress,
    log: silentLog,
  });
}

async function place(server: Server) {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const open: TLSSocket[] = [];
  onTestFinished(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  /** Opens one more connection; false where it is not taken. */
  return async (proof: object): Promise<boolean> => {
    const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false, ...proof });
    open.push(socket);
    return new Promise((resolve) => {
      socket.once('secureConnect', () => resolve(true));
      socket.once('error', () => resolve(false));
      socket.once('close', () => resolve(false));
    });
  };
}

it('takes no more connections of an address than it may have without saying who it is', async () => {
  const dial = await place(listener(() => true));
  for (let n = 0; n < strangersPerAddress; n += 1) expect(await dial({})).toBe(true);
  expect(await dial({})).toBe(false);
});

it('counts no gateway among them', async () => {
  const { certificate, privateKey } = authority.issue('gateway', 'gwy_1');
  const dial = await place(listener(() => true));
  for (let n = 0; n < strangersPerAddress + 5; n += 1)
    expect(await dial({ cert: certificate, key: privateKey })).toBe(true);
});

it('counts those whose certificate is not believed', async () => {
  const { certificate, privateKey } = authority.issue('gateway', 'gwy_1');
  const dial = await place(listener(() => false));
  for (let n = 0; n < strangersPerAddress; n += 1) await dial({ cert: certificate, key: privateKey });
  expect(await dial({ cert: certificate, key: privateKey })).toBe(false);
});
