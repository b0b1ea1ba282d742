import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import type { Seat } from './seat.ts';

/** Somebody who is signed in at one host, as a program: requests over connections that are kept. */
export interface Visitor {
  /** Sends a request and reads the whole answer; rejects when it does not come whole. */
  ask(path: string, sent?: Sent): Promise<Answer>;
  /** Sends a request and hands over the answer as soon as its head is there. */
  begin(path: string, sent?: Sent): Promise<IncomingMessage>;
  close(): void;
}

export interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The body, piece by piece; with `Expect: 100-continue` sent only when it is asked for. */
  readonly body?: Iterable<Buffer>;
}

/** An answer as it came. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Whether the server said that it wants the body before it answered. */
  readonly continued: boolean;
}

/** Opens a visitor; all its requests go one by one over one connection at a time. */
export function openVisitor({ port, publicPort, host, token }: Omit<Seat, 'id' | 'address'>): Visitor {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const continued = new WeakSet<IncomingMessage>();
  const begin = (path: string, { method = 'GET', headers = {}, body }: Sent = {}): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const sending = request({
        agent,
        host: '127.0.0.1',
        port,
        path,
        method,
        servername: host,
        // That certificates are right is tested elsewhere.
        rejectUnauthorized: false,
        headers: { Host: `${host}:${publicPort}`, Cookie: `__Host-sallyport=${token}`, ...headers },
      });
      let asked = false;
      sending.on('continue', () => {
        asked = true;
        void give(sending, body ?? []);
      });
      sending.on('response', (response) => {
        if (asked) continued.add(response);
        // A final answer before the body was asked for: what was announced is never sent.
        if (headers['Expect'] !== undefined && !asked) sending.destroy();
        resolve(response);
      });
      sending.on('error', reject);
      sending.setTimeout(60_000, () => sending.destroy(new Error(`${method} ${path}: nothing for a minute`)));
      if (headers['Expect'] === undefined) void give(sending, body ?? []);
      else sending.flushHeaders();
    });
  return {
    begin,
    async ask(path, sent) {
      const response = await begin(path, sent);
      const early = sent?.headers?.['Expect'] !== undefined && !continued.has(response);
      return {
        status: response.statusCode ?? 0,
        headers: response.headers,
        body: early ? Buffer.alloc(0) : await bodyOf(response),
        continued: continued.has(response),
      };
    },
    close: () => agent.destroy(),
  };
}

async function give(
  sending: { write(bytes: Buffer): boolean; end(): void; once(event: string, then: () => void): void },
  body: Iterable<Buffer>,
): Promise<void> {
  for (const piece of body)
    if (!sending.write(piece)) await new Promise<void>((resolve) => sending.once('drain', resolve));
  sending.end();
}

/** Reads an answer to its end; rejects when it is cut short. */
export async function bodyOf(response: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of response) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}
