import type { FaultCode } from '#contracts/errors.ts';
import type { Cut, Registration } from '../grants/face.ts';
import type { Protocol } from '../protocols/protocol.ts';
import { protocolOf } from '../protocols/protocols.ts';
import { writeAnswer, type Answer } from './answer.ts';
import type { ClientConnection } from './client-connection.ts';
import { nextConnectionId } from './connection-id.ts';
import type { ConnectionMemory } from './connection-memory.ts';
import { lastWordMs } from './exchange-bounds.ts';
import type { ExchangeHost } from './exchange-host.ts';
import { ExchangeTally } from './exchange-record.ts';
import type { RequestHead } from './head/request-head.ts';
import type { Waiting } from './overdue.ts';
import type { Tail } from './tails.ts';
import type { About, Asked } from './verdict.ts';

/**
 * An exchange as far as its end is concerned: whatever becomes of it, it is answered if nothing was said yet, its
 * registration ends when its last byte has left, and its record is written once.
 */
export abstract class EndingExchange implements Asked, Tail {
  readonly head: RequestHead;
  readonly method: string;
  readonly address: string;
  readonly serverName: string | undefined;
  readonly memory: ConnectionMemory;
  endsAt = 0;
  behind: Tail | undefined = undefined;
  protected readonly client: ClientConnection;
  protected readonly host: ExchangeHost;
  protected readonly rules: Protocol;
  protected readonly tally: ExchangeTally;
  protected about: About = {};
  protected registration: Registration | undefined = undefined;
  protected phase: Waiting['phase'] = 'deciding';
  protected closeAfter: boolean;
  /** Why the gateway itself ended what could have gone on, for the registration. */
  protected endedFor: string | undefined = undefined;
  #id: string | undefined;
  #trails = false;

  constructor(head: RequestHead, client: ClientConnection, host: ExchangeHost) {
    this.head = head;
    this.method = head.method;
    this.address = client.address;
    this.serverName = client.serverName;
    this.memory = client.memory;
    this.client = client;
    this.host = host;
    this.rules = protocolOf(head);
    this.tally = new ExchangeTally(host.clock);
    this.closeAfter = head.close;
  }

  /** Lets go of the upstream, for good, and of what is kept of it. */
  protected abstract leaveUpstream(how: 'reset' | 'destroy'): void;
  /** How much of the request nobody has read; undefined when that is not known. */
  protected abstract unread(): number | undefined;
  /** What a tunnel says when it is cut; `none` where there is no tunnel. */
  protected abstract tunnelWord(cause: Cut): Buffer | undefined | 'none';

  get id(): string {
    return (this.#id ??= nextConnectionId());
  }

  get protocol(): string {
    return this.rules.name;
  }

  get session(): string | undefined {
    return this.about.grant?.session;
  }

  transferred(): { readonly bytesIn: number; readonly bytesOut: number } {
    return { bytesIn: this.tally.bytesIn, bytesOut: this.tally.bytesOut };
  }

  protected isOver(): boolean {
    return this.phase === 'over';
  }

  protected failInside(error: unknown): void {
    this.host.report(error, this.about);
    this.fail('internal');
  }

  protected fail(code: FaultCode): void {
    this.lose(code, code);
  }

  /** Something broke: an answer if none has begun, else a reset, so that what is cut short looks cut short. */
  protected lose(code: FaultCode, reason: string): void {
    if (this.isOver()) return;
    this.tally.reason = reason;
    if (this.tally.status === 0) this.answer(this.host.explainFault(code, this, this.about));
    else this.finish('reset');
  }

  protected answer(answer: Answer): void {
    const unread = this.unread();
    const closing = answer.close === true || this.closeAfter || unread === undefined;
    const bytes = writeAnswer({ ...answer, close: closing }, this.method);
    this.tally.status = answer.status;
    this.tally.reason ??= answer.reason;
    this.tally.errorId = answer.errorId;
    this.tally.bytesOut += bytes.length;
    this.client.write(bytes);
    this.finish(closing ? 'close' : 'next', unread);
  }

  /** The one way out: whatever happened, the record is written here, once. */
  protected finish(client: 'next' | 'close' | 'reset' | 'left' | 'cut', unread = 0): void {
    if (this.isOver()) return;
    this.phase = 'over';
    this.leaveUpstream(client === 'cut' || client === 'reset' ? 'reset' : 'destroy');
    const onward = client === 'next' || client === 'close';
    if (this.registration !== undefined) this.#trailOr(onward);
    const { head, address, protocol } = this;
    const now = this.host.clock.monotonic();
    this.host.record(this.tally.record({ head, about: this.about, address, protocol, now }));
    if (client === 'next') this.client.next(unread);
    else if (client === 'close') this.client.finish();
    else if (client === 'reset') this.client.breakOff();
  }

  // INVARIANT: the registration stands until the last byte has left this process. A client who reads slowly would
  // else receive, after the cut, what waits here of answers that were complete before it.
  #trailOr(onward: boolean): void {
    this.#trails = onward;
    if (onward) this.client.trail(this);
    else this.registration?.close(this.endedFor);
  }

  gone(): void {
    this.#trails = false;
    this.registration?.close(this.endedFor);
  }

  /** The connection is gone, or is reset for the sake of what was on it before. */
  left(why: string): void {
    this.tally.reason ??= why;
    this.finish(why === 'client-left' || why === 'gateway-stopped' ? 'left' : 'cut');
  }

  cut(cause: Cut): void {
    if (this.isOver()) {
      if (this.#trails) this.client.cutTail(this, { session: this.session, reason: cause.reason });
      this.#trails = false;
      return;
    }
    this.tally.reason = cause.reason;
    let word: Buffer | undefined;
    try {
      word = this.#lastWord(cause);
    } catch (error) {
      this.host.report(error, this.about);
    }
    this.finish('cut');
    if (word === undefined) this.client.reset();
    else this.client.resetAfter(word, lastWordMs);
  }

  /** What can still be said: nothing, once bytes wait in the queue or a message is half said. */
  #lastWord(cause: Cut): Buffer | undefined {
    // What was admitted before the cut was heard of goes first: a word in the middle of a message is none.
    if (!this.client.send()) return undefined;
    const word = this.tunnelWord(cause);
    if (word !== 'none') return word;
    if (this.tally.status !== 0) return undefined;
    const answer = this.host.explainCut(cause, this, this.about);
    this.tally.status = answer.status;
    return writeAnswer({ ...answer, close: true }, this.method);
  }
}
