import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWithLlhttp } from '#testing/llhttp.ts';
import { markSize, valueAt } from './marks.ts';
import { readRequestHead } from './request-head.ts';

const head = (...lines: string[]) => `${lines.join('\r\n')}\r\n\r\n`;
const get = (...fields: string[]) => head('GET / HTTP/1.1', 'Host: a.example', ...fields);
const refusal = (text: string) => {
  const read = readRequestHead(text);
  return read.ok ? 'accepted' : `${read.error.status} ${read.error.reason}`;
};

describe('a request head', () => {
  it('is read into method, target, host, framing', () => {
    const read = readRequestHead(
      head('POST /x?y=1 HTTP/1.1', 'Host: a.example:8443', 'Content-Length: 12', 'Connection: close'),
    );
    expect(read).toMatchObject({
      ok: true,
      value: {
        method: 'POST',
        target: '/x?y=1',
        host: 'a.example:8443',
        framing: { kind: 'length', length: 12 },
        close: true,
        webSocket: undefined,
      },
    });
  });

  it.each([
    ['length and coding', get('Content-Length: 1', 'Transfer-Encoding: chunked'), '400 length-and-coding'],
    ['two lengths', get('Content-Length: 1', 'Content-Length: 1'), '400 two-lengths'],
    ['a list of lengths', get('Content-Length: 1, 1'), '400 bad-length'],
    ['a signed length', get('Content-Length: +1'), '400 bad-length'],
    ['an empty length', get('Content-Length:'), '400 bad-length'],
    ['a length beyond exact numbers', get('Content-Length: 9999999999999999'), '400 bad-length'],
    ['another coding', get('Transfer-Encoding: gzip, chunked'), '501 unknown-coding'],
    ['a coding twice', get('Transfer-Encoding: chunked', 'Transfer-Encoding: chunked'), '501 unknown-coding'],
    ['a coding with a tab inside', get('Transfer-Encoding: \tchunked\x0b'), '400 malformed'],
    ['a tab after the length', get('Content-Length: 1\t'), '400 bad-length'],
    ['no host', head('GET / HTTP/1.1', 'A: b'), '400 host'],
    ['two hosts', get('Host: b.example'), '400 host'],
    ['a host with a path', head('GET / HTTP/1.1', 'Host: a.example/b'), '400 host'],
    ['a host with user info', head('GET / HTTP/1.1', 'Host: x@a.example'), '400 host'],
    ['a folded line', get('X: a', ' b'), '400 malformed'],
    ['a blank before the colon', get('X : a'), '400 malformed'],
    ['a bare LF', 'GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n', '400 malformed'],
    ['a bare CR', get('X: a\rb'), '400 malformed'],
    ['NUL', get('X: a\0b'), '400 malformed'],
    ['an empty name', get(': a'), '400 malformed'],
    ['a fragment', head('GET /a#b HTTP/1.1', 'Host: a'), '400 malformed'],
    ['a target with a blank', head('GET /a b HTTP/1.1', 'Host: a'), '400 malformed'],
    ['HTTP/1.0', head('GET / HTTP/1.0', 'Host: a'), '505 version'],
    ['TRACE', head('TRACE / HTTP/1.1', 'Host: a'), '405 method'],
    ['CONNECT', head('CONNECT a:1 HTTP/1.1', 'Host: a:1'), '405 method'],
    ['an unknown method', head('HACK / HTTP/1.1', 'Host: a'), '501 method'],
    ['another authority', head('GET https://b.example/ HTTP/1.1', 'Host: a.example'), '400 target'],
    ['asterisk form', head('OPTIONS * HTTP/1.1', 'Host: a'), '400 target'],
    ['a target without slash', head('GET x HTTP/1.1', 'Host: a'), '400 target'],
    ['a long target', head(`GET /${'a'.repeat(9000)} HTTP/1.1`, 'Host: a'), '414 target-too-long'],
    ['too many fields', get(...Array.from({ length: 300 }, (_, i) => `X${i}: 1`)), '431 too-many-fields'],
    ['h2c', get('Connection: upgrade', 'Upgrade: h2c'), '400 upgrade'],
    ['h2c beside websocket', get('Connection: upgrade', 'Upgrade: websocket, h2c'), '400 upgrade'],
    ['HTTP2-Settings', get('Connection: HTTP2-Settings', 'HTTP2-Settings: AAA'), '400 http2-settings'],
    ['Upgrade that Connection does not name', get('Upgrade: websocket'), '400 upgrade'],
    ['another expectation', get('Expect: 200-maybe'), '417 expect'],
    ['a Connection that takes the cookie away', get('Connection: close, Cookie'), '400 connection'],
    ['the same in disguise', get('Connection: Content_Length'), '400 connection'],
  ])('is refused with %s', (_name, text, expected) => {
    expect(refusal(text)).toBe(expected);
  });

  it('takes the absolute form of its own host as a path', () => {
    const read = readRequestHead(head('GET https://A.example?x HTTP/1.1', 'Host: a.example'));
    expect(read).toMatchObject({ ok: true, value: { target: '/?x' } });
  });

  it('reads the offer of a WebSocket', () => {
    const offer = [
      'Connection: keep-alive, Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ];
    const read = readRequestHead(get(...offer, 'Sec-WebSocket-Version: 13'));
    expect(read).toMatchObject({ ok: true, value: { webSocket: { key: 'dGhlIHNhbXBsZSBub25jZQ==' } } });
    expect(refusal(get(...offer, 'Sec-WebSocket-Version: 8'))).toBe('426 websocket-version');
    expect(refusal(get(...offer, 'Sec-WebSocket-Version: 13', 'Content-Length: 3'))).toMatch('with-body');
  });

  it('is refused in linear time, whatever it is made of', () => {
    const shapes = ['a', ':', '\r\n', 'a:', ' ', '\t', 'a:\r\n', 'a: b\r\n'];
    for (const shape of shapes) {
      const text = `GET / HTTP/1.1\r\nHost: a\r\n${shape.repeat(30_000 / shape.length)}\x00\r\n\r\n`;
      expect(refusal(text)).toBe('400 malformed');
    }
  });
});

// Heads near the edge of the grammar: right in most places, odd in one or two.
const oddByte = fc.constantFrom(
  '',
  ' ',
  '\t',
  '\r',
  '\n',
  '\0',
  '\x0b',
  '\x7f',
  '\x80',
  ':',
  ',',
  ';',
  '"',
  '\r\n',
  '\r\n ',
  '#',
  '\\',
  '%',
);
const odd = fc.oneof({ weight: 12, arbitrary: fc.constant('') }, { weight: 1, arbitrary: oddByte });
const mostly = (good: readonly string[], bad: readonly string[]) =>
  fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...good) },
    { weight: 1, arbitrary: fc.constantFrom(...bad) },
  );
const noise = fc.string({ unit: 'binary-ascii', maxLength: 6 });
const name = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.constantFrom('Content-Length', 'Transfer-Encoding', 'X-A', 'X-B', 'Connection'),
  },
  { weight: 1, arbitrary: noise },
);
const value = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom('0', '3', 'chunked', 'close', 'keep-alive', 'x') },
  { weight: 1, arbitrary: noise },
);
const line = fc.tuple(name, odd, odd, value, odd).map(([n, a, b, v, c]) => `${n}${a}:${b}${v}${c}`);
const anyHead = fc
  .record({
    method: mostly(['GET', 'POST', 'HEAD', 'OPTIONS', 'M-SEARCH'], ['get', 'QUERY', 'G T']),
    target: fc.tuple(mostly(['/', '/a?b', 'http://h/'], ['x', '*']), odd).map(([a, b]) => a + b),
    version: mostly(['HTTP/1.1'], ['HTTP/1.0', 'HTTP/1.11', 'http/1.1', 'HTTP/2.0']),
    lines: fc.array(line, { maxLength: 4 }),
    gap: mostly([' '], ['  ', '\t']),
  })
  .map((p) => head([p.method, p.target, p.version].join(p.gap), 'Host: h', ...p.lines));

it('reads a head the same, whatever the one before on its connection was', () => {
  fc.assert(
    fc.property(anyHead, anyHead, fc.boolean(), (first, other, same) => {
      const before = readRequestHead(first);
      if (!before.ok) return;
      const lines = first.slice(first.indexOf('\n') + 1);
      const text = same ? `${other.slice(0, other.indexOf('\n') + 1)}${lines}` : other;
      expect(readRequestHead(text, before.value.block)).toEqual(readRequestHead(text));
    }),
    { numRuns: 2000 },
  );
});

describe('beside llhttp', () => {
  it('accepts nothing that llhttp refuses, and reads what it accepts the same', () => {
    let accepted = 0;
    fc.assert(
      fc.property(anyHead, (text) => {
        const ours = readRequestHead(text);
        if (!ours.ok) return;
        accepted++;
        const { framing, marks, target, text: block } = ours.value;
        const length = framing.kind === 'length' ? Math.min(framing.length, 1000) : 0;
        const body = framing.kind === 'chunked' ? '3\r\nabc\r\n0\r\n\r\n' : 'x'.repeat(length);
        const theirs = readWithLlhttp('request', text + body);
        expect(theirs.error).toBeUndefined();
        expect(theirs.heads).toHaveLength(1);
        expect(theirs.complete).toBe(framing.kind === 'length' && framing.length > 1000 ? 0 : 1);
        expect(theirs.body).toBe(framing.kind === 'chunked' ? 'abc' : body);
        const url = theirs.heads[0]?.url;
        expect(url === target || /^https?:/i.test(url ?? '')).toBe(true);
        const fields = theirs.heads[0]?.fields ?? [];
        const { lines } = marks;
        for (let i = 0; i < lines.length; i += markSize) {
          const name = block.slice(lines[i + 1], lines[i + 2]);
          const at = fields.indexOf(name);
          expect(at).toBeGreaterThanOrEqual(0);
          expect(fields).toContain(valueAt(block, lines[i + 2]!, lines[i + 3]!));
        }
      }),
      { numRuns: 4000 },
    );
    expect(accepted).toBeGreaterThan(200);
  });
});
