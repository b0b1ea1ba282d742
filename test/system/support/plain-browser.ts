import { connect as connectTls, type TLSSocket } from 'node:tls';
import { type Answer, type Browser, type Way, openBrowser } from '../../../examples/demo/visitors/browser.ts';

export { formsOf } from '../../../examples/demo/visitors/browser.ts';
export type Page = Answer;

/** What a browser does that the story needs. Names below `.localhost` lead to this machine, as in browsers. */
export interface PlainBrowser extends Pick<Browser, 'open' | 'submit' | 'fetch'> {
  /** Opens a WebSocket (RFC 6455) and tells what comes. */
  webSocket(url: string): Promise<PlainWebSocket>;
}

export interface PlainWebSocket {
  send(text: string): void;
  /** Text frames so far. */
  readonly messages: readonly string[];
  /** Resolves with the close code (1006 without one) when the connection is over. */
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
}

/** Opens a browser that trusts this authority, asked for anew with each connection. */
export function openPlainBrowser(authority: () => Promise<string>): PlainBrowser {
  const browser = openBrowser({ authority, userAgent: 'plain browser' });
  return {
    ...browser,
    async webSocket(address) {
      const url = new URL(address);
      return openWebSocket(url, await browser.way(url));
    },
  };
}

function openWebSocket(url: URL, { ca, headers }: Way): Promise<PlainWebSocket> {
  const socket = connectTls({ host: '127.0.0.1', port: Number(url.port), servername: url.hostname, ca });
  socket.write(
    [
      `GET ${url.pathname}${url.search} HTTP/1.1`,
      `Host: ${url.host}`,
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      'Sec-WebSocket-Version: 13',
      `Origin: https://${url.host}`,
      `Cookie: ${headers['cookie'] ?? ''}`,
      '\r\n',
    ].join('\r\n'),
  );
  return new Promise((resolve, reject) => {
    let head = '';
    const onData = (chunk: Buffer): void => {
      head += chunk.toString('latin1');
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) return;
      socket.off('data', onData);
      if (!head.startsWith('HTTP/1.1 101')) return reject(new Error(head.slice(0, end)));
      resolve(followFrames(socket, Buffer.from(head.slice(end + 4), 'latin1')));
    };
    socket.on('data', onData);
    socket.on('error', reject);
  });
}

function followFrames(socket: TLSSocket, begun: Buffer): PlainWebSocket {
  const messages: string[] = [];
  let waiting = begun;
  let close = { code: 1006, reason: '' };
  const read = (): void => {
    while (waiting.length >= 2) {
      const length = (waiting[1] ?? 0) & 127;
      if (length > 125 || waiting.length < 2 + length) return; // the story's frames are short
      const payload = waiting.subarray(2, 2 + length);
      const opcode = (waiting[0] ?? 0) & 15;
      if (opcode === 1) messages.push(payload.toString('utf8'));
      if (opcode === 8 && length >= 2)
        close = { code: payload.readUInt16BE(0), reason: payload.subarray(2).toString('utf8') };
      waiting = waiting.subarray(2 + length);
    }
  };
  const closed = new Promise<{ code: number; reason: string }>((resolve) =>
    socket.on('close', () => resolve(close)),
  );
  socket.on('data', (chunk: Buffer) => {
    waiting = Buffer.concat([waiting, chunk]);
    read();
  });
  socket.on('error', () => socket.destroy());
  socket.on('end', () => socket.destroy());
  read();
  return {
    messages,
    closed,
    send(text) {
      const payload = Buffer.from(text);
      // A mask of zeros is a mask (RFC 6455 5.3) and leaves the text readable.
      socket.write(Buffer.concat([Buffer.from([0x81, 0x80 | payload.length, 0, 0, 0, 0]), payload]));
    },
  };
}
