import { Fault, type FaultCode } from '#contracts/errors.ts';
import type { ReasonCode } from '#contracts/reasons.ts';

const reasons: Partial<Record<FaultCode, ReasonCode>> = {
  'disk-full': 'no-room-to-record',
  'database-unavailable': 'database-unreachable',
};

/**
 * The reason that a person reads when no decision could be made or recorded: what is wrong where that is known,
 * so that the one who can mend it is told of the right thing.
 */
export function whyUnanswered(error: unknown): ReasonCode {
  return (error instanceof Fault && reasons[error.code]) || 'control-unreachable';
}
