import type { Changing } from '../../sessions/still-signed-in.ts';
import type { PersonId } from '#base/ids.ts';

/** How a browser finds a passkey again. */
export interface PasskeyRef {
  /** The authenticator's name for it, base64url. */
  readonly credential: string;
  readonly transports: readonly string[];
}

/** A passkey that was just made and checked. */
export interface NewPasskey extends PasskeyRef {
  readonly id: string;
  /** COSE_Key (RFC 9052, section 7). */
  readonly publicKey: Uint8Array;
  readonly counter: number;
  /** The AAGUID; says, unproven, which model of authenticator made it. */
  readonly model: string;
  /** Whether it can be copied to other devices of its person, by a password manager say. */
  readonly mayBeBackedUp: boolean;
  readonly backedUp: boolean;
  readonly name: string;
}

/** A passkey as it is kept; times in milliseconds since the Unix epoch. */
export interface StoredPasskey extends NewPasskey {
  readonly person: PersonId;
  /** When its counter went back. Such a passkey signs nobody in. */
  readonly copiedAt?: number;
  readonly createdAt: number;
  readonly usedAt?: number;
}

/** What somebody signs in with, as they read it; times in milliseconds since the Unix epoch. */
export interface MethodSummary {
  /** `lockedAt`: since when it opens nothing until it is changed. */
  readonly password?: { readonly createdAt: number; readonly lockedAt?: number };
  readonly authenticators: readonly { readonly createdAt: number; readonly usedAt?: number }[];
  readonly recoveryCodesLeft: number;
  /** Absent where nobody but us vouches for them. */
  readonly vouchedBy?: 'provider';
  readonly passkeys: readonly StoredPasskey[];
}

/** Passkeys as identity needs them kept. */
export interface PasskeyRecords {
  byCredential(credential: string): Promise<StoredPasskey | undefined>;
  methods(person: PersonId): Promise<MethodSummary>;
  /**
   * Adds one; `known`: that credential is registered; `gone`: the person is disabled; `over`, here and below: the
   * session that asks for it has ended.
   */
  add(
    passkey: NewPasskey & Changing & { readonly most: number },
  ): Promise<'added' | 'known' | 'too-many' | 'gone' | 'over'>;
  /** Takes the count of a signature; false when it did not rise, or the passkey was found copied. Atomic. */
  takeCount(use: {
    readonly id: string;
    readonly counter: number;
    readonly backedUp: boolean;
  }): Promise<boolean>;
  /** Marks one as copied; false when it is marked already. */
  markCopied(id: string): Promise<boolean>;
  rename(
    change: Changing & { readonly id: string; readonly name: string },
  ): Promise<'renamed' | 'gone' | 'over'>;
  /** Removes one, unless nothing to sign in with would be left. Two at once see each other. */
  remove(passkey: Changing & { readonly id: string }): Promise<'removed' | 'last' | 'gone' | 'over'>;
  /** Uses a challenge up, by its hash: of those who come with the same one, one gets true. */
  spendChallenge(hash: string, keptMs: number): Promise<boolean>;
}
