import type { GroupId, PersonId } from '#base/ids.ts';
import type { Defaulted, GivenTime, Maybe, MaybeTime, Time, Version } from './column-types.ts';

export interface PeopleTable {
  id: PersonId;
  issuer: string;
  subject: string;
  name: string;
  email: Maybe<string>;
  state: Defaulted<'invited' | 'enabled' | 'disabled'>;
  roles: Defaulted<string[]>;
  labels: Defaulted<string[]>;
  version: Version;
  createdAt: Time;
  changedAt: Time;
}

export interface GroupsTable {
  id: GroupId;
  name: string;
  description: Defaulted<string>;
  version: Version;
  createdAt: Time;
  changedAt: Time;
}

export interface MembershipsTable {
  groupId: GroupId;
  personId: PersonId;
  createdAt: Time;
}

export interface GroupParentsTable {
  groupId: GroupId;
  parentId: GroupId;
}

export interface CredentialsTable {
  id: string;
  personId: PersonId;
  kind: 'password' | 'totp' | 'recovery';
  /** Of a password (argon2 with its parameters) or a recovery code. */
  hash: Maybe<string>;
  /** The TOTP seed, sealed with the row's id as additional data. */
  sealed: Maybe<Buffer>;
  /** The last TOTP step that was used, so that no code counts twice. */
  lastStep: Maybe<number>;
  createdAt: Time;
  usedAt: MaybeTime;
  /** Since when a password opens nothing until it is changed. */
  lockedAt: MaybeTime;
}

export interface ThrottlesTable {
  key: string;
  failures: number;
  firstAt: GivenTime;
  lastAt: GivenTime;
}
