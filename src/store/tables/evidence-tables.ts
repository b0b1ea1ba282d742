import type {
  AppId,
  ConnectionId,
  GatewayId,
  GrantId,
  PersonId,
  ServiceAccountId,
  ServiceKeyId,
  SessionId,
} from '#base/ids.ts';
import type { AuditKind } from '#contracts/events.ts';
import type { GivenTime, Maybe, Time } from './column-types.ts';

export type KeyPurpose = 'ca' | 'grant' | 'assertion' | 'audit' | 'code' | 'tls';

/** `next` is published but does not sign yet; `retiring` signs no more but still verifies. */
export type KeyState = 'next' | 'active' | 'retiring' | 'retired';

export interface KeysTable {
  kid: string;
  purpose: KeyPurpose;
  alg: string;
  /** Sealed under the root key with the kid as additional data. */
  sealedPrivate: Buffer;
  /** JWK as JSON, or PEM where the key belongs to certificates. */
  public: string;
  state: KeyState;
  notBefore: GivenTime;
  notAfter: GivenTime;
  createdAt: Time;
}

export interface AuditRecordsTable {
  chain: string;
  seq: number;
  at: GivenTime;
  kind: AuditKind;
  about: string[];
  bytes: Buffer;
  hash: Buffer;
  salt: Maybe<Buffer>;
  payload: Maybe<Buffer>;
}

export interface AuditCheckpointsTable {
  number: number;
  at: GivenTime;
  bytes: Buffer;
  kid: string;
  signature: Buffer;
}

/** Checkpoints first to last, packed; the signature is that of the last. */
export interface AuditCheckpointPacksTable {
  last: number;
  first: number;
  packed: Buffer;
  kid: string;
  signature: Buffer;
}

export interface DecisionInputsTable {
  digest: string;
  bytes: Buffer;
  createdAt: Time;
}

export interface LiveConnectionsTable {
  id: ConnectionId;
  gatewayId: GatewayId;
  grantId: GrantId;
  /** The session, or the key of a service account. */
  sessionId: SessionId | ServiceKeyId;
  /** The person, or the service account. */
  personId: PersonId | ServiceAccountId;
  appId: AppId;
  protocol: string;
  address: string;
  openedAt: GivenTime;
}

export interface PresenceTable {
  subject: string;
  replica: string;
  lastSeen: GivenTime;
}
