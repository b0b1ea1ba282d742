import { randomBytes } from 'node:crypto';
import { Fault, type FaultCode, faults } from '#contracts/errors.ts';
import type { LogFields } from './fields.ts';
import type { Log } from './log.ts';

/** What the edge may tell about a fault. */
export interface ShownFault {
  readonly code: FaultCode;
  /** HTTP status (RFC 9110). */
  readonly status: number;
  readonly shown: string;
  /** The short id under which the log explains it. */
  readonly errorId: string;
}

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** Makes a short id (50 random bits) that a person can read aloud and the log explains. */
export function newErrorId(): string {
  let id = '';
  for (const byte of randomBytes(10)) id += alphabet.charAt(byte & 31);
  return `${id.slice(0, 5)}-${id.slice(5)}`;
}

/**
 * Writes something thrown to the log at its own level and says what may be shown. What is no `Fault` counts as
 * `internal`: its message stays in the log, since it may tell an attacker how we are built.
 */
export function reportFault(
  log: Log,
  thrown: unknown,
  fields: LogFields & { readonly message?: string } = {},
): ShownFault {
  const code = thrown instanceof Fault ? thrown.code : 'internal';
  const { status, shown, level } = faults[code];
  const errorId = newErrorId();
  const { message = shown, ...others } = fields;
  log[level](message, { ...others, code, errorId, error: thrown });
  return { code, status, shown, errorId };
}
