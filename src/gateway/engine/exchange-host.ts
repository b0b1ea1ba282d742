import type { Clock } from '#base/clock.ts';
import type { FaultCode } from '#contracts/errors.ts';
import type { AccessRecord } from '#contracts/events.ts';
import type { Cut } from '../grants/face.ts';
import type { Answer } from './answer.ts';
import type { Deadlines } from './deadlines.ts';
import type { About, Asked, Verdict } from './verdict.ts';

/** What an exchange needs from around it. */
export interface ExchangeHost {
  readonly clock: Clock;
  readonly deadlines: Deadlines;
  /** Decides about a request; never throws for what a client can send. */
  decide(asked: Asked): Verdict | Promise<Verdict>;
  /** Makes the answer for a fault of an upstream or of ours. */
  explainFault(code: FaultCode, asked: Asked, about: About): Answer;
  /** Makes the answer for somebody whose access ended before a response began. */
  explainCut(cut: Cut, asked: Asked, about: About): Answer;
  /** Takes the record of a finished exchange. Called exactly once for each. */
  record(record: AccessRecord): void;
  /** Notes that the person behind a token did something. */
  noteActivity(tokenHash: string): void;
  /** Hands over a fault that somebody who runs this should read about. */
  report(fault: unknown, about: About): void;
}
