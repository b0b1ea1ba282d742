import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type CastMember, cast, sharedPassword } from '../cast.ts';
import { codeLifeMs, oneTimeCode } from '../one-time-code.ts';
import { guidePage } from './guide-page.ts';
import { listenOn } from '../listen.ts';

export interface GuideOptions {
  readonly port: number;
  /** The authenticator's secret of each person, by e-mail address. */
  readonly secrets: ReadonlyMap<string, string>;
  readonly console: string;
  readonly portal: string;
}

/**
 * Serves the page that says whom to be: the password that all share, and for each person the code that their
 * authenticator app shows now. It is no way in: whoever wants in signs in as anybody does. It listens on loopback
 * and answers to that name only, so that no page of the web can have itself resolved to it.
 */
export async function serveGuide(options: GuideOptions): Promise<{ close(): void }> {
  const { port } = options;
  const server = createServer((request, response) => answer(options, request, response));
  await listenOn(server, port);
  return {
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Headers of every answer: nothing is kept, nothing may frame it, nothing from elsewhere is loaded. */
const headers = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
};

function answer(options: GuideOptions, request: IncomingMessage, response: ServerResponse): void {
  const own = [`127.0.0.1:${options.port}`, `localhost:${options.port}`];
  if (!own.includes(request.headers.host ?? '')) return void response.writeHead(421, headers).end();
  if (request.method !== 'GET') return void response.writeHead(405, headers).end();
  if (request.url === '/codes') {
    response.writeHead(200, { ...headers, 'content-type': 'application/json' });
    return void response.end(JSON.stringify(codesNow(options)));
  }
  if (request.url !== '/') return void response.writeHead(404, headers).end();
  const { document, policy } = guidePage({
    people: cast,
    password: sharedPassword,
    console: options.console,
    portal: options.portal,
  });
  response.writeHead(200, {
    ...headers,
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy,
  });
  response.end(document);
}

function codesNow({ secrets }: GuideOptions) {
  const now = Date.now();
  const codes = cast.flatMap(({ email }: CastMember) => {
    const secret = secrets.get(email);
    return secret === undefined ? [] : [{ email, code: oneTimeCode(secret, now) }];
  });
  return { codes, leftMs: codeLifeMs - (now % codeLifeMs) };
}
