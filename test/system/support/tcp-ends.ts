import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { now } from './machine-clock.ts';

/** One end of a TCP connection over loopback, as the operating system sees it (proc(5), `net/tcp`). */
export interface TcpEnd {
  readonly local: number;
  readonly remote: number;
  /** Bytes that were written and that the other side has not taken. */
  readonly unsent: number;
  /** Bytes that came and that nobody has read. */
  readonly unread: number;
}

/** The end with this local and remote port; undefined when there is no such connection any more. */
export async function tcpEnd(local: number, remote: number): Promise<TcpEnd | undefined> {
  const table = await readFile('/proc/net/tcp', 'latin1');
  for (const line of table.split('\n').slice(1)) {
    const [, from = '', to = '', , queues = ''] = line.trim().split(/\s+/);
    if (portOf(from) !== local || portOf(to) !== remote) continue;
    const [unsent = 0, unread = 0] = queues.split(':').map((text) => Number.parseInt(text, 16));
    return { local, remote, unsent, unread };
  }
  return undefined;
}

function portOf(address: string): number {
  return Number.parseInt(address.split(':')[1] ?? '', 16);
}

/**
 * Waits until nothing moves any more between a server and a client that does not read: both windows are full.
 * Gives the client's end.
 */
export async function stuck(client: number, server: number): Promise<TcpEnd> {
  const deadline = now() + 30_000;
  let same = 0;
  let last = '';
  while (now() < deadline) {
    const ends = [await tcpEnd(server, client), await tcpEnd(client, server)];
    const seen = JSON.stringify(ends);
    same = seen === last ? same + 1 : 0;
    last = seen;
    if (same >= 5 && (ends[0]?.unsent ?? 0) > 0 && ends[1] !== undefined) return ends[1];
    await wait(30);
  }
  throw new Error(`still moving after half a minute: ${last}`);
}
