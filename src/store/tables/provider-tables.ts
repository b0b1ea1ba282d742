import type { GroupId, PersonId, ProviderId, SessionId } from '#base/ids.ts';
import type { Defaulted, Json, Maybe, MaybeTime, Time, Version } from './column-types.ts';

export interface ProvidersTable {
  id: ProviderId;
  /** Stands in the addresses that the provider is told; never changes. */
  name: string;
  title: string;
  issuer: string;
  clientId: string;
  /** The client's secret, sealed; absent for a public client. */
  sealed: Maybe<Buffer>;
  settings: Json;
  state: Defaulted<'enabled' | 'disabled'>;
  version: Version;
  createdAt: Time;
  changedAt: Time;
}

export interface IdentitiesTable {
  issuer: string;
  subject: string;
  providerId: ProviderId;
  personId: PersonId;
  login: Maybe<string>;
  /** `none`: this provider is not asked for groups. */
  groupsState: Defaulted<'none' | 'known' | 'unknown'>;
  groupsAt: Time;
  createdAt: Time;
  usedAt: Time;
}

export interface ProviderMembershipsTable {
  personId: PersonId;
  groupId: GroupId;
  providerId: ProviderId;
  createdAt: Time;
}

export interface ProviderSessionsTable {
  sessionId: SessionId;
  providerId: ProviderId;
  issuer: string;
  subject: string;
  /** The provider's own name of the session. */
  sid: Maybe<string>;
  /** The refresh token, sealed. */
  sealed: Maybe<Buffer>;
  refreshedAt: Time;
  /** When it is refreshed next; absent without a refresh token. */
  dueAt: MaybeTime;
  tries: Defaulted<number>;
}

export interface UsedLogoutTokensTable {
  hash: string;
  expiresAt: Time;
}
