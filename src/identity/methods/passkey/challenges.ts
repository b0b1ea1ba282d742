import { createHash } from 'node:crypto';
import type { Clock } from '#base/clock.ts';
import { Fault } from '#contracts/errors.ts';
import { type Seal, openText, sealText } from '../../seal.ts';
import { hashSecret, newSecret } from '../../secret.ts';
import type { PasskeyRecords } from './passkey-records.ts';

/** How long a challenge may be signed, milliseconds: what WebAuthn recommends for user verification. */
export const challengeLifetimeMs = 5 * 60_000;

/** What a challenge was made for. It is good for exactly this. */
export interface Purpose {
  readonly use: 'sign-in' | 'enrol' | 'add';
  /** The anti-forgery token of the page: one browser's. */
  readonly browser: string;
  /** What names the way it belongs to: attempt, session, journey. */
  readonly way: readonly string[];
}

/** A challenge with the ticket that brings it back. */
export interface IssuedChallenge {
  /** 32 random bytes, base64url. */
  readonly challenge: string;
  readonly ticket: string;
}

/**
 * Makes challenges and takes each back once. A page that offers passkeys costs no row in the store: the challenge
 * travels in a sealed ticket, and only one that was signed is written down, as used.
 */
export interface Challenges {
  issue(purpose: Purpose): Promise<IssuedChallenge>;
  /** Undefined when it was used, is too old, or was made for something else. Uses it up. */
  redeem(ticket: string, purpose: Purpose): Promise<string | undefined>;
}

const place = 'passkey-challenge';

export function createChallenges(deps: {
  readonly records: Pick<PasskeyRecords, 'spendChallenge'>;
  readonly seal: Seal;
  readonly clock: Clock;
}): Challenges {
  const { records, seal, clock } = deps;
  return {
    async issue(purpose) {
      const challenge = newSecret();
      const text = [challenge, clock.wall(), digestOf(purpose)].join('.');
      const sealed = await sealText(seal, text, place);
      return { challenge, ticket: Buffer.from(sealed).toString('base64url') };
    },
    async redeem(ticket, purpose) {
      if (!/^[A-Za-z0-9_-]{40,400}$/.test(ticket)) return undefined;
      const text = await opened(seal, ticket);
      const [challenge = '', at = '', digest] = text?.split('.') ?? [];
      const age = clock.wall() - Number(at);
      // A minute of leave for another replica's clock; spent challenges are kept for longer than that.
      if (text === undefined || !(age > -60_000 && age < challengeLifetimeMs)) return undefined;
      if (digest !== digestOf(purpose)) return undefined;
      // INVARIANT: used up before the signature is looked at, in one statement: a signature that was watched, or
      // sent twice at once, counts once at most.
      const first = await records.spendChallenge(hashSecret(challenge), 2 * challengeLifetimeMs);
      return first ? challenge : undefined;
    },
  };
}

function digestOf({ use, browser, way }: Purpose): string {
  return createHash('sha256')
    .update(JSON.stringify([use, browser, ...way]))
    .digest('base64url');
}

// What was sealed under a root key that is gone, and what nobody of ours sealed, is no ticket: not a fault.
async function opened(seal: Seal, ticket: string): Promise<string | undefined> {
  try {
    return await openText(seal, Buffer.from(ticket, 'base64url'), place);
  } catch (thrown) {
    if (thrown instanceof Fault && thrown.code !== 'seal-broken') throw thrown;
    return undefined;
  }
}
