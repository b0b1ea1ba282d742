import type { Changing } from '../sessions/still-signed-in.ts';
import type { PersonId, ProviderId, SessionId } from '#base/ids.ts';
import type { ToldPerson } from './claims.ts';
import type { Provider, ProviderIdentity } from './provider.ts';

/** A session of ours whose provider is to be asked anew. */
export interface DueSession extends ProviderIdentity {
  readonly session: SessionId;
  readonly person: PersonId;
  readonly provider: ProviderId;
  /** The refresh token, sealed. */
  readonly sealed: Uint8Array;
  /** How often it was tried since it last came off, this time included. */
  readonly tries: number;
}

/** What the providers' part of identity needs kept. */
export interface ProviderRecords {
  byId(id: ProviderId): Promise<Provider | undefined>;
  byName(name: string): Promise<Provider | undefined>;
  /** Those by which people may sign in, in the order in which they are offered. */
  enabled(): Promise<readonly Provider[]>;
  /** Whose an identity is. */
  personOf(identity: ProviderIdentity): Promise<PersonId | undefined>;
  /** Makes a person of an identity, or gives the one whose it is by now. Atomic. */
  join(made: {
    readonly identity: ProviderIdentity;
    readonly provider: ProviderId;
    readonly told: ToldPerson;
  }): Promise<{ readonly person: PersonId; readonly made: 'now' | 'before' }>;
  /** Ties an identity to a person: `taken` when it is somebody else's, `over` when their session ended. Atomic. */
  link(
    link: Changing & {
      readonly identity: ProviderIdentity;
      readonly provider: ProviderId;
      readonly login?: string | undefined;
    },
  ): Promise<'linked' | 'taken' | 'over'>;
  /** Ties an identity to somebody who was invited and ends the journey of the invitation. Atomic. */
  acceptInvitation(accepted: {
    readonly identity: ProviderIdentity;
    readonly provider: ProviderId;
    readonly person: PersonId;
    /** The hash of the enrolment's journey. */
    readonly journey: string;
    readonly login?: string | undefined;
  }): Promise<'linked' | 'taken' | 'over'>;
  /** Writes down what a provider says of a person; who is touched is decided anew. */
  note(said: {
    readonly identity: ProviderIdentity;
    readonly provider: Provider;
    readonly person: PersonId;
    readonly told: ToldPerson;
  }): Promise<void>;
  /** When a session of this person was last taken from them, milliseconds since the Unix epoch. */
  lastRevokedAt(person: PersonId): Promise<number | undefined>;
  /** Ties a session to the provider's; the refresh token is sealed. */
  tie(tie: {
    readonly session: SessionId;
    readonly identity: ProviderIdentity;
    readonly provider: ProviderId;
    readonly sid?: string | undefined;
    readonly sealed?: Uint8Array | undefined;
    readonly refreshInMs: number;
  }): Promise<void>;
  /** What a session is tied to. */
  tieOf(session: SessionId): Promise<
    | {
        readonly identity: ProviderIdentity;
        readonly provider: ProviderId;
        readonly sid?: string;
        readonly sealed?: Uint8Array;
      }
    | undefined
  >;
  /** Takes sessions that are due, for this caller alone for a while. */
  takeDue(most: number, leaseMs: number): Promise<readonly DueSession[]>;
  /** Puts a sealed refresh token in place of the one that was shown; when it is asked again stays as it was. */
  keepToken(session: SessionId, sealed: Uint8Array): Promise<void>;
  /** Notes a refresh that came off. */
  refreshed(session: SessionId, nextMs: number): Promise<void>;
  due(session: SessionId, inMs: number): Promise<void>;
  /** Makes groups unknown that no provider confirmed for too long; gives whose they were. */
  forgetOldGroups(): Promise<readonly PersonId[]>;
  /** Ends sessions that rest on a provider's word and revokes all that hangs on them. */
  end(end: {
    readonly provider: ProviderId;
    readonly subject?: string | undefined;
    readonly sid?: string | undefined;
    readonly person?: PersonId | undefined;
    readonly cause: string;
  }): Promise<readonly { readonly id: SessionId; readonly person: PersonId }[]>;
  /** Burns the name of a logout token: false when it was burnt before. Atomic. */
  burnLogout(hash: string, keepMs: number): Promise<boolean>;
  /** The providers that a person is tied to. */
  identitiesOf(person: PersonId): Promise<readonly LinkedIdentity[]>;
  /** Unties a person from a provider, unless nothing else would let them in. Atomic. */
  unlink(change: Changing & { readonly provider: ProviderId }): Promise<'unlinked' | 'last' | 'gone'>;
  /** The provider on whose word a session rests. */
  providerOfSession(session: SessionId): Promise<ProviderId | undefined>;
}

/** A provider that a person is tied to, as its person reads it. */
export interface LinkedIdentity {
  readonly provider: ProviderId;
  readonly title: string;
  readonly login?: string;
  readonly since: number;
}
