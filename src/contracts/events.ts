/**
 * What happened and stays on record. Audit events form the chain; access records go to rotating files.
 * A kind is `noun-verb`; adding one is adding it here.
 */
export const auditKinds = [
  'chain-started',
  'installation-claimed',
  'person-signed-in',
  'person-refused',
  'person-stepped-up',
  'person-reported',
  'session-ended',
  'decision-made',
  'connections-cut',
  'object-created',
  'object-changed',
  'object-removed',
  'policy-published',
  'change-proposed',
  'proposal-decided',
  'link-made',
  'link-used',
  'key-rotated',
  'gateway-joined',
  'backup-made',
  'backup-restored',
  'recovered',
  'records-dropped',
] as const;

export type AuditKind = (typeof auditKinds)[number];

/** Who did it. `local` is whoever holds the local socket of the machine; `system` is Sallyport itself. */
export interface Actor {
  readonly kind: 'person' | 'service-account' | 'api-token' | 'local' | 'gateway' | 'system';
  readonly id?: string;
  readonly name?: string;
}

/** One event of the audit chain. Values are JSON; secrets never enter. */
export interface AuditEvent {
  readonly kind: AuditKind;
  readonly actor: Actor;
  /** Identifiers of what it is about: persons, apps, sessions, grants, policies. */
  readonly about: readonly string[];
  readonly address?: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Appends to the audit chain; resolves when the record is committed, rejects when it is not. */
export interface AuditLog {
  append(event: AuditEvent): Promise<{ readonly chain: string; readonly seq: number }>;
}

/** One request as the gateway saw it, written off the request's way. */
export interface AccessRecord {
  /** Milliseconds since the Unix epoch at which the head was read. */
  readonly at: number;
  readonly host: string;
  readonly app?: string;
  readonly session?: string;
  readonly person?: string;
  readonly grant?: string;
  readonly address: string;
  readonly method: string;
  /** Without the query, which may carry secrets. */
  readonly path: string;
  readonly status: number;
  /** A reason's or fault's code where we answered ourselves. */
  readonly reason?: string;
  /** The short id that the refusal page shows. */
  readonly errorId?: string;
  readonly protocol: string;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly durationMs: number;
}
