import type { AppId, PersonId, ServiceAccountId, ServiceKeyId, SessionId } from '#base/ids.ts';
import type {
  AppFacts,
  AuthenticationMethod,
  PersonFacts,
  RouteFacts,
  ServiceAccountFacts,
} from '#contracts/access.ts';

/** What a request showed to say who it is: a host's token, or a key of a service account. */
export type KnownCredential = KnownToken | KnownKey;

/** A host's token with the session it hangs on, as the database had them. Times are Unix milliseconds. */
export interface KnownToken {
  readonly kind: 'token';
  /** SHA-256 of the token, hex. */
  readonly hash: string;
  /** The one host that this token is for. */
  readonly host: string;
  readonly session: SessionId;
  readonly person: PersonId;
  readonly methods: readonly AuthenticationMethod[];
  readonly authenticatedAt: number;
  /** When the session ends by its greatest age, or for idleness as far as activity was known. */
  readonly endsAt: number;
  readonly ended: boolean;
}

/** A key of a service account, as the database had it. Times are Unix milliseconds. */
export interface KnownKey {
  readonly kind: 'key';
  /** SHA-256 of the key, hex. */
  readonly hash: string;
  readonly session: ServiceKeyId;
  readonly person: ServiceAccountId;
  /** The only apps of its account that it opens; absent: all of them. */
  readonly apps?: readonly AppId[];
  /** When it was made. */
  readonly authenticatedAt: number;
  readonly endsAt: number;
  /** Whether it was revoked. */
  readonly ended: boolean;
}

/** Somebody who may open apps. */
export type KnownPrincipal = KnownPerson | KnownAccount;

/** A service account with the whole closure of its groups. */
export interface KnownAccount {
  readonly facts: ServiceAccountFacts;
  readonly enabled: boolean;
}

/** A person with the whole closure of their groups. */
export interface KnownPerson {
  readonly facts: PersonFacts;
  readonly enabled: boolean;
}

/** An app with what its grants need to know. */
export interface KnownApp {
  readonly facts: AppFacts;
  readonly enabled: boolean;
  /** The public host name, lower case. */
  readonly host: string;
  readonly graceMs: number;
  readonly routes: readonly RouteFacts[];
}

/** Rows that a query found, with the database's `now()` of that query where it asked for it. */
export interface Found<Row> {
  readonly now?: number;
  readonly rows: readonly Row[];
}

/** Where knowledge is read from: one query for each kind of thing, whatever the number of keys. */
export interface KnowledgeSource {
  tokens(hashes: readonly string[]): Promise<Found<KnownCredential>>;
  people(ids: readonly PersonId[]): Promise<Found<KnownPerson>>;
  accounts(ids: readonly ServiceAccountId[]): Promise<Found<KnownAccount>>;
  apps(ids: readonly AppId[]): Promise<Found<KnownApp>>;
  /** The organisation's time zone, an IANA name. */
  zone(): Promise<string>;
  /** The database's clock, Unix milliseconds. */
  now(): Promise<number>;
}
