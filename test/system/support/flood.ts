import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Writable } from 'node:stream';

/** An application that sends without end, as fast as it is taken. */
export interface Flood {
  readonly url: string;
  close(): void;
}

const guid = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'; // RFC 6455, 1.3
const piece = Buffer.alloc(32 * 1024, 'x');
// A binary frame with a length of 16 bits (RFC 6455, 5.2).
const frame = Buffer.concat([Buffer.from([0x82, 126, piece.length >> 8, piece.length & 255]), piece]);
const event = Buffer.from(`data: ${'x'.repeat(16 * 1024)}\n\n`);

/** Starts it on loopback: `/stream` in chunks, `/events` as server-sent events, `/live` as a WebSocket. */
export async function startFlood(): Promise<Flood> {
  const server = createServer((request, response) => {
    if (request.url === '/open') return void response.end('open');
    const events = request.url === '/events';
    response.writeHead(200, { 'Content-Type': events ? 'text/event-stream' : 'application/octet-stream' });
    pour(response, events ? event : piece);
  });
  server.on('upgrade', (request, socket) => {
    const accept = createHash('sha1')
      .update(`${request.headers['sec-websocket-key']}${guid}`)
      .digest('base64');
    const head = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade'];
    socket.write([...head, `Sec-WebSocket-Accept: ${accept}`, '', ''].join('\r\n'));
    socket.resume();
    pour(socket, frame);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function pour(into: Writable, bytes: Buffer): void {
  const more = (): void => {
    while (!into.destroyed && into.write(bytes));
  };
  into.on('drain', more);
  into.on('error', () => undefined);
  more();
}
