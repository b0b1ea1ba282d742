import type { AccessRecord } from '#contracts/events.ts';
import type { Clock } from '#base/clock.ts';
import type { RequestHead } from './head/request-head.ts';
import type { About } from './verdict.ts';

/** What is counted while an exchange runs, and written down when it is over. */
export class ExchangeTally {
  readonly #at: number;
  readonly started: number;
  status = 0;
  reason: string | undefined;
  errorId: string | undefined;
  bytesIn = 0;
  bytesOut = 0;

  constructor(clock: Clock) {
    this.#at = clock.wall();
    this.started = clock.monotonic();
  }

  /** Makes the record. The query stays out of it, since it may carry secrets. */
  record(parts: RecordParts): AccessRecord {
    const { head, about } = parts;
    const query = head.target.indexOf('?');
    // Written out instead of spread together: this runs for every request.
    const record: { -readonly [K in keyof AccessRecord]: AccessRecord[K] } = {
      at: this.#at,
      host: head.host,
      address: parts.address,
      method: head.method,
      path: query < 0 ? head.target : head.target.slice(0, query),
      status: this.status,
      protocol: parts.protocol,
      bytesIn: this.bytesIn,
      bytesOut: this.bytesOut,
      durationMs: parts.now - this.started,
    };
    if (about.app !== undefined) record.app = about.app.id;
    if (about.grant !== undefined) {
      record.session = about.grant.session;
      record.person = about.grant.person;
      record.grant = about.grant.id;
    } else if (about.refused !== undefined) {
      const { session, person } = about.refused;
      if (session !== undefined) record.session = session;
      if (person !== undefined) record.person = person;
    }
    if (this.reason !== undefined) record.reason = this.reason;
    if (this.errorId !== undefined) record.errorId = this.errorId;
    return record;
  }
}

/** What a record needs beside the tally. */
export interface RecordParts {
  readonly head: RequestHead;
  readonly about: About;
  readonly address: string;
  readonly protocol: string;
  /** Monotonic milliseconds. */
  readonly now: number;
}
