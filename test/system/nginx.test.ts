import { createHash, randomBytes } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Liar, startLiar } from './support/liar.ts';
import { type Member, openMember } from './support/member.ts';
import { type Nginx, startNginx, words } from './support/nginx.ts';
import { endAll, eventually, temporaryFolder } from './support/program.ts';
import { type ProtectedApps, startProtectedApps } from './support/protected-apps.ts';
import { forgetPeak, residentMemory } from './support/resident-memory.ts';
import { startTickingApp } from './support/start-ticking-app.ts';
import { stuck } from './support/tcp-ends.ts';
import type { Answer } from './support/visitor.ts';

// A real web server behind real processes of ours, with what web servers do: large files, ranges, compression,
// connections that are kept and dropped, restarts. And one that lies.

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let backend: Awaited<ReturnType<typeof startTickingApp>>;
let nginx: Nginx;
let liar: Liar;
let apps: ProtectedApps;

beforeAll(async () => {
  folder = await temporaryFolder();
  backend = await startTickingApp(50);
  liar = await startLiar();
  nginx = await startNginx({ folder: folder.path, backend: `http://127.0.0.1:${backend.port}` });
  apps = await startProtectedApps([
    { name: 'files', url: nginx.url },
    { name: 'liar', url: liar.url },
  ]);
});

afterAll(async () => {
  await apps?.stop();
  liar?.close();
  backend?.stop();
  await endAll();
  await folder?.[Symbol.asyncDispose]();
});

/** The connection to nginx that an answer came over. */
const connectionOf = ({ headers }: Answer): string => String(headers['x-connection']).split('-')[0] ?? '';

describe('large bodies', () => {
  const mebibyte = 1024 * 1024;
  const size = 160;
  const blocks = Array.from({ length: 7 }, () => randomBytes(mebibyte));
  const gateway = () => apps.installation.processes.find(({ name }) => name === 'gateway')?.pid ?? 0;

  function* mebibytes(count: number): Generator<Buffer> {
    for (let at = 0; at < count; at += 1) yield blocks[at % blocks.length] ?? Buffer.alloc(0);
  }
  function digestOf(pieces: Iterable<Buffer>): string {
    const hash = createHash('sha256');
    for (const piece of pieces) hash.update(piece);
    return hash.digest('hex');
  }
  async function carry(path: string, count: number): Promise<void> {
    const visitor = apps.visit('files');
    const headers = { 'Content-Length': `${count * mebibyte}` };
    const sent = await visitor.ask(path, { method: 'PUT', headers, body: mebibytes(count) });
    expect(sent.status).toBe(201);
    const hash = createHash('sha256');
    for await (const piece of await visitor.begin(path)) hash.update(piece as Buffer);
    expect(hash.digest('hex')).toBe(digestOf(mebibytes(count)));
  }

  it('go both ways unchanged, in constant memory, also to somebody who does not read', async () => {
    // Afterwards all is there that any body needs.
    await carry('/files/small', 48);
    await forgetPeak(gateway());
    const before = await residentMemory(gateway());
    await carry('/files/large', size);
    const deaf = await apps.visit('files', 1).begin('/files/large');
    await stuck(deaf.socket.localPort ?? 0, apps.installation.publicPort);
    const { peak } = await residentMemory(gateway());
    deaf.destroy();
    process.stdout.write(`gateway ${before.now.toFixed(0)} MiB, at most ${peak.toFixed(0)} MiB\n`);
    expect(peak - before.now).toBeLessThan(size / 4);
  });
});

describe('parts and versions of a file', () => {
  it('gives ranges, one and several, and refuses one that is not there', async () => {
    const visitor = apps.visit('files');
    const range = (Range: string) => visitor.ask('/files/words.txt', { headers: { Range } });
    const one = await range('bytes=100-199');
    expect([one.status, one.body.toString()]).toEqual([206, words().slice(100, 200)]);
    expect(one.headers['content-range']).toBe(`bytes 100-199/${words().length}`);
    expect((await range('bytes=-7')).body.toString()).toBe(words().slice(-7));
    const two = await range('bytes=0-9,50-59');
    expect(two.headers['content-type']).toMatch(/^multipart\/byteranges/);
    expect(two.body.toString()).toContain(words().slice(50, 60));
    expect((await range(`bytes=${words().length}-`)).status).toBe(416);
  });

  it('answers 304 and HEAD without a body, and serves the next request on the same connections', async () => {
    const visitor = apps.visit('files');
    const first = await visitor.ask('/files/words.txt');
    const fresh = { headers: { 'If-None-Match': String(first.headers.etag) } };
    const answers = [
      await visitor.ask('/files/words.txt', fresh),
      await visitor.ask('/files/words.txt', { method: 'HEAD' }),
      await visitor.ask('/page.txt'),
    ];
    expect(answers.map(({ status, body }) => [status, body.toString()])).toEqual([
      [304, ''],
      [200, ''],
      [200, 'a page\n'],
    ]);
    expect(new Set([first, ...answers].map(connectionOf)).size).toBe(1);
  });

  it('passes on what is compressed on the fly, in chunks', async () => {
    const headers = { 'Accept-Encoding': 'gzip' };
    const answer = await apps.visit('files').ask('/zipped/words.txt', { headers });
    expect(answer.headers['transfer-encoding']).toBe('chunked');
    expect(answer.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(answer.body).toString()).toBe(words());
  });
});

it('takes an upload whose length nobody knows beforehand', async () => {
  const visitor = apps.visit('files');
  const body = Array.from({ length: 40 }, (_, number) => Buffer.alloc(100_000, `${number} `));
  expect((await visitor.ask('/files/unmeasured', { method: 'PUT', body })).status).toBe(201);
  expect((await visitor.ask('/files/unmeasured')).body.equals(Buffer.concat(body))).toBe(true);
});

describe('uploads that ask first', () => {
  const body = [Buffer.alloc(50_000, 'a'), Buffer.alloc(50_000, 'b')];
  const headers = { Expect: '100-continue', 'Content-Length': '100000' };

  it('go on when the application says so', async () => {
    const visitor = apps.visit('files');
    const sent = await visitor.ask('/files/asked', { method: 'PUT', headers, body });
    expect(sent).toMatchObject({ status: 201, continued: true });
    expect((await visitor.ask('/files/asked')).body.equals(Buffer.concat(body))).toBe(true);
  });

  it('end at its refusal without a byte of the body', async () => {
    const visitor = apps.visit('files');
    const sent = await visitor.ask('/bounded/asked', { method: 'PUT', headers, body });
    expect(sent).toMatchObject({ status: 413, continued: false });
    expect((await visitor.ask('/bounded/asked')).status).toBe(404);
  });
});

describe('connections to the application', () => {
  it('are kept and shared by those who come one after the other', async () => {
    const used: string[] = [];
    for (let number = 0; number < 6; number += 1) {
      const visitor = apps.visit('files', number);
      used.push(connectionOf(await visitor.ask('/page.txt')));
      visitor.close();
    }
    expect(new Set(used).size).toBe(1);
  });

  it('may be closed by it after any answer', async () => {
    const visitor = apps.visit('files');
    const answers: Answer[] = [];
    while (answers.length < 10) answers.push(await visitor.ask('/few/page.txt'));
    expect(answers.every(({ status, body }) => status === 200 && body.toString() === 'a page')).toBe(true);
    expect(new Set(answers.map(connectionOf)).size).toBeGreaterThan(3);
  });

  it('are tried again once where that is harmless, when one goes away as it is used', async () => {
    const visitor = apps.visit('liar');
    await visitor.ask('/honest');
    const before = liar.connections();
    expect((await visitor.ask('/once')).status).toBe(200);
    expect(liar.connections()).toBe(before + 1);
    // Whether the first one arrived is not known: nothing is sent twice that could do something twice.
    const posted = await visitor.ask('/once', { method: 'POST', headers: { 'Content-Length': '0' } });
    expect(posted.status).toBe(502);
    expect(liar.connections()).toBe(before + 1);
  });

  it('change hands while nginx is reloaded again and again, and nobody notices', async () => {
    const workers = new Set<string>();
    const wrong: Answer[] = [];
    let over = false;
    const loops = Array.from({ length: 6 }, async (_, number) => {
      const visitor = apps.visit('files', number);
      while (!over) {
        const answer = await visitor.ask('/files/words.txt');
        workers.add(String(answer.headers['x-worker']));
        if (answer.status !== 200 || answer.body.length !== words().length) wrong.push(answer);
      }
    });
    // A worker that was replaced before anybody met it would never be counted.
    await eventually('a worker answers', async () => (workers.size > 0 ? true : undefined));
    for (let times = 1; times <= 5; times += 1) {
      nginx.reload();
      await eventually('a new worker answers', async () => (workers.size > times ? true : undefined));
    }
    over = true;
    await Promise.all(loops);
    expect(wrong).toEqual([]);
  });
});

describe('an application that goes away', () => {
  const open: Member[] = [];
  const enter = async (): Promise<Member> => {
    const { publicPort } = apps.installation;
    const { host, token } = apps.signInAt('files');
    const seat = { id: open.length, port: publicPort, host, publicPort, token, address: '127.0.0.1' };
    const member = openMember(seat);
    open.push(member);
    await member.settled;
    return member;
  };
  afterAll(() => open.forEach((member) => member.destroy()));

  it('is told in words, to people and programs, and back when it is back', async () => {
    const visitor = apps.visit('files');
    const member = await enter();
    await eventually('ticks pass nginx', async () => (member.fate().ticks > 3 ? true : undefined));
    await nginx.stop();
    await eventually('the WebSocket ends', async () => (member.fate().state === 'closed' ? true : undefined));
    const refused = await visitor.ask('/page.txt');
    expect(refused.status).toBe(502);
    expect(JSON.parse(refused.body.toString())).toMatchObject({
      code: 'upstream-unreachable',
      title: 'The application does not answer.',
    });
    const headers = { Accept: 'text/html', 'Sec-Fetch-Mode': 'navigate' };
    const page = await visitor.ask('/page.txt', { headers });
    expect([page.status, page.headers['content-type']]).toEqual([502, 'text/html; charset=utf-8']);
    expect(page.body.toString()).toContain('The application does not answer.');
    expect((await enter()).fate().refused).toMatch(/^HTTP\/1.1 502 /);

    await nginx.start();
    expect((await visitor.ask('/page.txt')).body.toString()).toBe('a page\n');
    const again = await enter();
    await eventually('ticks pass again', async () => (again.fate().ticks > 3 ? true : undefined));
    expect(again.fate()).toMatchObject({ state: 'open', broken: false });
  });
});

describe('an application that lies about its length', () => {
  it.each(['/short', '/short-reset', '/chunk-short', '/no-last-chunk'])(
    'looks cut short where it is cut short: %s',
    async (path) => {
      const visitor = apps.visit('liar');
      const response = await visitor.begin(path);
      expect(response.statusCode).toBe(200);
      const read = async (): Promise<void> => {
        for await (const _ of response) void _;
      };
      await expect(read()).rejects.toThrow(/aborted|ECONNRESET/);
      expect((await visitor.ask('/honest')).body.toString()).toBe('honest');
    },
  );

  it('gives nobody what it sent beyond its answer', async () => {
    const [one, other] = [apps.visit('liar'), apps.visit('liar', 1)];
    for (let times = 0; times < 5; times += 1) {
      expect((await one.ask('/long')).body.toString()).toBe('hello');
      expect((await other.ask('/honest')).body.toString()).toBe('honest');
      expect((await one.ask('/honest')).body.toString()).toBe('honest');
    }
  });

  it('is nonsense where it names two lengths', async () => {
    const answer = await apps.visit('liar').ask('/two-lengths');
    expect(answer.status).toBe(502);
    expect(answer.body.toString()).toContain('The application answered with nonsense.');
  });
});
