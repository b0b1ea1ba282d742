import type { AppId, GroupId, PersonId, ServiceAccountId, ServiceKeyId } from '#base/ids.ts';
import type { Defaulted, GivenTime, Maybe, MaybeTime, Time, Version } from './column-types.ts';

export interface ServiceAccountsTable {
  id: ServiceAccountId;
  name: string;
  description: Defaulted<string>;
  state: Defaulted<'enabled' | 'disabled'>;
  ownerId: Maybe<PersonId>;
  apps: Defaulted<AppId[]>;
  labels: Defaulted<string[]>;
  version: Version;
  createdAt: Time;
  changedAt: Time;
}

export interface ServiceAccountGroupsTable {
  accountId: ServiceAccountId;
  groupId: GroupId;
  createdAt: Time;
}

export interface ServiceKeysTable {
  id: ServiceKeyId;
  accountId: ServiceAccountId;
  /** SHA-256 of the key, hex. */
  hash: string;
  name: string;
  /** Absent: all apps of the account. */
  apps: Maybe<AppId[]>;
  createdAt: Time;
  expiresAt: GivenTime;
  revokedAt: MaybeTime;
  usedAt: MaybeTime;
  /** The address that last used it. */
  usedFrom: Maybe<string>;
}
