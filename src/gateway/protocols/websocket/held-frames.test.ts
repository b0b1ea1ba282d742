import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { controlFrame, FrameFollower, opcode } from './frames.ts';
import { createHeldFrames } from './held-frames.ts';

type From = 'client' | 'server';

/** A frame with any first byte, so that fragments and compressed messages can be made as well. */
function frame(from: From, first: number, payload: Buffer): Buffer {
  const length = payload.length < 126 ? [payload.length] : [126, payload.length >> 8, payload.length & 255];
  const [short = 0, ...long] = length;
  const mask = from === 'client' ? [0, 0, 0, 0] : [];
  const marked = from === 'client' ? short | 0x80 : short;
  return Buffer.concat([Buffer.from([first, marked, ...long, ...mask]), payload]);
}

function hold(from: From, before: Buffer, between = () => true) {
  const follower = new FrameFollower(from);
  follower.follow(before, 0, before.length);
  const replies: Buffer[] = [];
  const side = createHeldFrames({
    from,
    follower,
    between,
    reply: (bytes) => replies.push(bytes) > 0,
  });
  return { side, replies };
}

const ping = 0x80 | opcode.ping;
const nothing = Buffer.alloc(0);

describe('one direction of a held WebSocket', () => {
  it('loses and adds no byte but the pings that it answers, however the bytes come and wherever it is held', () => {
    // A first byte of a frame: whole text, begin, middle and end of a fragmented message, compressed, ping, pong.
    const first = fc.constantFrom(0x81, 0x01, 0x00, 0x80, 0xc1, ping, ping, 0x8a);
    const frames = fc.array(fc.tuple(first, fc.integer({ min: 0, max: 300 })), {
      minLength: 1,
      maxLength: 12,
    });
    const cuts = fc.array(fc.integer({ min: 1, max: 50 }), { maxLength: 30 });
    const from = fc.constantFrom('client' as const, 'server' as const);
    fc.assert(
      fc.property(from, frames, cuts, fc.integer({ min: 0, max: 400 }), (side, shapes, pieces, heldAt) => {
        const made = shapes.map(([head, size]) => {
          const length = head >= 0x88 && head < 0xc0 ? Math.min(size, 125) : size;
          // Payload that looks like pings.
          return frame(side, head, Buffer.alloc(length, ping));
        });
        const all = Buffer.concat(made);
        const at = Math.min(heldAt, all.length);
        const held = hold(side, all.subarray(0, at));
        let sent = at;
        for (const piece of [...pieces, all.length]) {
          held.side.take(all.subarray(sent, sent + piece));
          sent += piece;
        }
        let begin = 0;
        const expected: Buffer[] = [];
        let pings = 0;
        for (const one of made) {
          if (begin >= at && one[0] === ping) pings++;
          else if (begin + one.length > at) expected.push(one.subarray(Math.max(0, at - begin)));
          begin += one.length;
        }
        expect(held.side.kept().equals(Buffer.concat(expected))).toBe(true);
        expect(held.replies).toHaveLength(pings);
      }),
    );
  });

  it('answers with what was asked, as the other end would: unmasked to clients, masked to servers', () => {
    const toClient = hold('client', nothing);
    toClient.side.take(controlFrame('client', opcode.ping, Buffer.from('are you there')));
    expect(toClient.replies.map(String)).toEqual(['\x8a\x0dare you there'.replace('\x8a', '\ufffd')]);
    const toServer = hold('server', nothing);
    toServer.side.take(controlFrame('server', opcode.ping, Buffer.from([1, 2, 3, 4, 5])));
    const [pong = nothing] = toServer.replies;
    const mask = pong.subarray(2, 6);
    expect([...pong.subarray(0, 2)]).toEqual([0x8a, 0x85]);
    expect([...pong.subarray(6)].map((byte, at) => byte ^ (mask[at % 4] ?? 0))).toEqual([1, 2, 3, 4, 5]);
  });

  it('leaves a ping to the other side where no frame of ours would fit', () => {
    const held = hold('client', nothing, () => false);
    const asked = controlFrame('client', opcode.ping, Buffer.from('x'));
    held.side.take(asked);
    expect(held.replies).toEqual([]);
    expect(held.side.kept().equals(asked)).toBe(true);
  });

  it('answers none of which a part had passed', () => {
    const asked = controlFrame('client', opcode.ping, Buffer.from('half'));
    const held = hold('client', asked.subarray(0, 1));
    held.side.take(asked.subarray(1));
    expect(held.replies).toEqual([]);
    expect(held.side.kept().equals(asked.subarray(1))).toBe(true);
  });

  it('answers nothing behind a close, nor what is out of form', () => {
    const close = controlFrame('client', opcode.close, Buffer.from([3, 232]));
    const asked = controlFrame('client', opcode.ping, nothing);
    const closed = hold('client', nothing);
    closed.side.take(Buffer.concat([close, asked]));
    const unmasked = hold('client', nothing);
    unmasked.side.take(controlFrame('server', opcode.ping, nothing));
    const compressed = hold('client', nothing);
    compressed.side.take(frame('client', 0xc9, nothing));
    expect([closed, unmasked, compressed].flatMap(({ replies }) => replies)).toEqual([]);
  });

  it('says when it has enough', () => {
    const held = hold('server', nothing);
    held.side.take(frame('server', 0x82, Buffer.alloc(16_000)));
    expect(held.side.full).toBe(false);
    held.side.take(frame('server', 0x82, Buffer.alloc(1_000)));
    expect(held.side.full).toBe(true);
  });
});
