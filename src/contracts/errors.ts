export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'fatal';

export interface FaultKind {
  /** HTTP status at the edge (RFC 9110). */
  readonly status: number;
  /** What may be shown to whoever asked; details stay in the log under the fault's id. */
  readonly shown: string;
  readonly level: LogLevel;
}

/** Every fault by its code. One list, so that what is shown and what is logged is decided in one place. */
export const faults = {
  // requests to the API
  'invalid-request': { status: 400, shown: 'The request is not valid.', level: 'debug' },
  'not-signed-in': { status: 401, shown: 'Sign in first.', level: 'debug' },
  'not-permitted': { status: 403, shown: 'You may not do this.', level: 'info' },
  'not-found': { status: 404, shown: 'There is no such thing.', level: 'debug' },
  conflict: { status: 409, shown: 'It exists already, or is in use.', level: 'debug' },
  'changed-meanwhile': {
    status: 412,
    shown: 'Somebody changed it meanwhile. Load it again.',
    level: 'debug',
  },
  'too-large': { status: 413, shown: 'The request is too large.', level: 'debug' },
  'too-many': { status: 429, shown: 'Too many attempts. Wait a moment.', level: 'info' },
  'last-owner': { status: 409, shown: 'The last owner cannot be removed.', level: 'info' },
  'policy-invalid': { status: 422, shown: 'The policy is not valid.', level: 'debug' },
  'policy-locks-out': { status: 409, shown: 'This would lock every owner out.', level: 'info' },
  'policy-test-failed': { status: 422, shown: 'A policy test would not hold any more.', level: 'info' },
  'policy-refuses-publisher': {
    status: 409,
    shown: 'This would refuse whoever publishes it.',
    level: 'info',
  },
  'second-person-needed': {
    status: 409,
    shown: 'Not carried out: a second person has to agree.',
    level: 'info',
  },
  unclaimed: { status: 403, shown: 'Set this installation up first.', level: 'info' },
  // parts that are away
  'database-unavailable': { status: 503, shown: 'The database does not answer.', level: 'error' },
  'database-newer': { status: 503, shown: 'The data was written by a newer version.', level: 'fatal' },
  'database-unsuitable': { status: 503, shown: 'The database cannot be used.', level: 'fatal' },
  'disk-full': { status: 507, shown: 'There is no room left to write.', level: 'fatal' },
  'control-unreachable': { status: 503, shown: 'The control plane does not answer.', level: 'warn' },
  'upstream-unreachable': { status: 502, shown: 'The application does not answer.', level: 'warn' },
  'upstream-refused': { status: 502, shown: 'The application may not be reached there.', level: 'warn' },
  'upstream-slow': { status: 504, shown: 'The application took too long to answer.', level: 'warn' },
  'upstream-broken': { status: 502, shown: 'The application answered with nonsense.', level: 'warn' },
  // starting
  'config-invalid': { status: 500, shown: 'The configuration is not valid.', level: 'fatal' },
  'port-taken': { status: 500, shown: 'A port is taken.', level: 'fatal' },
  'data-directory-unusable': { status: 500, shown: 'The data directory cannot be used.', level: 'fatal' },
  'data-directory-taken': { status: 500, shown: 'The data directory is in use.', level: 'fatal' },
  'platform-unsupported': { status: 500, shown: 'This platform is not supported.', level: 'fatal' },
  // secrets and proofs
  'key-unavailable': { status: 500, shown: 'A key is not available.', level: 'error' },
  'seal-broken': { status: 500, shown: 'A sealed secret could not be opened.', level: 'error' },
  'proof-invalid': { status: 401, shown: 'A proof of identity is not valid.', level: 'warn' },
  // the control stream
  'link-version': { status: 500, shown: 'The two sides speak different versions.', level: 'error' },
  'link-malformed': { status: 400, shown: 'A message on the control stream is malformed.', level: 'warn' },
  internal: { status: 500, shown: 'Something went wrong on our side.', level: 'error' },
} as const satisfies Record<string, FaultKind>;

export type FaultCode = keyof typeof faults;

/** A fault: something that should not happen in a healthy, rightly used system. Expected refusals are values. */
export class Fault extends Error {
  readonly code: FaultCode;
  /** Details for the log and, where the edge says so, for whoever can act. Never secrets. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: FaultCode, message: string, options: FaultOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'Fault';
    this.code = code;
    this.details = options.details ?? {};
  }
}

export interface FaultOptions {
  readonly cause?: unknown;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Tells whether something thrown is a fault with this code. */
export function isFault(thrown: unknown, code: FaultCode): thrown is Fault {
  return thrown instanceof Fault && thrown.code === code;
}
