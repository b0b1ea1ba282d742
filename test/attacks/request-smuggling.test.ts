import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readWithLlhttp } from '#testing/llhttp.ts';
import { oneGateway } from '#testing/one-gateway.ts';

interface Case {
  readonly name: string;
  readonly head: readonly string[];
  readonly body: string;
}

const corpus = JSON.parse(
  readFileSync(new URL('../fixtures/smuggling/corpus.json', import.meta.url), 'utf8'),
) as readonly Case[];

// Request smuggling (as in CVE-2025-23167): what two parsers could read in two ways is refused, and nothing
// after it on that connection is read.
describe('a request that could be two', () => {
  it('has a corpus', () => expect(corpus.length).toBeGreaterThan(30));

  it.each(corpus.map((one) => [one.name, one] as const))(
    '%s: no request reaches the upstream',
    async (_name, one) => {
      const { client, gateway, upstream } = await oneGateway();
      const [line = '', ...fields] = one.head;
      const head = [line, 'Host: app.test.localhost', gateway.cookie, ...fields, '', ''].join('\r\n');
      const after = ['GET /smuggled HTTP/1.1', 'Host: app.test.localhost', gateway.cookie, '', ''].join(
        '\r\n',
      );
      client.write(head + one.body + after);
      const { status } = await client.response();
      expect(status).toBeGreaterThanOrEqual(400);
      await client.watch.end();
      expect(client.watch.text).toBe('');
      expect(upstream.connections).toBe(0);
    },
  );

  it.each([
    ['a bare LF after the size', '3\nabc\r\n0\r\n\r\n'],
    ['a size with a prefix', '0x3\r\nabc\r\n0\r\n\r\n'],
    ['a size that is too short', '2\r\nabc\r\n0\r\n\r\n'],
    ['a quoted extension', '3;a="x\r\n"\r\nabc\r\n0\r\n\r\n'],
    ['a blank before the size', ' 3\r\nabc\r\n0\r\n\r\n'],
    ['a size that wraps around', '10000000000000003\r\nabc\r\n0\r\n\r\n'],
  ])('chunks with %s end both connections', async (_name, body) => {
    const { client, asked, gateway } = await oneGateway();
    const { peer } = await asked('POST /', 'Transfer-Encoding: chunked');
    client.write(`${body}GET /smuggled HTTP/1.1\r\nHost: app.test.localhost\r\n${gateway.cookie}\r\n\r\n`);
    await peer.watch.end();
    await client.watch.end();
    expect(peer.watch.text).not.toContain('smuggled');
    expect(gateway.records).toHaveLength(1);
  });

  it('what does reach the upstream is exactly one request to llhttp', async () => {
    const { client, asked } = await oneGateway();
    const { peer, lines } = await asked('POST /one', 'Transfer-Encoding: chunked', 'X-A:  b ', 'x_y: 1');
    client.write('3;a=b\r\nabc\r\n0\r\nX-T: 1\r\n\r\n');
    const body = await peer.watch.until((text) => text.endsWith('X-T: 1\r\n\r\n'));
    const read = readWithLlhttp('request', `${lines.join('\r\n')}\r\n\r\n${body}`);
    expect(read).toMatchObject({ error: undefined, complete: 1, body: 'abc' });
    expect(read.heads).toHaveLength(1);
  });
});
