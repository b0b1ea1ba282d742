import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWithLlhttp } from '#testing/llhttp.ts';
import { readResponseHead } from './response-head.ts';

const head = (...lines: string[]) => `${lines.join('\r\n')}\r\n\r\n`;
const refusal = (text: string) => {
  const read = readResponseHead(text, 'GET');
  return read.ok ? 'accepted' : read.error;
};

describe('a response head', () => {
  it.each([
    ['length', 'GET', head('HTTP/1.1 200 OK', 'Content-Length: 5'), { kind: 'length', length: 5 }, false],
    ['chunks', 'GET', head('HTTP/1.1 200 OK', 'Transfer-Encoding: Chunked'), { kind: 'chunked' }, false],
    ['the close', 'GET', head('HTTP/1.1 200 OK', 'Connection: close'), { kind: 'close' }, true],
    ['the close in 1.0', 'GET', head('HTTP/1.0 200 OK'), { kind: 'close' }, true],
    ['nothing for HEAD', 'HEAD', head('HTTP/1.1 200 OK', 'Content-Length: 5'), { kind: 'none' }, false],
    ['nothing for 204', 'GET', head('HTTP/1.1 204 No', 'Content-Length: 5'), { kind: 'none' }, false],
    ['nothing for 304', 'GET', head('HTTP/1.1 304', 'Transfer-Encoding: chunked'), { kind: 'none' }, false],
  ])('frames its body by %s', (...row) => {
    const [, method, text, framing, close] = row;
    const read = readResponseHead(text, method);
    expect(read).toMatchObject({ ok: true, value: { framing, close } });
  });

  it.each([
    ['a bare LF in a value', 'HTTP/1.1 200 OK\r\nX: a\nSet-Cookie: b\r\n\r\n', 'malformed-response'],
    ['a bare CR in a value', 'HTTP/1.1 200 OK\r\nX: a\rb\r\n\r\n', 'malformed-response'],
    ['NUL in a value', 'HTTP/1.1 200 OK\r\nX: a\0b\r\n\r\n', 'malformed-response'],
    ['CR in the reason', 'HTTP/1.1 200 O\rK\r\n\r\n', 'malformed-response'],
    ['a folded line', head('HTTP/1.1 200 OK', 'X: a', ' b'), 'malformed-response'],
    [
      'length and coding',
      head('HTTP/1.1 200 OK', 'Content-Length: 1', 'Transfer-Encoding: chunked'),
      'response-framing',
    ],
    ['two lengths', head('HTTP/1.1 200 OK', 'Content-Length: 1', 'Content-Length: 1'), 'response-framing'],
    ['another coding', head('HTTP/1.1 200 OK', 'Transfer-Encoding: gzip'), 'response-framing'],
    ['a coding in 1.0', head('HTTP/1.0 200 OK', 'Transfer-Encoding: chunked'), 'response-framing'],
    ['HTTP/2', head('HTTP/2.0 200 OK'), 'malformed-response'],
    ['a short status', head('HTTP/1.1 20 OK'), 'malformed-response'],
  ])('is refused with %s', (_name, text, expected) => {
    expect(refusal(text)).toBe(expected);
  });
});

const odd = fc.constantFrom('', '', '', ' ', '\t', '\r', '\n', '\0', '\x7f', '\xff', ':', ',', '\r\n ');
const line = fc
  .tuple(
    fc.constantFrom('Content-Length', 'Transfer-Encoding', 'Connection', 'X'),
    odd,
    fc.constantFrom('3', '0', 'chunked', 'close', 'a'),
    odd,
  )
  .map(([n, a, v, b]) => `${n}:${a}${v}${b}`);
const anyHead = fc
  .tuple(
    fc.constantFrom(
      'HTTP/1.1 200 OK',
      'HTTP/1.1 200',
      'HTTP/1.0 404 No',
      'HTTP/1.1 204 No',
      'HTTP/1.1 99 No',
      'HTTP/1.1  200',
    ),
    odd,
    fc.array(line, { maxLength: 3 }),
  )
  .map(([status, o, lines]) => head(status + o, ...lines));

it('accepts nothing that llhttp refuses, and frames what it accepts the same', () => {
  let accepted = 0;
  fc.assert(
    fc.property(anyHead, (text) => {
      const ours = readResponseHead(text, 'GET');
      if (!ours.ok) return;
      accepted++;
      const { framing, status } = ours.value;
      const body = { none: '', length: 'abc', chunked: '3\r\nabc\r\n0\r\n\r\n', close: 'abc' }[framing.kind];
      const theirs = readWithLlhttp('response', text + body);
      expect(theirs.error).toBeUndefined();
      expect(theirs.heads[0]?.status).toBe(status);
      expect(theirs.body).toBe(framing.kind === 'none' ? '' : 'abc');
      expect(theirs.complete).toBe(framing.kind === 'close' ? 0 : 1);
    }),
    { numRuns: 3000 },
  );
  expect(accepted).toBeGreaterThan(150);
});
