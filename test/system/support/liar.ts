import { type AddressInfo, createServer, type Socket } from 'node:net';

/** A server that says one length and sends another. */
export interface Liar {
  readonly url: string;
  /** How many connections it was given. */
  readonly connections: () => number;
  close(): void;
}

const part = 'x'.repeat(500);
const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';

// What it sends by path, and whether it closes afterwards.
const lies: ReadonlyMap<string, { readonly text: string; readonly after: 'close' | 'reset' | 'stay' }> =
  new Map(
    Object.entries({
      '/short': { text: `HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n${part}`, after: 'close' },
      '/short-reset': { text: `HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n${part}`, after: 'reset' },
      '/chunk-short': { text: `${chunked}3e8\r\n${part}`, after: 'close' },
      '/no-last-chunk': { text: `${chunked}1f4\r\n${part}\r\n`, after: 'close' },
      // The rest would be taken for the answer to somebody else's request.
      '/long': {
        text: 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhelloHTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison',
        after: 'stay',
      },
      '/two-lengths': {
        text: 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!',
        after: 'stay',
      },
      '/honest': { text: 'HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhonest', after: 'stay' },
    }),
  );

/** Starts it on loopback. */
export async function startLiar(): Promise<Liar> {
  let connections = 0;
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    connections += 1;
    open.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => open.delete(socket));
    let unread = '';
    let served = 0;
    socket.on('data', (bytes: Buffer) => {
      unread += bytes.toString('latin1');
      const [line] = unread.split('\r\n');
      if (!unread.includes('\r\n\r\n')) return;
      unread = '';
      served += 1;
      const path = line?.split(' ')[1] ?? '';
      // Said that the connection stays, and goes away when it is used.
      if (path === '/once' && served > 1) return void socket.end();
      const lie = lies.get(path) ?? lies.get('/honest');
      socket.write(lie?.text ?? '', () => {
        if (lie?.after === 'close') socket.end();
        if (lie?.after === 'reset') socket.resetAndDestroy();
      });
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    connections: () => connections,
    close() {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}
