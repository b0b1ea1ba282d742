import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { webSocketAccept } from './accept.ts';
import { closeFrame, FrameFollower, opcode } from './frames.ts';

function frame(kind: number, length: number, from: 'client' | 'server' = 'server'): Buffer {
  const mask = from === 'client' ? 0x80 : 0;
  const head =
    length < 126
      ? [0x80 | kind, mask | length]
      : length < 65536
        ? [0x80 | kind, mask | 126, length >> 8, length & 255]
        : [0x80 | kind, mask | 127, 0, 0, 0, 0, 0, length >> 16, (length >> 8) & 255, length & 255];
  // Payload bytes look like frame headers, so that a lost count would show.
  return Buffer.concat([Buffer.from(head), Buffer.alloc(mask === 0 ? 0 : 4, 1), Buffer.alloc(length, 0x88)]);
}

describe('following frames', () => {
  it('knows every boundary and no other place, however the bytes are cut', () => {
    const lengths = fc.array(fc.constantFrom(0, 1, 125, 126, 300, 65_535, 65_536, 70_000), {
      minLength: 1,
      maxLength: 4,
    });
    const cuts = fc.array(fc.integer({ min: 1, max: 40_000 }), { maxLength: 12 });
    fc.assert(
      fc.property(
        fc.constantFrom('client' as const, 'server' as const),
        lengths,
        cuts,
        (from, sizes, pieces) => {
          const frames = sizes.map((size) => frame(opcode.binary, size, from));
          const bytes = Buffer.concat(frames);
          const ends = new Set([0]);
          let total = 0;
          for (const one of frames) ends.add((total += one.length));
          const follower = new FrameFollower(from);
          let at = 0;
          for (const piece of [...pieces, bytes.length]) {
            const stop = Math.min(bytes.length, at + piece);
            follower.follow(bytes, at, stop);
            at = stop;
            expect(follower.atBoundary).toBe(ends.has(at));
          }
          expect(follower.dataFrames).toBe(frames.length);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('counts data, and sees the last word', () => {
    const follower = new FrameFollower('server');
    const bytes = Buffer.concat([frame(opcode.ping, 4), frame(opcode.text, 3), frame(opcode.close, 2)]);
    follower.follow(bytes, 0, bytes.length);
    expect(follower).toMatchObject({ dataFrames: 1, closed: true, atBoundary: true });
  });

  it.each([
    ['a masked frame from the server', 'server', frame(opcode.text, 3, 'client')],
    ['an unmasked frame from the client', 'client', frame(opcode.text, 3, 'server')],
    ['a long control frame', 'server', frame(opcode.ping, 126)],
    [
      'a length that no number holds',
      'server',
      Buffer.from([0x82, 127, 255, 255, 255, 255, 255, 255, 255, 255]),
    ],
  ] as const)('is lost at %s, and stays so', (_name, from, bytes) => {
    const follower = new FrameFollower(from);
    follower.follow(bytes, 0, bytes.length);
    expect(follower.lost).toBe(true);
    expect(follower.atBoundary).toBe(false);
  });
});

it('makes a close frame that is one, with a reason that is UTF-8', () => {
  const made = closeFrame('server', 1008, 'ä'.repeat(100));
  const follower = new FrameFollower('server');
  follower.follow(made, 0, made.length);
  expect(follower).toMatchObject({ closed: true, atBoundary: true });
  expect(made.length).toBeLessThanOrEqual(127);
  expect(made.readUInt16BE(2)).toBe(1008);
  expect(new TextDecoder('utf-8', { fatal: true }).decode(made.subarray(4))).toMatch(/^ä+$/);
});

it('answers the key of RFC 6455', () => {
  expect(webSocketAccept('dGhlIHNhbXBsZSBub25jZQ==')).toBe('s3pPLMBiTxaQ9kYGzzhZRbK+xOo=');
});
