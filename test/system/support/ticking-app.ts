import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tickDigits } from './seat.ts';

// The application behind the gateway, in a process of its own: every WebSocket gets a number each so many
// milliseconds, counted from one, so that whoever reads can tell a lost or repeated one.
const everyMs = Number(process.argv[2] ?? '500');
const guid = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'; // RFC 6455, 1.3

const server = createServer((_, response) => response.end('a page'));
server.on('upgrade', (request, socket) => {
  const accept = createHash('sha1').update(`${request.headers['sec-websocket-key']}${guid}`).digest('base64');
  const head = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade'];
  socket.write([...head, `Sec-WebSocket-Accept: ${accept}`, '', ''].join('\r\n'));
  let tick = 0;
  const send = (): void => {
    tick += 1;
    const text = String(tick).padStart(tickDigits, '0');
    socket.write(Buffer.concat([Buffer.from([0x81, tickDigits]), Buffer.from(text, 'latin1')]));
  };
  const timer: { every?: NodeJS.Timeout } = {};
  // Spread over the interval, as people are.
  const first = setTimeout(() => {
    timer.every = setInterval(send, everyMs);
  }, Math.random() * everyMs);
  socket.on('error', () => undefined);
  socket.on('close', () => {
    clearTimeout(first);
    clearInterval(timer.every);
  });
  socket.resume();
});
server.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 }, () => {
  const { port } = server.address() as AddressInfo;
  process.send?.(port);
});
process.on('disconnect', () => process.exit(0));
