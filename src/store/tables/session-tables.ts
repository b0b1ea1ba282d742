import type { PersonId, SessionId } from '#base/ids.ts';
import type { AdministrativeAction, AuthenticationMethod } from '#contracts/access.ts';
import type { Defaulted, GivenTime, Json, Maybe, MaybeTime, Time, Version } from './column-types.ts';

export interface SessionsTable {
  id: SessionId;
  personId: PersonId;
  /** SHA-256 of the sign-in host's cookie, hex. */
  secretHash: string;
  methods: AuthenticationMethod[];
  authenticatedAt: Time;
  createdAt: Time;
  lastActiveAt: Time;
  absoluteSeconds: number;
  idleSeconds: number;
  address: string;
  userAgent: string;
  endedAt: MaybeTime;
  endReason: Maybe<string>;
  /** When its person was shown it and knew it. */
  seenAt: MaybeTime;
}

export interface HostTokensTable {
  /** SHA-256 of the token, hex. */
  hash: string;
  sessionId: SessionId;
  host: string;
  methods: AuthenticationMethod[];
  authenticatedAt: GivenTime;
  address: string;
  userAgent: string;
  createdAt: Time;
}

export interface CodesTable {
  hash: string;
  sessionId: SessionId;
  host: string;
  nonceHash: string;
  methods: AuthenticationMethod[];
  authenticatedAt: GivenTime;
  createdAt: Time;
  expiresAt: GivenTime;
  usedAt: MaybeTime;
}

export type LinkKind = 'setup' | 'invitation' | 'reset';

export interface LinksTable {
  id: string;
  hash: string;
  kind: LinkKind;
  personId: Maybe<PersonId>;
  data: Json<Readonly<Record<string, unknown>>>;
  createdAt: Time;
  expiresAt: GivenTime;
  usedAt: MaybeTime;
}

/** What a browser proved or typed on the way through several pages. */
export interface JourneysTable {
  hash: string;
  kind: string;
  sealed: Buffer;
  version: Version;
  tries: Defaulted<number>;
  createdAt: Time;
  expiresAt: GivenTime;
}

export interface ApiTokensTable {
  id: string;
  hash: string;
  name: string;
  ownerId: PersonId;
  scopes: AdministrativeAction[];
  createdAt: Time;
  expiresAt: GivenTime;
  lastUsedAt: MaybeTime;
}
