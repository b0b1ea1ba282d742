import { Fault } from '#contracts/errors.ts';
import type { ReasonCode } from '#contracts/reasons.ts';
import type { Cut, Live } from '../grants/face.ts';
import { unreadLength } from './body/refused-body.ts';
import { RequestBody } from './body/request-body.ts';
import { ResponseFlow, type FlowOutcome, type ResponseSink } from './body/response-flow.ts';
import { pause, type ClientConnection, type ClientUser } from './client-connection.ts';
import { EndingExchange } from './ending-exchange.ts';
import { drainedBelow, highWater } from './exchange-bounds.ts';
import type { ExchangeHost } from './exchange-host.ts';
import { forwardResponseHead } from './head/forward-response.ts';
import { asksForConnectionAuth, switchesRightly } from './head/judge-response.ts';
import { createDeeds } from './note-deeds.ts';
import { overdue } from './overdue.ts';
import type { RequestHead } from './head/request-head.ts';
import type { ResponseHead } from './head/response-head.ts';
import { mayReuse } from './may-reuse.ts';
import { mayRetry } from './may-retry.ts';
import { giveSlab } from './slabs.ts';
import { TunnelFlow } from './tunnel-flow.ts';
import type { Ownership, UpstreamSocket, UpstreamUser } from './upstream/upstream-socket.ts';
import type { ForwardVerdict, Verdict } from './verdict.ts';

/**
 * One request and what follows from it, to its end: decided, registered under its grant, forwarded chunk by
 * chunk as long as the registration says so, recorded. Its parts follow the bytes; it holds them together.
 */
export class Exchange extends EndingExchange implements ClientUser, Live, UpstreamUser, ResponseSink {
  #verdict: ForwardVerdict | undefined;
  #upstream: UpstreamSocket | undefined;
  #body: RequestBody | undefined;
  #flow: ResponseFlow | undefined;
  #tunnel: TunnelFlow | undefined;
  #stash: Buffer[] = [];
  #held = false;
  #choked = false;
  #endedInHold = false;
  #retried = false;
  #early = false;
  #pinned = false;
  #lastByte: number;

  constructor(head: RequestHead, client: ClientConnection, host: ExchangeHost) {
    super(head, client, host);
    this.#lastByte = host.deadlines.now();
  }

  /** Decides and goes on. What is decided in this tick is forwarded in this tick. */
  begin(): void {
    let verdict: Verdict | Promise<Verdict>;
    try {
      verdict = this.host.decide(this);
    } catch (error) {
      this.failInside(error);
      return;
    }
    if (verdict instanceof Promise) {
      verdict.then(
        (settled) => this.#proceed(settled),
        (error: unknown) => this.failInside(error),
      );
    } else this.#proceed(verdict);
  }

  #proceed(verdict: Verdict): void {
    if (this.phase !== 'deciding') return;
    this.about = verdict;
    if (verdict.kind === 'answer') return this.answer(verdict.answer);
    this.#verdict = verdict;
    this.#pinned ||= verdict.connectionAuth;
    // INVARIANT: registered in the tick in which the grant was found, before its first byte. A cut that
    // arrives from here on finds this exchange; one that came before is told by `mayForward`.
    this.registration = verdict.grant.register(this);
    if (this.isOver()) {
      // It was cut while it was being registered.
      this.registration.close();
      return;
    }
    // Whoever asks for what is open to all is nobody known yet, however often they are served.
    if (verdict.grant.session !== '') this.client.recognise();
    this.#connect('pooled');
  }

  // Towards the upstream.

  #connect(from: 'pooled' | 'fresh'): void {
    const verdict = this.#verdict;
    if (verdict === undefined) return;
    this.phase = 'connecting';
    const pooled = from === 'pooled';
    const { pool, grant } = verdict;
    const pinned = pooled ? this.client.takePinned(grant.session, pool) : undefined;
    this.#pinned ||= pinned !== undefined;
    const socket = pinned ?? (pooled ? pool.take(this.address, grant.person) : undefined);
    if (socket !== undefined) return this.#send(socket, verdict);
    if (pool.fullFor(this.address, grant.person)) return this.fail('too-many');
    pool.connect(this.address, grant.person).then(
      (made) => this.#send(made, verdict),
      (error: unknown) => this.#connectFailed(error),
    );
  }

  #connectFailed(error: unknown): void {
    this.host.report(error, this.about);
    this.fail(error instanceof Fault ? error.code : 'upstream-unreachable');
  }

  #send(socket: UpstreamSocket, verdict: ForwardVerdict): void {
    if (this.isOver()) {
      verdict.pool.give(socket);
      return;
    }
    if (socket.closed) return this.#connect('fresh');
    this.#upstream = socket;
    if (!this.#mayForward()) return;
    this.phase = 'waiting';
    this.#lastByte = this.host.deadlines.now();
    socket.use(this);
    this.#flow = new ResponseFlow(this);
    this.#body = new RequestBody(this.head, verdict.app.maxBodyBytes);
    socket.write(verdict.text);
    if (this.#held) socket.socket.pause();
    if (!this.#body.done) this.client.pump();
  }

  /** Asks before every chunk. False: it was held (the chunk stays in hand) or it is over. */
  #mayForward(): boolean {
    return !this.#held && this.registration?.mayForward() === true && !this.isOver() && !this.#held;
  }

  get wantsBytes(): boolean {
    if (this.#tunnel !== undefined) return this.#tunnel.wants('client');
    return this.phase === 'waiting' && !this.#held && this.#body?.done === false;
  }

  received(bytes: Buffer): number {
    if (this.#tunnel !== undefined) return this.#tunnel.take('client', bytes);
    // Held by this very question: the bytes stay where they are.
    if (!this.#mayForward()) return 0;
    this.#lastByte = this.host.deadlines.now();
    const body = this.#body;
    if (body === undefined) return 0;
    const outcome = body.take(bytes, (piece) => this.#toUpstream(piece));
    if (outcome === 'malformed' || outcome === 'too-large') {
      this.#upstream?.reset();
      this.fail(outcome === 'malformed' ? 'invalid-request' : 'too-large');
      return bytes.length;
    }
    return body.used;
  }

  #toUpstream(bytes: Uint8Array | string): void {
    const socket = this.#upstream;
    if (socket === undefined) return;
    this.tally.bytesIn += bytes.length;
    if (!socket.write(bytes)) this.client.pause(pause.upstream, 'on');
  }

  upstreamDrained(): void {
    this.#lastByte = this.host.deadlines.now();
    this.client.pause(pause.upstream, 'off');
  }

  // From the upstream.

  upstreamReceived(bytes: Buffer, length: number, ownership: Ownership): void {
    if (this.#tunnel !== undefined) {
      const piece = bytes.subarray(0, length);
      this.#tunnel.take('upstream', ownership === 'own' ? piece : Buffer.from(piece));
      if (ownership === 'slab') giveSlab(bytes);
      return;
    }
    if (!this.#mayForward()) {
      // Held: this much was already in hand. Cut: it goes nowhere.
      if (!this.isOver()) this.#stash.push(Buffer.from(bytes.subarray(0, length)));
      if (ownership === 'slab') giveSlab(bytes);
      return;
    }
    this.#lastByte = this.host.deadlines.now();
    if (this.#flow !== undefined) this.#settle(this.#flow.take(bytes, length, ownership));
  }

  #settle(outcome: FlowOutcome): void {
    if (outcome === 'done' || outcome === 'leftover') this.#complete(outcome);
    else if (outcome === 'switched') this.client.pump();
    else if (outcome === 'broken') {
      const fault = this.#flow?.fault ?? 'broken';
      this.host.report(new Fault('upstream-broken', fault), this.about);
      this.lose('upstream-broken', fault);
    } else if (this.#upstream !== undefined && this.#flow !== undefined) {
      this.#upstream.large = this.#flow.large;
    }
  }

  interim(head: ResponseHead): void {
    this.write(Buffer.from(forwardResponseHead({ head, lines: '' }), 'latin1'));
  }

  maySwitch(head: ResponseHead): 'switch' | 'refuse' {
    return switchesRightly(this.head, head) ? 'switch' : 'refuse';
  }

  switched(head: ResponseHead, rest: Buffer): void {
    this.tally.status = head.status;
    this.phase = 'tunnel';
    this.closeAfter = true;
    this.#tunnel = this.#openTunnel();
    this.#tunnel?.begin(rest);
    this.client.longLived();
    this.memory.forget();
    const lines = 'Connection: Upgrade\r\nUpgrade: websocket\r\n';
    const text = Buffer.from(forwardResponseHead({ head, lines }), 'latin1');
    this.write(Buffer.concat([text, rest]));
  }

  #openTunnel(): TunnelFlow | undefined {
    const { tokenHash } = this.#verdict ?? {};
    const tunnel = this.rules.tunnel?.();
    const upstream = this.#upstream;
    if (tunnel === undefined || upstream === undefined) return undefined;
    return new TunnelFlow({
      tunnel,
      upstream,
      client: this.client,
      mayForward: () =>
        this.registration?.mayForward() === true && !this.#held ? 'go' : this.isOver() ? 'over' : 'hold',
      pass: (from, bytes) => (from === 'client' ? this.#toUpstream(bytes) : this.write(bytes)),
      said: () => (this.#lastByte = this.host.deadlines.now()),
      deeds: tokenHash === undefined ? undefined : createDeeds(() => this.host.noteActivity(tokenHash)),
      now: () => this.host.clock.monotonic(),
    });
  }

  final(head: ResponseHead): string {
    this.tally.status = head.status;
    this.phase = 'responding';
    // A final answer before the request's end: its rest is not read, so nothing can follow on this connection.
    this.#early = this.#body?.done !== true || this.#upstream?.behind === true;
    this.closeAfter ||= this.#early;
    this.#pinned ||= asksForConnectionAuth(head);
    const coding = head.framing.kind === 'close' ? 'Transfer-Encoding: chunked\r\n' : '';
    const lines = this.closeAfter ? `${coding}Connection: close\r\n` : coding;
    return forwardResponseHead({ head, ownCookies: this.#verdict?.ownCookies, lines });
  }

  write(bytes: Buffer, written?: () => void): void {
    this.tally.bytesOut += bytes.length;
    this.client.write(bytes, written);
    if (this.#choked || this.client.queued <= highWater) return;
    this.#choked = true;
    this.#upstream?.socket.pause();
  }

  drained(): void {
    this.#lastByte = this.host.deadlines.now();
    if (this.phase === 'draining') this.finish(this.closeAfter ? 'close' : 'next');
    if (!this.#choked) return;
    this.#choked = false;
    if (!this.#held || this.#tunnel?.wants('upstream') === true) this.#upstream?.socket.resume();
  }

  upstreamEnded(): void {
    if (this.isOver()) return;
    if (this.#tunnel !== undefined && this.#held) this.#endedInHold = true;
    else if (this.#tunnel !== undefined) this.finish('close');
    else if (this.#flow?.head !== undefined) this.#endFlow(this.#flow);
    else this.#upstreamSilent();
  }

  upstreamClosed(error: Error | undefined): void {
    if (this.isOver() || (this.#endedInHold && error === undefined)) return;
    if (this.#tunnel !== undefined) this.lose('upstream-broken', 'upstream-gone');
    else if (this.#flow?.head !== undefined && error === undefined) this.#endFlow(this.#flow);
    else if (this.#flow?.begun === true) this.lose('upstream-broken', 'upstream-truncated');
    else this.#upstreamSilent();
  }

  #endFlow(flow: ResponseFlow): void {
    if (!this.#mayForward()) {
      this.#endedInHold = true;
      return;
    }
    if (flow.end() === 'done') this.#complete('leftover');
    else this.lose('upstream-broken', 'upstream-truncated');
  }

  /** It closed without a byte: on a connection that was idle before, most likely it was just about to. */
  #upstreamSilent(): void {
    const { reused = false, untouched = false } = this.#upstream ?? {};
    const begun = this.#flow?.begun === true;
    const again = mayRetry({ head: this.head, reused, untouched, begun, retried: this.#retried });
    this.#upstream?.use(undefined);
    this.#upstream?.destroy();
    this.#upstream = undefined;
    if (again) {
      this.#retried = true;
      this.#connect('fresh');
    } else this.lose('upstream-broken', 'upstream-silent');
  }

  // Ends.

  #complete(outcome: 'done' | 'leftover'): void {
    const socket = this.#upstream;
    const verdict = this.#verdict;
    const response = this.#flow?.head;
    const sound = mayReuse({ request: this.head, response, outcome, early: this.#early });
    this.#upstream = undefined;
    // Its last bytes may have been too many for this client: the next exchange must be able to read from it.
    if (this.#choked) socket?.socket.resume();
    if (socket !== undefined && verdict !== undefined && sound) this.#keep(socket, verdict);
    else {
      socket?.use(undefined);
      socket?.destroy();
    }
    // What the client has not taken yet is still on this grant: a cut must find it.
    if (this.client.queued > drainedBelow) this.phase = 'draining';
    else this.finish(this.closeAfter ? 'close' : 'next');
  }

  #keep(socket: UpstreamSocket, { pool, grant }: ForwardVerdict): void {
    if (!this.#pinned) pool.give(socket);
    else if (this.closeAfter) socket.destroy();
    else this.client.pin({ socket, pool, session: grant.session });
  }

  protected override leaveUpstream(how: 'reset' | 'destroy'): void {
    this.#stash = [];
    const socket = this.#upstream;
    this.#upstream = undefined;
    socket?.use(undefined);
    if (how === 'reset') socket?.reset();
    else socket?.destroy();
  }

  protected override unread(): number | undefined {
    return unreadLength(this.head, this.#body);
  }

  protected override tunnelWord(cause: Cut): Buffer | undefined | 'none' {
    return this.#tunnel === undefined ? 'none' : this.#tunnel.lastWord(cause);
  }

  hold(): void {
    if (this.isOver() || this.#held) return;
    this.#held = true;
    // Of a tunnel a little is still read, for the sake of what is ours to answer; the rest waits where it is.
    if (this.#tunnel !== undefined) return this.#tunnel.hold();
    this.client.pause(pause.hold, 'on');
    this.#upstream?.socket.pause();
  }

  release(): void {
    if (this.isOver() || !this.#held) return;
    this.#held = false;
    this.#lastByte = this.host.deadlines.now();
    const stash = this.#stash;
    this.#stash = [];
    if (this.phase === 'connecting' && this.#upstream !== undefined && this.#verdict !== undefined) {
      this.#send(this.#upstream, this.#verdict);
    }
    for (const bytes of stash) this.upstreamReceived(bytes, bytes.length, 'own');
    this.#tunnel?.release();
    if (this.#endedInHold) this.upstreamEnded();
    if (!this.#mayForward()) return;
    if (!this.#choked) this.#upstream?.socket.resume();
    this.client.pause(pause.hold, 'off');
    this.client.pump();
  }

  checkTime(now: number): void {
    if (this.#held) return;
    const late = overdue({
      phase: this.phase,
      silence: now - this.#lastByte,
      timeouts: this.#verdict?.app.timeouts,
      bodySent: this.#body?.done === true,
      mayBeSilent: this.rules.mayBeSilent,
    });
    if (late === 'idle-too-long') this.#closeQuiet(late);
    else if (late !== undefined) this.lose(late, this.tally.status === 0 ? late : 'idle');
  }

  /** Ends what nothing was said on for too long: in order, with the protocol's own word, where one can be said. */
  #closeQuiet(reason: ReasonCode): void {
    this.tally.reason = reason;
    const word = this.phase === 'responding' ? this.#flow?.farewell : this.#tunnel?.goodbye();
    if (word !== undefined) this.write(word);
    this.endedFor = reason;
    // It was told as well, if it could be, and has a moment to answer.
    if (this.#upstream?.finishing === true) this.#upstream = undefined;
    this.finish(word === undefined ? 'reset' : 'close');
  }
}
