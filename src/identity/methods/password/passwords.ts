import { hash, parseOptions, verify } from '@node-rs/argon2';
import { randomBytes } from 'node:crypto';
import { type Result, ok } from '#base/result.ts';
import { limitParallel } from '../../limit-parallel.ts';
import type { Hashing } from './hashing-threads.ts';

/** Hashes and checks passwords by argon2id (RFC 9106), never on the loop that answers. */
export interface Passwords {
  /** `busy` when too many wait already. */
  hash(password: string): Promise<Result<string, 'busy'>>;
  /**
   * Checks a password. Without a hash it does the same work against one that nothing matches, so that the time
   * of the answer does not tell who exists. `stale`: right, and the hash is weaker than those made now.
   */
  check(
    password: string,
    hash: string | undefined,
  ): Promise<Result<'right' | 'right-stale' | 'wrong', 'busy'>>;
}

export interface PasswordCost {
  /** KiB. */
  readonly memoryCost: number;
  readonly timeCost: number;
}

/** The cost that OWASP's cheat sheet on password storage names for argon2id: 19 MiB, two passes. */
export const recommendedCost: PasswordCost = { memoryCost: 19_456, timeCost: 2 };

/** Passwords longer than this are wrong without being hashed, in UTF-16 units. */
export const longestPassword = 512;

/** Hashes on the pool that files and name look-ups use too: for tests and short programs. */
const onThePool: Hashing = { parallel: 2, hash, verify };

/**
 * Makes the hasher. `running` bounds how many hash at a time (one for each thread of `hashing`), `waiting` the queue
 * behind them.
 */
export function createPasswords(options: {
  readonly cost?: PasswordCost;
  readonly hashing?: Hashing;
  readonly running?: number;
  readonly waiting?: number;
}): Passwords {
  const cost = { ...(options.cost ?? recommendedCost), parallelism: 1 };
  const hashing = options.hashing ?? onThePool;
  const limit = limitParallel({
    running: options.running ?? hashing.parallel,
    waiting: options.waiting ?? 200,
  });
  const nobodys = hash(randomBytes(32), cost);
  // A failure to hash is told to whoever awaits it; this keeps an early one from ending the process.
  nobodys.catch(() => {});
  return {
    hash: (password) => limit.run(() => hashing.hash(prepare(password), cost)),
    async check(password, stored) {
      const checked = await limit.run(async () =>
        hashing.verify(stored ?? (await nobodys), prepare(password)),
      );
      if (!checked.ok) return checked;
      if (!checked.value || stored === undefined || password.length > longestPassword) return ok('wrong');
      return ok(isStale(stored, cost) ? 'right-stale' : 'right');
    },
  };
}

// NFKC, so that one password typed on two keyboards is one password (NIST SP 800-63B-4, 3.1.1.2).
function prepare(password: string): string {
  return password.slice(0, longestPassword).normalize('NFKC');
}

function isStale(stored: string, cost: PasswordCost): boolean {
  const made = parseOptions(stored);
  return made.memoryCost < cost.memoryCost || made.timeCost < cost.timeCost;
}
