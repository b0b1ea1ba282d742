import { mkdtemp, rm } from 'node:fs/promises';
import { createConnection, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseAddress } from '#postgres/index.ts';

/** A way to a database that a test can cut, freeze and mend, as a network or a stopped server would. */
export interface DatabaseWay extends AsyncDisposable {
  readonly address: DatabaseAddress;
  /** Breaks every connection and refuses new ones. */
  cut(): void;
  /** Lets nothing through in either direction, without closing anything: a server under SIGSTOP. */
  freeze(): void;
  /** Lets through again what waits, and takes connections. */
  mend(): void;
}

/** Opens a way to the database at an address, on a socket of its own. */
export async function createDatabaseWay(to: DatabaseAddress): Promise<DatabaseWay> {
  const folder = await mkdtemp(join(tmpdir(), 'way-'));
  const name = `.s.PGSQL.${to.port}`;
  const pairs = new Set<readonly [Socket, Socket]>();
  let state: 'open' | 'cut' | 'frozen' = 'open';

  const server = createServer({ pauseOnConnect: true }, (near) => {
    if (state === 'cut') return near.destroy();
    const far = createConnection(join(to.host, name));
    const pair = [near, far] as const;
    pairs.add(pair);
    for (const socket of pair) {
      socket.on('error', () => {});
      socket.on('close', () => {
        pairs.delete(pair);
        near.destroy();
        far.destroy();
      });
    }
    near.on('data', (data) => far.write(data));
    far.on('data', (data) => near.write(data));
    if (state === 'frozen') far.pause();
    else near.resume();
  });
  await new Promise<void>((resolve) => server.listen(join(folder, name), resolve));

  const close = async (): Promise<void> => {
    for (const [near, far] of pairs) {
      near.destroy();
      far.destroy();
    }
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true, force: true });
  };
  return {
    address: { ...to, host: folder },
    cut() {
      state = 'cut';
      for (const [near, far] of pairs) {
        near.destroy();
        far.destroy();
      }
    },
    freeze() {
      state = 'frozen';
      for (const pair of pairs) for (const socket of pair) socket.pause();
    },
    mend() {
      state = 'open';
      for (const pair of pairs) for (const socket of pair) socket.resume();
    },
    [Symbol.asyncDispose]: close,
  };
}
