import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWithLlhttp } from '#testing/llhttp.ts';
import { ChunkedFollower } from './chunked.ts';

const request = 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n';

/** Follows a text cut into pieces; what passed on, trailers and the final line put back. */
function follow(text: string, pieces: readonly number[]) {
  const follower = new ChunkedFollower();
  const bytes = Buffer.from(text, 'latin1');
  let passed = '';
  let at = 0;
  for (const size of [...pieces, bytes.length]) {
    const stop = Math.min(bytes.length, at + size);
    if (follower.state !== 'more' || stop === at) continue;
    follower.follow(bytes, at, stop);
    passed += bytes.toString('latin1', at, follower.pass);
    at = follower.end;
  }
  if (follower.state === 'done' && follower.owesFinalLine) passed += `${follower.trailers}\r\n`;
  return { state: follower.state, passed, rest: text.slice(at), trailers: follower.trailers };
}

describe('chunks', () => {
  it('end where the last chunk ends, however the bytes are cut', () => {
    const text = '5\r\nhello\r\nA;x=1\r\n0123456789\r\n0\r\n\r\n';
    for (let size = 1; size < text.length; size++) {
      const seen = follow(
        `${text}GET /`,
        Array.from({ length: 60 }, () => size),
      );
      expect(seen).toMatchObject({ state: 'done', passed: text, rest: 'GET /' });
    }
  });

  it('give their trailers to be filtered', () => {
    const text = '1\r\na\r\n0\r\nX: 1\r\nY: 2\r\n\r\n';
    for (let size = 1; size < text.length; size++) {
      const seen = follow(
        text,
        Array.from({ length: 60 }, () => size),
      );
      expect(seen).toMatchObject({ state: 'done', passed: text, trailers: 'X: 1\r\nY: 2\r\n' });
    }
  });

  it.each([
    ['a bare LF after the size', '1\na\r\n0\r\n\r\n'],
    ['a bare LF after the data', '1\r\na\n0\r\n\r\n'],
    ['a size with a prefix', '0x1\r\na\r\n0\r\n\r\n'],
    ['a signed size', '+1\r\na\r\n0\r\n\r\n'],
    ['a size of many digits', '0000000000001\r\na\r\n0\r\n\r\n'],
    ['an empty size', '\r\n0\r\n\r\n'],
    ['a blank after the size', '1 \r\na\r\n0\r\n\r\n'],
    ['more data than the size says', '1\r\nab\r\n0\r\n\r\n'],
    ['a quoted extension', '1;a="\r\n"\r\na\r\n0\r\n\r\n'],
    ['an empty extension', '1;\r\na\r\n0\r\n\r\n'],
    ['a long extension', `1;${'a'.repeat(300)}\r\na\r\n0\r\n\r\n`],
    ['extensions that are long in sum', `${`1;${'a'.repeat(200)}\r\na\r\n`.repeat(30)}0\r\n\r\n`],
    ['a folded trailer', '0\r\nX: 1\r\n y\r\n\r\n'],
    ['a trailer without colon', '0\r\nX\r\n\r\n'],
    ['a bare CR in a trailer', '0\r\nX: 1\r2\r\n\r\n'],
    ['endless trailers', `0\r\n${'X: 1\r\n'.repeat(3000)}\r\n`],
  ])('are refused with %s', (_name, text) => {
    expect(follow(text, []).state).toBe('bad');
  });

  it('are followed as llhttp follows them, or refused', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '1\r\na\r\n',
        '3\r\nabc\r\n',
        '0\r\n\r\n',
        '0\r\nT: 1\r\n\r\n',
        'a;x=y\r\n0123456789\r\n',
      ),
      fc.constantFrom(
        '1\na\r\n',
        '2\r\na\r\n',
        '\r\n',
        ' 1\r\na\r\n',
        '1;\r\na\r\n',
        '0\r\n',
        'G',
        '00\r\n\r\n',
      ),
    );
    let done = 0;
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 5 }),
        fc.array(fc.integer({ min: 1, max: 9 })),
        (parts, cuts) => {
          const text = parts.join('');
          const ours = follow(text, cuts);
          if (ours.state === 'bad') return;
          const used = text.slice(0, text.length - ours.rest.length);
          const theirs = readWithLlhttp('request', request + used);
          expect(theirs.error).toBeUndefined();
          expect(theirs.complete).toBe(ours.state === 'done' ? 1 : 0);
          if (ours.state !== 'done') return;
          done++;
          expect(ours.passed).toBe(used);
          expect(theirs.trailers.length > 0).toBe(ours.trailers !== '');
        },
      ),
      { numRuns: 3000 },
    );
    expect(done).toBeGreaterThan(200);
  });
});
