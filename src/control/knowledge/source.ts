import type { AppId, PersonId, SessionId } from '#base/ids.ts';
import type { AppFacts, AuthenticationMethod, PersonFacts, RouteFacts } from '#contracts/access.ts';

/** A host's token with the session it hangs on, as the database had them. Times are Unix milliseconds. */
export interface KnownToken {
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
  tokens(hashes: readonly string[]): Promise<Found<KnownToken>>;
  people(ids: readonly PersonId[]): Promise<Found<KnownPerson>>;
  apps(ids: readonly AppId[]): Promise<Found<KnownApp>>;
  /** The organisation's time zone, an IANA name. */
  zone(): Promise<string>;
  /** The database's clock, Unix milliseconds. */
  now(): Promise<number>;
}
