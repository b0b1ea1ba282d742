import { createHash } from 'node:crypto';
import type { Clock } from '#base/clock.ts';
import type { PersonId } from '#base/ids.ts';
import { type Result, ok, refused } from '#base/result.ts';
import { limitParallel } from '../limit-parallel.ts';
import { normaliseLogin } from '../normalise-login.ts';
import type { Pace, PersonRecords, ThrottleRecords } from '../records.ts';
import { sourceOf } from './source-of.ts';

const minute = 60_000;

/** Everything from one place that is new to the account: a guesser who tries one password on many names. */
export const perSource: Pace = { free: 20, pauseMs: 1_000, longestMs: 30_000, forgetMs: 15 * minute };
/** One name from one place: a guesser who tries many passwords. */
export const perAccountAndSource: Pace = {
  free: 5,
  pauseMs: 2_000,
  longestMs: minute,
  forgetMs: 60 * minute,
};
/** One name from everywhere: never waits, only counts. */
export const perAccount: Pace = { free: 30, pauseMs: 0, longestMs: 0, forgetMs: 60 * minute };
/** Second factors, tried by somebody who has the password already: a million codes, three right at a time. */
export const perFactor: Pace = { free: 5, pauseMs: 5_000, longestMs: 5 * minute, forgetMs: 24 * 60 * minute };

/** How long an answer is held back at most when one name is tried from many places, milliseconds. */
export const longestHoldMs = 3_000;

/** A try that was let through; tell how it ended if it ended well. */
export interface Try {
  succeeded(): Promise<void>;
}

export interface TooMany {
  /** How long to wait before the next try, milliseconds. */
  readonly waitMs: number;
}

/**
 * Slows guessing down by account and by source. It cannot lock anybody out: whoever tries somebody else's name
 * from somewhere fills counters of that place, and a place from which the account's owner came before has
 * counters of its own. Names that nobody has are counted like others, so that the pace tells nothing.
 */
export interface Throttle {
  password(who: { readonly login: string; readonly address: string }): Promise<Result<Try, TooMany>>;
  factor(who: {
    readonly person: PersonId;
    readonly login: string;
    readonly address: string;
  }): Promise<Result<Try, TooMany>>;
  /**
   * Signatures cannot be guessed: this bounds what looking at them costs, and the records that refusals write.
   * `login` is absent where nobody has such a passkey.
   */
  passkey(who: {
    readonly login: string | undefined;
    readonly address: string;
  }): Promise<Result<Try, TooMany>>;
}

export function createThrottle(deps: {
  readonly records: ThrottleRecords;
  readonly people: Pick<PersonRecords, 'recentAddresses'>;
  readonly clock: Clock;
}): Throttle {
  const { records, clock } = deps;
  const held = limitParallel({ running: 200, waiting: 0 });

  const isKnown = async (login: string, source: string): Promise<boolean> => {
    if (source === 'unknown') return false;
    const addresses = await deps.people.recentAddresses(login);
    return addresses.some((address) => sourceOf(address) === source);
  };

  // One name tried from many places: everybody new to the account gets their answer, later.
  const holdBack = async (tries: number): Promise<Result<void, TooMany>> => {
    if (tries <= perAccount.free) return ok(undefined);
    const ms = Math.min(longestHoldMs, (tries - perAccount.free) * 100);
    const waited = await held.run(() => new Promise<void>((done) => clock.after(ms, done)));
    return waited.ok ? ok(undefined) : refused({ waitMs: longestHoldMs });
  };

  return {
    async password({ login, address }) {
      const source = sourceOf(address);
      const known = await isKnown(login, source);
      const account = nameKey(login);
      const here = `password:${account}:${source}`;
      const wide: readonly string[] = known ? [] : [`source:${source}`, `account:${account}`];
      if (!known) {
        const all = await records.take(`source:${source}`, perSource);
        if (all.waitMs > 0) return refused({ waitMs: all.waitMs });
      }
      const taken = await records.take(here, perAccountAndSource);
      if (taken.waitMs > 0) return refused({ waitMs: taken.waitMs });
      if (!known) {
        const everywhere = await records.take(`account:${account}`, perAccount);
        const passed = await holdBack(everywhere.tries);
        if (!passed.ok) return passed;
      }
      return ok({
        async succeeded() {
          await records.forget(here);
          for (const key of wide) await records.giveBack(key);
        },
      });
    },

    async factor({ person, login, address }) {
      const source = sourceOf(address);
      const known = await isKnown(login, source);
      const key = known ? `factor:${person}:${source}` : `factor:${person}`;
      const taken = await records.take(key, perFactor);
      if (taken.waitMs > 0) return refused({ waitMs: taken.waitMs });
      return ok({ succeeded: () => records.forget(key) });
    },

    async passkey({ login, address }) {
      const source = sourceOf(address);
      const known = login !== undefined && (await isKnown(normaliseLogin(login), source));
      const key = known ? `passkey:${nameKey(normaliseLogin(login))}:${source}` : `passkey:${source}`;
      const taken = await records.take(key, perSource);
      if (taken.waitMs > 0) return refused({ waitMs: taken.waitMs });
      return ok({ succeeded: () => records.giveBack(key) });
    },
  };
}

// People type passwords into the field for the name: counters carry its hash only.
function nameKey(login: string): string {
  return createHash('sha256').update(`login.${login}`).digest('base64url').slice(0, 22);
}
