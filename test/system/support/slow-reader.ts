import { randomBytes } from 'node:crypto';
import { connect as connectTcp } from 'node:net';
import { connect } from 'node:tls';
import { eventually } from './program.ts';
import type { Seat } from './seat.ts';
import { stuck, tcpEnd } from './tcp-ends.ts';

/** Somebody who asked for a lot and then stopped reading, with all buffers on the way full. */
export interface SlowReader {
  /** Bytes, as they come over the wire, that lie in this machine's buffer and were not read. */
  readonly unread: number;
  /** Whether the gateway's end of the connection is gone: from then on nothing can come from it. */
  isCut(): Promise<boolean>;
  /** Reads on until the connection is over; gives how many bytes of the wire came. */
  readOn(): Promise<number>;
}

/** Asks for something without end, reads its beginning, and stops. */
export async function openSlowReader(seat: Omit<Seat, 'id' | 'address'>, path: string): Promise<SlowReader> {
  const { host, port, publicPort, token } = seat;
  const raw = connectTcp({ host: '127.0.0.1', port });
  const socket = connect({ socket: raw, servername: host, rejectUnauthorized: false });
  let over = false;
  for (const each of [raw, socket]) {
    each.on('error', () => undefined);
    each.on('close', () => (over = true));
  }
  const upgrade = [
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
  ];
  const head = [
    `GET ${path} HTTP/1.1`,
    `Host: ${host}:${publicPort}`,
    `Origin: https://${host}:${publicPort}`,
    `Cookie: __Host-sallyport=${token}`,
    ...(path === '/live' ? upgrade : []),
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  const begun = await new Promise<string>((resolve) =>
    socket.once('data', (bytes: Buffer) => {
      socket.pause();
      resolve(bytes.toString('latin1'));
    }),
  );
  if (!/^HTTP\/1.1 (200|101) /.test(begun)) throw new Error(`${path}: ${begun.slice(0, 300)}`);
  const own = raw.localPort ?? 0;
  const { unread } = await stuck(own, port);
  return {
    unread,
    isCut: async () => (await tcpEnd(port, own)) === undefined,
    async readOn() {
      const before = raw.bytesRead;
      socket.on('data', () => undefined);
      socket.resume();
      await eventually('the connection is over', async () => (over ? true : undefined));
      return raw.bytesRead - before;
    },
  };
}
