import { createServer as createNetServer, type AddressInfo, type Socket } from 'node:net';
import { watchBytes, type ByteWatch } from './byte-watch.ts';

/** An upstream that the test plays byte by byte. */
export interface TestUpstream {
  readonly port: number;
  readonly url: string;
  /** Waits for the next connection. */
  accept(): Promise<UpstreamPeer>;
  /** How many connections there were. */
  readonly connections: number;
  close(): Promise<void>;
}

/** One connection to a test's upstream. */
export interface UpstreamPeer {
  readonly socket: Socket;
  readonly watch: ByteWatch;
  /** Waits for the head of the next request, takes it off, gives its lines. */
  head(): Promise<string[]>;
  write(bytes: string | Uint8Array): void;
  /** Answers with a plain body. */
  answer(body: string, ...lines: readonly string[]): void;
}

/** Starts one on the loopback. */
export async function startTestUpstream(): Promise<TestUpstream> {
  const arrived: UpstreamPeer[] = [];
  const takers: ((peer: UpstreamPeer) => void)[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createNetServer((socket) => {
    connections++;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    const peer = createPeer(socket);
    const taker = takers.shift();
    if (taker === undefined) arrived.push(peer);
    else taker(peer);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    get connections() {
      return connections;
    },
    accept() {
      const peer = arrived.shift();
      return peer === undefined ? new Promise((resolve) => void takers.push(resolve)) : Promise.resolve(peer);
    },
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => void server.close(() => resolve()));
    },
  };
}

function createPeer(socket: Socket): UpstreamPeer {
  const watch = watchBytes(socket);
  const write = (bytes: string | Uint8Array): void =>
    void (typeof bytes === 'string' ? socket.write(bytes, 'latin1') : socket.write(bytes));
  return {
    socket,
    watch,
    write,
    async head() {
      const end = await watch.when(() =>
        watch.text.includes('\r\n\r\n') ? watch.text.indexOf('\r\n\r\n') : undefined,
      );
      return watch
        .take(end + 4)
        .slice(0, -4)
        .split('\r\n');
    },
    answer: (body, ...lines) =>
      write(['HTTP/1.1 200 OK', `Content-Length: ${body.length}`, ...lines, '', body].join('\r\n')),
  };
}
