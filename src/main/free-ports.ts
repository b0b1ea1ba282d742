import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { Fault } from '#contracts/errors.ts';

/**
 * Makes sure that a port is free on all addresses, before anything is started that would have to be stopped
 * again. An address family that the machine lacks is left out.
 * @returns the addresses that can be used
 * @throws Fault `port-taken`, naming the addresses
 */
export async function usableAddresses(
  addresses: readonly string[],
  port: number,
): Promise<readonly string[]> {
  const lookAtAll = () =>
    Promise.all(addresses.map(async (address) => ({ address, state: await look(address, port) })));
  let found = await lookAtAll();
  // What an earlier start left behind lets go of its port a moment after it has ended.
  for (let tick = 0; tick < patience && found.some(({ state }) => state === 'taken'); tick += 1) {
    await wait(100);
    found = await lookAtAll();
  }
  const named = (state: State) => found.filter((one) => one.state === state).map(({ address }) => address);
  if (named('taken').length > 0)
    throw new Fault('port-taken', `Port ${port} is used by another program on ${named('taken').join(', ')}.`);
  if (named('forbidden').length > 0)
    throw new Fault(
      'port-taken',
      `Port ${port} may not be opened by this user: ports below 1024 usually need root. Use --port 8443, or start as root.`,
    );
  if (named('free').length === 0)
    throw new Fault('config-invalid', `The machine has none of the addresses ${addresses.join(', ')}.`);
  return named('free');
}

/** How often a port that is taken is looked at again, each time after 100 ms. */
const patience = 20;

type State = 'free' | 'taken' | 'forbidden' | 'absent';

const states: ReadonlyMap<string, State> = new Map([
  ['EADDRINUSE', 'taken'],
  ['EACCES', 'forbidden'],
  ['EADDRNOTAVAIL', 'absent'],
  ['EAFNOSUPPORT', 'absent'],
]);

function look(address: string, port: number): Promise<State> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', (error: NodeJS.ErrnoException) => {
      const state = states.get(error.code ?? '');
      if (state === undefined) reject(error);
      else resolve(state);
    });
    server.listen({ host: address, port, ipv6Only: address.includes(':') }, () =>
      server.close(() => resolve('free')),
    );
  });
}
