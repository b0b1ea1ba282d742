import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { WebSocketServer } from 'ws';
import { type AppName, apps } from '../cast.ts';
import { contents, documentOf } from './content.ts';
import type { Visitor } from './page.ts';
import { listenOn } from '../listen.ts';

/** The five apps, while they run. */
export interface RunningApps {
  close(): void;
}

const tickMs = 1_000;

/** Serves all five apps on one port of loopback; which of them is asked for is in the public host's first label. */
export async function serveApps(port: number): Promise<RunningApps> {
  const server = createServer((request, response) => answer(request, response));
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, socket, head) => {
    const name = appOf(request);
    if (name === undefined || contents[name].live !== 'numbers') return socket.destroy();
    sockets.handleUpgrade(request, socket, head, (client) => {
      const timer = setInterval(() => client.send(numberOf(name)), tickMs);
      client.on('close', () => clearInterval(timer));
      client.on('error', () => client.terminate());
    });
  });
  await listenOn(server, port);
  return {
    close() {
      for (const client of sockets.clients) client.terminate();
      server.closeAllConnections();
      server.close();
    },
  };
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  const name = appOf(request);
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  if (name === undefined) return void response.writeHead(404).end('There is no such app in the demo.');
  if (path === '/live' && contents[name].live === 'lines') return follow(response);
  const document = documentOf({ app: name, path, visitor: visitorOf(request) });
  response.writeHead(document === undefined ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' });
  response.end(document ?? 'There is no such page.');
}

function follow(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  let at = 0;
  const tell = (): void => {
    const step = steps[at % steps.length] ?? '';
    response.write(`data: ${new Date().toISOString().slice(11, 19)}  ${step}\n\n`);
    at += 1;
  };
  tell();
  const timer = setInterval(tell, tickMs);
  response.on('close', () => clearInterval(timer));
}

const steps = [
  'checking out harbour-api at 4f2c91e',
  'installing 214 packages',
  'types: ok',
  'lint: ok',
  'test: 212 of 848',
  'test: 431 of 848',
  'test: 690 of 848',
  'test: 848 of 848, all passed',
  'building image',
  'pushing image',
  'done; waiting for the next commit',
];

function numberOf(name: AppName): string {
  const wave = Math.sin(Date.now() / 20_000);
  return name === 'tickets' ? `${Math.round(6 + 3 * wave)}` : `${Math.round(420 + 90 * wave)}`;
}

function appOf({ headers: { host = '' } }: IncomingMessage): AppName | undefined {
  const label = host.split('.')[0];
  return apps.find(({ name }) => name === label)?.name;
}

/**
 * Reads who is there. An app that others could reach as well verifies the assertion by the published keys first;
 * this one listens on loopback and tells nothing that is not invented.
 */
function visitorOf({ headers }: IncomingMessage): Visitor {
  const said = claimsOf(headers['sallyport-assertion']?.toString() ?? '');
  if (typeof said !== 'object' || said === null) return { name: 'Somebody', groups: [] };
  const name = 'name' in said && typeof said.name === 'string' ? said.name : 'Somebody';
  const groups = 'groups' in said && Array.isArray(said.groups) ? said.groups : [];
  return { name, groups: groups.filter((group) => typeof group === 'string') };
}

function claimsOf(assertion: string): unknown {
  try {
    return JSON.parse(Buffer.from(assertion.split('.')[1] ?? '', 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
