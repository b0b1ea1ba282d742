import type { Ground } from './ground.ts';
import type { Endings } from './endings.ts';
import { HeldGrant } from './held-grant.ts';
import type { Moving } from './moving.ts';
import type { Suspects } from './suspects.ts';

/** Milliseconds between looks at what lives, at what is idle, and between two tries of one renewal. */
export const upkeepTimes = {
  livesMs: 250,
  idleMs: 5_000,
  renewAgainMs: 1_000,
  pausedMs: 5_000,
  usedMs: 30_000,
};

/** What time alone does: holds and cuts the silent, renews what is used, drops what is not. */
export interface Upkeep {
  start(): void;
  stop(): void;
  /** Asks for more time, unless that was done a moment ago. */
  renew(grant: HeldGrant): void;
}

export interface UpkeepOptions {
  readonly ground: Ground;
  readonly endings: Endings;
  readonly suspects: Suspects;
  readonly moving: Moving;
  /** Called with every look at what lives. */
  readonly also: () => void;
}

/** Makes it, at rest. */
export function createUpkeep({ ground, endings, suspects, moving, also }: UpkeepOptions): Upkeep {
  const { clock, book, lives, queue, stream } = ground;
  let timer = clock.after(0, () => {});
  let idleAt = clock.monotonic();
  let running = false;

  function renew(grant: HeldGrant): void {
    const pause = grant.pausedAt === undefined ? upkeepTimes.renewAgainMs : upkeepTimes.pausedMs;
    const now = clock.monotonic();
    if (!stream.standing || (grant.renewalAt !== undefined && now - grant.renewalAt < pause)) return;
    grant.renewalAt = now;
    queue.ask({ text: `renewal ${grant.id}`, input: grant.input, priority: 'renewal', grant });
  }

  function isDue(grant: HeldGrant): boolean {
    if (grant.session === '' || grant.lapsed || grant.suspicion !== undefined) return false;
    if (grant.pausedAt !== undefined) return true;
    const age = grant.age();
    return age >= grant.ttlMs || (!grant.endsHere && age >= grant.ttlMs * grant.renewShare);
  }

  function lookAtLives(): void {
    const seen = new Set<HeldGrant>();
    for (const standing of lives.all()) {
      standing.review();
      for (const part of standing.parts) if (part instanceof HeldGrant) seen.add(part);
    }
    for (const grant of seen) if (grant.end === undefined && isDue(grant)) renew(grant);
  }

  function lookAtIdle(): void {
    if (clock.monotonic() - idleAt < upkeepTimes.idleMs) return;
    idleAt = clock.monotonic();
    for (const grant of book.all()) {
      if (grant.lives.size > 0) continue;
      const state = grant.state();
      if (state !== 'go' && grant.suspicion === undefined) endings.drop(grant);
      else if (state !== 'go' && state !== 'hold') endings.drop(grant);
      else if (clock.monotonic() - grant.usedAt < upkeepTimes.usedMs && isDue(grant)) renew(grant);
    }
  }

  function look(): void {
    lookAtLives();
    lookAtIdle();
    suspects.proceed();
    moving.proceed();
    queue.pump();
    also();
    if (running) timer = clock.after(upkeepTimes.livesMs, look);
  }

  return {
    start() {
      running = true;
      timer = clock.after(upkeepTimes.livesMs, look);
    },
    stop() {
      running = false;
      timer.cancel();
    },
    renew,
  };
}
