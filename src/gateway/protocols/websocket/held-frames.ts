import type { HeldSide, Reply } from '../protocol.ts';
import { controlFrame, type FrameFollower, opcode, unmask } from './frames.ts';

/** From how many bytes kept on no more is read. */
const enough = 16 * 1024;

/** What a held side is made of. */
export interface HeldFramesOptions {
  /** Whose frames these are. */
  readonly from: 'client' | 'server';
  /** Where that direction stood when the hold began. */
  readonly follower: FrameFollower;
  /** Whether a frame of ours fits between what the sender of these was sent so far: never inside of another. */
  readonly between: () => boolean;
  readonly reply: Reply;
}

/**
 * Keeps one direction of a held WebSocket in hand and answers its pings, so that whoever pings does not take a
 * hold for a dead connection. Control frames stand between the frames of a fragmented message too, and are never
 * compressed (RFC 6455, 5.4 and 5.5; RFC 7692, 6.1), so a whole ping can be taken out wherever a frame may begin.
 * A ping stays among what is kept, for the other side to answer after the release, where
 * - a part of it had passed before the hold, or
 * - the sender is itself in the middle of a frame that was half passed: nothing can be said to it there.
 */
export function createHeldFrames({ from, follower, between, reply }: HeldFramesOptions): HeldSide {
  const here = follower.copy();
  const kept: Buffer[] = [];
  let size = 0;
  let begun: Buffer = Buffer.alloc(0);

  function keep(bytes: Buffer): void {
    if (bytes.length === 0) return;
    kept.push(Buffer.from(bytes));
    size += bytes.length;
  }

  function answered(ping: Ping): boolean {
    const to = from === 'client' ? 'server' : 'client';
    return between() && reply(controlFrame(to, opcode.pong, ping.payload));
  }

  return {
    get full() {
      return size >= enough;
    },
    take(bytes) {
      const all = begun.length === 0 ? bytes : Buffer.concat([begun, bytes]);
      begun = Buffer.alloc(0);
      let at = 0;
      while (at < all.length) {
        const ping = here.atBoundary && !here.closed ? pingAt(all, at, from) : undefined;
        if (ping === 'begun') {
          begun = Buffer.from(all.subarray(at));
          return;
        }
        if (ping !== undefined && answered(ping)) {
          at = ping.end;
          continue;
        }
        const stop = here.followFrame(all, at, all.length);
        keep(all.subarray(at, stop));
        at = stop;
      }
    },
    kept: () => Buffer.concat([...kept, begun]),
  };
}

interface Ping {
  readonly payload: Buffer;
  readonly end: number;
}

/** Reads a ping that begins here; `begun` when its rest is still to come, undefined when it is something else. */
function pingAt(bytes: Buffer, at: number, from: 'client' | 'server'): Ping | 'begun' | undefined {
  // Nothing but FIN may stand beside the opcode; whatever else there is, is for the other side to judge.
  if (bytes[at] !== (0x80 | opcode.ping)) return undefined;
  const second = bytes[at + 1];
  if (second === undefined) return 'begun';
  const length = second & 0x7f;
  if (length > 125 || second >= 0x80 !== (from === 'client')) return undefined;
  const start = at + 2 + (from === 'client' ? 4 : 0);
  const end = start + length;
  if (end > bytes.length) return 'begun';
  const payload = bytes.subarray(start, end);
  return { payload: from === 'client' ? unmask(payload, bytes.subarray(at + 2, start)) : payload, end };
}
