import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { apps } from '#contracts/api/apps.ts';
import { audit } from '#contracts/api/audit.ts';
import { createClient } from './client.ts';
import { nodeTransport } from './node-transport.ts';

let server: Server | undefined;
afterEach(() => void server?.close());

async function serve(listener: RequestListener, path?: string): Promise<number> {
  const opened = createServer(listener);
  server = opened;
  await new Promise<void>((resolve) =>
    path === undefined ? opened.listen(0, '127.0.0.1', resolve) : opened.listen(path, resolve),
  );
  return path === undefined ? (opened.address() as AddressInfo).port : 0;
}

it('speaks over a unix socket, with method, version and body', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-client-'));
  const path = join(folder, 's.sock');
  const seen: unknown[] = [];
  await serve((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      seen.push([request.method, request.url, request.headers['if-match'], body]);
      response.end('{"id":"app_1"}');
    });
  }, path);
  const client = createClient({ transport: nodeTransport({ kind: 'socket', path }) });
  const app = await client.call(apps.update, { params: { app: 'wiki' }, version: 3, body: { title: 'é' } });
  expect(app).toEqual({ id: 'app_1' });
  expect(seen).toEqual([['PATCH', '/api/v1/apps/wiki', '"3"', '{"title":"é"}']]);
  await rm(folder, { recursive: true });
});

it('takes names below .localhost for this machine, and sends the token', async () => {
  const port = await serve((request, response) =>
    response.end(JSON.stringify({ items: [request.headers.host, request.headers.authorization] })),
  );
  const transport = nodeTransport({ kind: 'url', url: `http://api.sallyport.localhost:${port}` });
  const { items } = await createClient({ transport, token: 'slp_x' }).call(apps.list);
  expect(items).toEqual([`api.sallyport.localhost:${port}`, 'Bearer slp_x']);
});

it('never sends a token in the clear to another machine', () => {
  expect(() => nodeTransport({ kind: 'url', url: 'http://api.example.org' })).toThrow(/https/);
});

it('tells a problem as the server said it, and anything else as what it is', async () => {
  let answer = '<html>a proxy</html>';
  const port = await serve((_, response) => response.writeHead(502).end(answer));
  const client = createClient({ transport: nodeTransport({ kind: 'url', url: `http://127.0.0.1:${port}` }) });
  await expect(client.call(apps.list)).rejects.toMatchObject({
    problem: { code: 'not-the-api', status: 502 },
  });
  answer = '{"type":"x","title":"Gone.","status":502,"code":"conflict","errorId":"e"}';
  await expect(client.call(apps.list)).rejects.toMatchObject({ problem: { code: 'conflict' } });
});

it('takes a stream that breaks off for an error, not for its end', async () => {
  const port = await serve((_, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('half', () => response.destroy());
  });
  const client = createClient({ transport: nodeTransport({ kind: 'url', url: `http://127.0.0.1:${port}` }) });
  const read = async () => {
    for await (const chunk of await client.stream(audit.export)) expect(chunk.byteLength).toBe(4);
  };
  await expect(read()).rejects.toThrow(/aborted|broke off/);
});
