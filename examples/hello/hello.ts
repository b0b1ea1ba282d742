import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocketServer } from 'ws';
import { clockScript } from './clock-script.ts';
import { helloPage, style } from './page.ts';
import { publishedKeys, type KeysPlace } from './published-keys.ts';
import { createStops } from './stops.ts';
import { verifyAssertion, type Verified } from './verify-assertion.ts';

export interface HelloOptions extends KeysPlace {
  /** The application's own public origin. */
  readonly audience: string;
}

/** How often the clock ticks, milliseconds. */
const tickMs = 50;
const longestBody = 1_000;

/**
 * Makes a small application that shows what it learnt about whoever opens it: the headers that came, and what the
 * verified assertion says. Its clock ticks over a WebSocket, so that one can see a connection end.
 */
export function createHello(options: HelloOptions): Server {
  const keyById = publishedKeys(options);
  const stops = createStops();
  const who = (request: IncomingMessage): Promise<Verified> => {
    const token = request.headers['sallyport-assertion'];
    if (typeof token !== 'string') return Promise.resolve({ ok: false, why: 'was not there' });
    return verifyAssertion(token, { ...options, keyById });
  };
  const server = createServer({ requestTimeout: 10_000, maxHeaderSize: 32_768 }, (request, response) => {
    answer(request, response).catch(() => {
      response.writeHead(500).end();
    });
  });
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const asked = `${request.method} ${(request.url ?? '').split('?')[0]}`;
    if (asked === 'GET /') {
      const page = helloPage({ verified: await who(request), headers: request.headers });
      return send(response, { type: 'text/html; charset=utf-8', text: page });
    }
    if (asked === 'GET /clock.js')
      return send(response, { type: 'text/javascript; charset=utf-8', text: clockScript });
    if (asked === 'GET /stops') {
      return send(response, { type: 'application/json', text: JSON.stringify({ stops: stops.list() }) });
    }
    if (asked === 'POST /stops') {
      const noted = stops.add(await readBody(request));
      response.writeHead(noted === 'noted' ? 204 : 400).end();
      return undefined;
    }
    response.writeHead(404, { 'content-type': 'text/plain' }).end('There is nothing here.\n');
    return undefined;
  };
  serveClock(server, who);
  return server;
}

function serveClock(server: Server, who: (request: IncomingMessage) => Promise<Verified>): void {
  const clocks = new WebSocketServer({ noServer: true, maxPayload: 1_000 });
  clocks.on('connection', (socket) => {
    let tick = 0;
    const timer = setInterval(() => {
      tick += 1;
      socket.send(String(tick));
    }, tickMs);
    socket.on('error', () => socket.terminate());
    socket.on('close', () => clearInterval(timer));
  });
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    void who(request).then((verified) => {
      if (!verified.ok || request.url !== '/clock') return socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      clocks.handleUpgrade(request, socket, head, (opened) => clocks.emit('connection', opened, request));
      return undefined;
    });
  });
}

const styleSource = `'sha256-${createHash('sha256').update(style).digest('base64')}'`;

function send(
  response: ServerResponse,
  { type, text }: { readonly type: string; readonly text: string },
): void {
  response.writeHead(200, {
    'content-type': type,
    'cache-control': 'no-store',
    vary: 'accept-language, cookie',
    'x-content-type-options': 'nosniff',
    'content-security-policy': `default-src 'none'; style-src ${styleSource}; script-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  });
  response.end(text);
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request) {
    text += String(part);
    if (text.length > longestBody) return '';
  }
  return text;
}
