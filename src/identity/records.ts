import type { PersonId, SessionId } from '#base/ids.ts';
import type { AuthenticationMethod, Strength } from '#contracts/access.ts';
import type { NewPasskey, PasskeyRef } from './methods/passkey/passkey-records.ts';

/**
 * What identity needs kept, as small faces of the store. All times are judged by the store's clock, which all
 * replicas share; everything secret arrives hashed or sealed.
 */

/** A person whom we vouch for ourselves, as sign-in sees them. */
export interface LocalPerson {
  readonly id: PersonId;
  readonly name: string;
  readonly email?: string;
  readonly disabled: boolean;
  /** PHC string; absent until they chose a password. */
  readonly passwordHash?: string;
  /** The password is right and opens nothing all the same: somebody else may know it. */
  readonly passwordLocked?: true;
  readonly totp: readonly SealedSecret[];
  readonly recoveryCodesLeft: number;
  /** `provider`: another provider vouches for them, and a password of ours they do not have. */
  readonly vouchedBy?: 'provider';
  /** Those that may sign them in. */
  readonly passkeys: readonly PasskeyRef[];
}

/** A secret at rest, sealed under the id of its row. */
export interface SealedSecret {
  readonly id: string;
  readonly sealed: Uint8Array;
}

export interface PersonRecords {
  /** By what they type: e-mail address or user name, already normalised. */
  byLogin(login: string): Promise<LocalPerson | undefined>;
  byId(id: PersonId): Promise<LocalPerson | undefined>;
  /** Addresses from which whoever signs in by this name had sessions within the last 30 days. */
  recentAddresses(login: string): Promise<readonly string[]>;
}

export interface CredentialRecords {
  /** Marks a time step as used, unless it or a later one was before: then false. Atomic. */
  acceptTotpStep(credential: string, step: number): Promise<boolean>;
  /** Marks a recovery code as used, unless it was before or is nobody's: then false. Atomic. */
  useRecoveryCode(person: PersonId, hash: string): Promise<boolean>;
  /** Stores a stronger hash of the same password. */
  rehashPassword(person: PersonId, before: string, after: string): Promise<void>;
}

/** What somebody chose and proved when they enrolled. */
export interface NewCredentials {
  /** Absent where a passkey is all they sign in with, or another provider vouches. */
  readonly passwordHash?: string;
  /** With the step that proved the secret; it counts as used. */
  readonly totp?: SealedSecret & { readonly step: number };
  readonly passkey?: NewPasskey;
  readonly recoveryHashes: readonly string[];
}

export interface EnrolmentRecords {
  claimed(): Promise<boolean>;
  /**
   * Makes this installation the first claimer's: organisation, owner, credentials and built-in policies in one
   * transaction. False when somebody was faster.
   */
  claim(claim: {
    readonly organisation: string;
    readonly person: { readonly id: PersonId; readonly name: string; readonly email: string };
    readonly credentials: NewCredentials;
    /** The hash of the journey that this completes; it ends in the same transaction. */
    readonly journey: string;
  }): Promise<boolean>;
  /** Gives a person new credentials and ends what they had; false when they are gone or disabled, or the journey is over. */
  enrol(enrolment: {
    readonly person: PersonId;
    readonly name?: string;
    readonly credentials: NewCredentials;
    readonly journey: string;
    readonly cause: string;
  }): Promise<boolean>;
}

/** A sign-in session as the browser's cookie finds it. */
export interface SignInSession {
  readonly id: SessionId;
  readonly person: PersonId;
  readonly name: string;
  readonly login: string;
  readonly strength: Strength;
  /** Milliseconds since the person last proved it, by the store's clock. */
  readonly ageMs: number;
}

/** A session as its person reads it; times in milliseconds since the Unix epoch. */
export interface SessionSummary {
  readonly id: SessionId;
  readonly createdAt: number;
  readonly lastActiveAt: number;
  readonly address: string;
  readonly userAgent: string;
}

/** What a sign-in was proved by, to be looked at once more in the moment in which its session comes into being. */
export interface RestsOn {
  /** `passwordMark` of the hash that a password was right for. */
  readonly password?: string;
  /** The id of a passkey. */
  readonly passkey?: string;
  /** An identity at a provider. */
  readonly identity?: { readonly issuer: string; readonly subject: string };
}

export interface SessionRecords {
  /** Undefined where what it rests on was changed, locked or removed meanwhile. Atomic. */
  create(session: {
    readonly id: SessionId;
    readonly person: PersonId;
    readonly secretHash: string;
    readonly methods: readonly AuthenticationMethod[];
    readonly address: string;
    readonly userAgent: string;
    readonly restsOn: RestsOn;
  }): Promise<Strength | undefined>;
  /** Only a session that neither ended nor passed its limits, of a person who may sign in. */
  bySecretHash(hash: string): Promise<SignInSession | undefined>;
  /** Puts another secret and strength in place of the old; undefined when the session is over. */
  raise(change: {
    readonly id: SessionId;
    readonly secretHash: string;
    readonly methods: readonly AuthenticationMethod[];
    /** `now`: everything was proved anew. `kept`: the rest is as old as it was. */
    readonly proved: 'now' | 'kept';
  }): Promise<Strength | undefined>;
  /** Ends sessions of this person and revokes all that hangs on them; answers with those that were alive. */
  end(end: {
    readonly person: PersonId;
    readonly sessions: readonly SessionId[] | 'all';
    readonly cause: string;
  }): Promise<readonly SessionId[]>;
  list(person: PersonId): Promise<readonly SessionSummary[]>;
}

export interface CodeRecords {
  put(code: {
    readonly hash: string;
    readonly session: SessionId;
    readonly host: string;
    /** SHA-256 of the attempt's nonce, base64url. */
    readonly nonceHash: string;
    readonly strength: Strength;
    readonly lifetimeMs: number;
  }): Promise<void>;
}

export type LinkKind = 'setup' | 'invitation' | 'reset';

export interface LinkRecords {
  put(link: {
    readonly id: string;
    readonly hash: string;
    readonly kind: LinkKind;
    readonly person?: PersonId;
    readonly lifetimeMs: number;
  }): Promise<void>;
  /** Uses a link up, unless it was before, is over or was withdrawn. Atomic. */
  use(hash: string, kinds: readonly LinkKind[]): Promise<UsedLink | undefined>;
}

export interface UsedLink {
  readonly id: string;
  readonly kind: LinkKind;
  readonly person?: PersonId;
}

export interface StoredJourney {
  readonly sealed: Uint8Array;
  readonly version: number;
}

export interface JourneyRecords {
  put(journey: {
    readonly hash: string;
    readonly kind: string;
    readonly sealed: Uint8Array;
    readonly lifetimeMs: number;
  }): Promise<void>;
  get(hash: string, kind: string): Promise<StoredJourney | undefined>;
  /** Puts new content in place of what was read; false when it changed meanwhile or is over. */
  replace(change: {
    readonly hash: string;
    readonly version: number;
    readonly sealed: Uint8Array;
  }): Promise<boolean>;
  /** Counts a try; false when there were `most` before, or the journey is over. Atomic. */
  countTry(hash: string, most: number): Promise<boolean>;
  /** Removes a journey; false when somebody else did. Atomic. */
  remove(hash: string): Promise<boolean>;
}

/** How one counter of failures slows down. */
export interface Pace {
  /** This many tries in a row cost nothing. */
  readonly free: number;
  /** The pause after the first that is not free, milliseconds; it doubles with each. */
  readonly pauseMs: number;
  readonly longestMs: number;
  /** Silence after which everything is forgotten, milliseconds. */
  readonly forgetMs: number;
}

export interface ThrottleRecords {
  /**
   * Counts a try under a key, unless the pause after the last one is not over: then how long is left,
   * milliseconds. Atomic, so that a thousand tries at once are counted like a thousand in a row.
   */
  take(key: string, pace: Pace): Promise<{ readonly waitMs: number; readonly tries: number }>;
  /** Takes one try back, because it was right. */
  giveBack(key: string): Promise<void>;
  forget(key: string): Promise<void>;
}
