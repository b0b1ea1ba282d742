import type { AppId, GatewayId, PolicyId } from '#base/ids.ts';
import type { Actor } from '#contracts/events.ts';
import type { StoredPolicy, VersionedPolicy } from '#contracts/policies.ts';
import type {
  Defaulted,
  GeneratedAlways,
  GivenTime,
  Json,
  Maybe,
  MaybeTime,
  Time,
  Version,
} from './column-types.ts';

export interface AppsTable {
  id: AppId;
  name: string;
  title: Defaulted<string>;
  host: Maybe<string>;
  kind: 'web' | 'tcp' | 'federated';
  system: Maybe<string>;
  state: Defaulted<'enabled' | 'disabled'>;
  /** How it is served; its shape is the API's, not the store's. */
  spec: Json<Readonly<Record<string, unknown>>>;
  sensitivity: Defaulted<'low' | 'medium' | 'high'>;
  labels: Defaulted<string[]>;
  version: Version;
  createdAt: Time;
  changedAt: Time;
}

export interface TagsTable {
  name: string;
  description: Defaulted<string>;
  version: Version;
  createdAt: Time;
  changedAt: Time;
}

export interface TagParentsTable {
  tag: string;
  parent: string;
}

export interface AppTagsTable {
  appId: AppId;
  tag: string;
}

export interface PoliciesTable {
  id: PolicyId;
  name: string;
  title: string;
  text: string;
  mode: 'enforce' | 'observe';
  enabled: Defaulted<boolean>;
  enforceFrom: MaybeTime;
  enforceProblem: Maybe<string>;
  version: Version;
  createdAt: Time;
  changedAt: Time;
}

export interface PolicyRevisionsTable {
  revision: number;
  snapshot: Json<readonly StoredPolicy[]>;
  author: Json<Actor>;
  message: Defaulted<string>;
  publishedAt: Time;
  /** Absent: published by a Sallyport that kept no whole versions. */
  book: Json<readonly VersionedPolicy[] | null>;
}

export interface PolicyTrialsTable {
  onlyRow: GeneratedAlways<true>;
  revision: number;
  backTo: number;
  confirmBefore: GivenTime;
  author: Json<Actor>;
}

export interface PolicyTestsTable {
  id: string;
  /** What it says; its shape is the API's, not the store's. */
  spec: Json<Readonly<Record<string, unknown>>>;
  createdAt: Time;
  brokenSince: MaybeTime;
  brokenWhy: Maybe<string>;
}

export interface AppliedObjectsTable {
  setName: string;
  kind: 'tag' | 'group' | 'app' | 'service-account' | 'policy' | 'policy-test';
  /** Its id; of a tag its name. */
  object: string;
}

export interface PolicyPreviewsTable {
  id: string;
  state: 'running' | 'done' | 'failed' | 'cancelled';
  percent: Defaulted<number>;
  report: Json<Readonly<Record<string, unknown>> | null>;
  createdAt: Time;
  beatAt: Time;
}

export interface GatewaysTable {
  id: GatewayId;
  name: string;
  /** Serial number of its certificate, hex. */
  serial: Maybe<string>;
  /** SHA-256 of its certificate, hex. */
  fingerprint: Maybe<string>;
  /** Where it sits on a machine that runs `serve`; whoever joins there is this gateway. */
  seat: Maybe<string>;
  state: Defaulted<'enabled' | 'disabled'>;
  version: Version;
  createdAt: Time;
  changedAt: Time;
  lastSeenAt: MaybeTime;
  /** What it runs, by its own word. */
  software: Maybe<string>;
}

export interface JoinTokensTable {
  id: string;
  hash: string;
  name: string;
  usesLeft: number;
  /** The one seat that it is for; null: a new gateway with each use. */
  seat: Maybe<string>;
  createdAt: Time;
  expiresAt: GivenTime;
}
