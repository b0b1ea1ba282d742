import { statfs } from 'node:fs/promises';
import { type Clock, elapsedSince, type Instant, instant } from '#base/clock.ts';
import type { Health, HealthCheck } from '#observe/index.ts';

const mebibyte = 1024 * 1024;
/** Below this somebody should look, bytes; below the other, nothing more can be written for sure. */
const enough = 512 * mebibyte;
const least = 32 * mebibyte;
/** How old an answer may be before the disk is asked again, milliseconds. */
const staleMs = 2_000;

export interface RoomCheckOptions {
  /** A folder on the disk that is looked at. */
  readonly folder: string;
  readonly clock: Clock;
  /** Bytes that an ordinary user may still write there. */
  readonly freeAt?: (folder: string) => Promise<number>;
}

/**
 * Looks at the room on the disk that the embedded database lies on. Answers what it saw last and asks anew
 * behind the scenes: a disk that hangs must not hold up the loop that answers gateways.
 */
export function roomCheck({ folder, clock, freeAt = freeOnDisk }: RoomCheckOptions): HealthCheck {
  let seen: Health = { state: 'ok' };
  let asked: Instant | undefined;
  const ask = async (): Promise<void> => {
    asked = instant(clock);
    const free = await freeAt(folder).catch(() => undefined);
    if (free !== undefined) seen = judge(free, folder);
  };
  void ask();
  return {
    name: 'room-on-disk',
    look() {
      if (asked === undefined || elapsedSince(clock, asked) >= staleMs) void ask();
      return seen;
    },
  };
}

function judge(free: number, folder: string): Health {
  if (free >= enough) return { state: 'ok' };
  const why = `${Math.floor(free / mebibyte)} MiB are free at ${folder}; without room nothing new is allowed`;
  return { state: free < least ? 'failing' : 'degraded', why };
}

async function freeOnDisk(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
