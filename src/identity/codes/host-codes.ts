import type { SessionId } from '#base/ids.ts';
import type { Strength } from '#contracts/access.ts';
import type { CodeRecords } from '../records.ts';
import { hashSecret, newSecret } from '../secret.ts';

/** How long a code to a host lives, milliseconds. */
export const hostCodeLifetimeMs = 30_000;

/** Codes with which a host exchanges a sign-in for a token of its own. */
export interface HostCodes {
  /**
   * Makes a code: 32 random bytes, good once, within 30 s, on this host, for the browser that holds the
   * attempt's nonce, while the session lives. So a code that leaks from a log or a referrer opens nothing.
   */
  issue(code: {
    readonly session: SessionId;
    readonly host: string;
    readonly nonceHash: string;
    readonly strength: Strength;
  }): Promise<string>;
}

export function createHostCodes(records: CodeRecords): HostCodes {
  return {
    async issue(code) {
      const secret = newSecret();
      await records.put({ ...code, hash: hashSecret(secret), lifetimeMs: hostCodeLifetimeMs });
      return secret;
    },
  };
}
