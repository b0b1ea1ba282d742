import type { PersonId } from '#base/ids.ts';
import type { Defaulted, GivenTime, MaybeTime, Time } from './column-types.ts';

export interface PasskeysTable {
  id: string;
  personId: PersonId;
  /** The authenticator's name for it, base64url. */
  credentialId: string;
  /** COSE_Key (RFC 9052, section 7). */
  publicKey: Buffer;
  /** The highest count of signatures seen; 0 for authenticators that do not count. */
  counter: number;
  /** How browsers reach it, such as `internal` or `usb`. */
  transports: Defaulted<string[]>;
  /** The AAGUID: which model of authenticator it says it is. Unproven. */
  model: string;
  mayBeBackedUp: boolean;
  backedUp: boolean;
  /** As its person calls it. */
  name: string;
  /** When its counter went back; such a passkey signs nobody in. */
  copiedAt: MaybeTime;
  createdAt: Time;
  usedAt: MaybeTime;
}

export interface SpentChallengesTable {
  /** SHA-256 of the challenge, hex. */
  hash: string;
  expiresAt: GivenTime;
}
