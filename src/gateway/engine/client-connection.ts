import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { hostTokenCookie } from '#contracts/cookies.ts';
import { plainAnswer, writeAnswer } from './answer.ts';
import type { ClientLimits } from './client-limits.ts';
import type { Deadlines, Timed } from './deadlines.ts';
import type { BodyRoom } from './body/body-room.ts';
import { RefusedBody } from './body/refused-body.ts';
import { WholeBody, wholeBodyLength } from './body/whole-body.ts';
import { partyOf } from './party-of.ts';
import { ConnectionMemory } from './connection-memory.ts';
import type { HeadRefusal } from './head/head-refusal.ts';
import { readRequestHead, type RequestHead } from './head/request-head.ts';
import type { FairTurns } from './fair-turns.ts';
import { isWithSystem, resetSocket } from './reset-socket.ts';
import { type Tail, type TailCut, Tails } from './tails.ts';
import { Unsent } from './unsent.ts';
import type { UpstreamPool } from './upstream/upstream-pool.ts';
import type { UpstreamSocket } from './upstream/upstream-socket.ts';

/** What is being done for a client's connection at the moment: one exchange, or what became of it. */
export interface ClientUser {
  /** Whether bytes from the client are for it now; otherwise they wait. */
  readonly wantsBytes: boolean;
  /** Takes bytes; returns how many were its own, the rest is the next request's. */
  received(bytes: Buffer): number;
  /** All that was written has left. */
  drained(): void;
  /** The connection is gone, and why: the client left, the gateway stops, or what was on it before was cut. */
  left(why: string): void;
  /** Whose it is, where that is known. */
  readonly session?: string | undefined;
  checkTime(now: number): void;
}

/** An upstream socket that is one session's, with the pool that made it. */
export interface Pinned {
  readonly socket: UpstreamSocket;
  readonly session: string;
  readonly pool: UpstreamPool;
}

/** What a client's connection needs from around it. */
export interface ClientHost {
  readonly limits: ClientLimits;
  readonly deadlines: Deadlines;
  /** What all connections get together on which nobody is signed in. */
  readonly strangers: FairTurns;
  /** Whether a request brings something that only people have who were signed in before. */
  knows(head: RequestHead, client: ClientConnection): boolean;
  /** Whether what is asked here by strangers goes on only with its whole body. */
  wantsWholeBodies(client: ClientConnection): boolean;
  readonly bodyRoom: BodyRoom;
  /** Starts the exchange for a head; it may be over before this returns. */
  begin(head: RequestHead, client: ClientConnection): ClientUser;
  /** A head that could not be read was answered. */
  refused(refusal: HeadRefusal, client: ClientConnection): void;
  /** A request was read, and its client left before its turn came or its body was there. */
  unheard(client: ClientConnection): void;
  /** Somebody known uses the connection, for the first time. */
  known(client: ClientConnection): void;
  /** The connection is gone. */
  gone(client: ClientConnection): void;
}

/** Why reading from a client is stopped; bits, since several can hold at once. */
export const pause = { ahead: 1, upstream: 2, hold: 4, over: 8 } as const;

/** One TLS connection of a client: reads heads, serves them one by one, ends in one of three ways. */
export class ClientConnection implements Timed {
  readonly #tls: TLSSocket;
  readonly #raw: Socket;
  readonly #unsent: Unsent;
  readonly #tails = new Tails();
  readonly #host: ClientHost;
  readonly address: string;
  /** The name in the TLS handshake, lower case; undefined when there was none. */
  readonly serverName: string | undefined;
  readonly memory = new ConnectionMemory();
  #known = false;
  #hasTurn = false;
  #pinned: Pinned | undefined;
  #user: ClientUser | undefined;
  #pending: Buffer | undefined;
  #scanned = 0;
  #since: number;
  #paused = 0;
  #pumping = false;
  #closing = false;
  #gone = false;
  #served = false;
  #last = false;
  /** A head was read of which nobody has heard yet. */
  #unheard = false;

  constructor(sockets: { readonly tls: TLSSocket; readonly raw: Socket }, address: string, host: ClientHost) {
    this.#tls = sockets.tls;
    this.#raw = sockets.raw;
    this.#unsent = new Unsent(sockets.tls, () => this.#tails.leave(this.#leftBytes()));
    this.#host = host;
    this.address = address;
    const name = sockets.tls.servername;
    this.serverName = typeof name === 'string' && name !== '' ? name.toLowerCase() : undefined;
    this.#since = host.deadlines.now();
    host.deadlines.add(this);
    this.#tls.on('data', (bytes: Buffer) => this.#received(bytes));
    this.#takeReads();
    this.#tls.on('drain', () => this.#user?.drained());
    this.#tls.on('end', () => this.#left());
    this.#tls.on('error', () => this.#left());
    this.#tls.on('close', () => this.#left());
    this.#raw.on('close', () => this.#left());
  }

  /** Bytes that were written and have not left yet. */
  get queued(): number {
    return this.#tls.writableLength + this.#unsent.length;
  }

  /** True while something can still be written. */
  get open(): boolean {
    return !this.#gone && !this.#closing;
  }

  /**
   * Writes bytes of an answer, at the end of this turn of the event loop; false when the client does not keep up.
   * Bytes with `written`, which is called in any case, are written at once.
   */
  write(bytes: Buffer, written?: () => void): boolean {
    if (this.#gone) {
      written?.();
      return true;
    }
    return this.#unsent.write(bytes, written);
  }

  /** Lets what was written in this turn leave now; false when the client has not kept up with what was before. */
  send(): boolean {
    // The last write counts as under way until the turn after it, however quickly it left.
    const keptUp = this.#tls.writableLength <= this.#unsent.lastSent;
    this.#unsent.send();
    return keptUp;
  }

  /** Keeps what has ended until its last byte has left this process. */
  trail(tail: Tail): void {
    if (this.#gone || this.queued === 0) return tail.gone();
    tail.endsAt = this.#unsent.handed + this.#unsent.length;
    this.#tails.add(tail);
  }

  /**
   * Ends it by a reset where bytes of this tail still wait here for a client who does not take them, whoever uses the
   * connection by now: nothing can be taken out of a TLS stream. What the system takes at once leaves before this
   * returns, and then nobody else is harmed.
   */
  cutTail(tail: Tail, { session, reason }: TailCut): void {
    if (this.#gone) return;
    this.#unsent.send();
    const only = this.#tls.writableLength <= this.#unsent.lastSent;
    if (tail.endsAt <= this.#leftBytes() || (only && isWithSystem(this.#raw))) return;
    const user = this.#user;
    this.#user = undefined;
    user?.left(user.session === session ? reason : 'cut-with-another');
    this.reset();
  }

  /** How many bytes have left since the connection was made. */
  #leftBytes(): number {
    return this.#unsent.handed - this.#tls.writableLength;
  }

  /** Notes that somebody known uses it. */
  recognise(): void {
    if (this.#known) return;
    this.#known = true;
    this.#host.known(this);
  }

  /** Finds out by itself when the other end has gone without a word. */
  longLived(): void {
    this.#raw.setKeepAlive(true, 60_000);
  }

  /**
   * Keeps an upstream socket that this client signed in by itself (NTLM, Negotiate): whoever else got it would be
   * this person.
   */
  pin(pinned: Pinned): void {
    const { socket } = pinned;
    socket.use(undefined);
    socket.reused = true;
    if (this.open) this.#pinned = pinned;
    else socket.destroy();
  }

  /**
   * Takes its own upstream socket, if it has one that still stands, for the session that signed it in and the pool it
   * came from. Where several people come over one connection (one browser after a sign-out, a proxy in front of many)
   * the next one would else be the one before at the application; and an app that was moved has another upstream.
   */
  takePinned(session: string, pool: UpstreamPool): UpstreamSocket | undefined {
    const pinned = this.#pinned;
    if (pinned === undefined) return undefined;
    this.#pinned = undefined;
    if (pinned.session === session && pinned.pool === pool && !pinned.socket.closed) return pinned.socket;
    pinned.socket.destroy();
    return undefined;
  }

  /** Sets or clears one reason for not reading. */
  pause(why: number, on: 'on' | 'off'): void {
    const before = this.#paused;
    this.#paused = on === 'on' ? before | why : before & ~why;
    if (before === 0 && this.#paused !== 0) this.#tls.pause();
    if (before !== 0 && this.#paused === 0 && !this.#gone) this.#tls.resume();
  }

  /** The exchange is over and the connection may carry the next one, behind `unread` bytes that nobody wants. */
  next(unread = 0): void {
    if (this.#last) {
      this.finish();
      return;
    }
    this.#user = unread > 0 ? this.#passOver(unread) : undefined;
    this.#since = this.#host.deadlines.now();
    this.pause(pause.upstream | pause.hold, 'off');
    this.pump();
  }

  /**
   * Closes after what was written has left. What the client still sends is read and thrown away for a while:
   * closing on unread bytes would reset the connection and take the last answer with it.
   */
  finish(): void {
    if (this.#closing || this.#gone) return;
    this.#closing = true;
    this.#since = this.#host.deadlines.now();
    this.#user = undefined;
    this.#pending = undefined;
    this.pause(~0, 'off');
    this.#unsent.send();
    this.#tls.end();
  }

  /** Ends it now if nothing is going on, else after the exchange that is. */
  finishWhenIdle(): void {
    this.#last = true;
    if (this.#user === undefined) this.finish();
  }

  /** Ends it by a reset of the raw socket: nothing that waits in the kernel is delivered any more. */
  reset(): void {
    this.#unsent.drop();
    // Where the last answer has left and the end is being said, a reset is no longer possible.
    if (!this.#tls.writableEnded || this.#tls.writableLength > 0) resetSocket(this.#raw);
    this.#tls.destroy();
    this.#left();
  }

  /** Ends it by a reset after what was admitted before: nobody cut it, the answer broke off. */
  breakOff(): void {
    this.#unsent.send();
    this.reset();
  }

  /** Ends it by a reset because the gateway stops. */
  stop(): void {
    const user = this.#user;
    this.#user = undefined;
    user?.left('gateway-stopped');
    this.reset();
  }

  /** Says a last word, then resets, at most `ms` later. */
  resetAfter(word: Buffer, ms: number): void {
    if (this.#gone) return;
    this.#closing = true;
    this.#since = this.#host.deadlines.now();
    this.#unsent.drop();
    const timer = setTimeout(() => this.reset(), ms);
    this.#tls.write(word, () => {
      clearTimeout(timer);
      setTimeout(() => this.reset(), Math.min(ms, 20));
    });
  }

  checkTime(now: number): void {
    const { limits } = this.#host;
    if (this.#closing) {
      if (now - this.#since > limits.lingerMs) this.reset();
    } else if (this.#user !== undefined) {
      this.#user.checkTime(now);
    } else this.#checkIdle(now - this.#since, limits);
  }

  #checkIdle(silence: number, limits: ClientLimits): void {
    const between = this.#pending === undefined && this.#served;
    if (between && silence > restMs) this.memory.shrink();
    if (silence <= (between ? limits.idleMs : limits.headMs)) return;
    if (this.#pending === undefined) this.finish();
    else this.#refuse({ status: 400, reason: 'head-too-slow' });
  }

  /** Works off what has been read, as far as somebody wants it. */
  pump(): void {
    if (this.#pumping) return;
    this.#pumping = true;
    while (this.#pending !== undefined && this.open) {
      const user = this.#user;
      if (user === undefined) {
        if (!this.#readHead(this.#pending)) break;
      } else if (user.wantsBytes) {
        const bytes = this.#pending;
        this.#pending = undefined;
        const used = user.received(bytes);
        if (used < bytes.length && this.open) this.#pending = bytes.subarray(used);
        // Where nothing was taken by somebody who is still there, more has to come first.
        if (used === 0 && this.#user === user) break;
      } else break;
    }
    this.#pumping = false;
    const waiting = this.#user !== undefined && (this.#pending?.length ?? 0) > this.#host.limits.aheadBytes;
    this.pause(pause.ahead, waiting ? 'on' : 'off');
  }

  /**
   * Takes what the socket reads where it comes in. On the way through the stream each piece is an event, and a look
   * for more of them in a tick of its own; that costs more than reading a head does. While we do not read, or as long
   * as something is kept from such a time, the stream keeps what comes, in order, and stops at its bound.
   */
  #takeReads(): void {
    const tls = this.#tls;
    tls.push = (chunk: unknown, encoding?: BufferEncoding): boolean => {
      if (!Buffer.isBuffer(chunk) || this.#paused !== 0 || tls.readableLength > 0)
        return TLSSocket.prototype.push.call(tls, chunk, encoding);
      this.#received(chunk);
      return true;
    };
  }

  #received(bytes: Buffer): void {
    if (!this.open) return;
    if (this.#pending === undefined) {
      this.#pending = bytes;
      this.#scanned = 0;
      if (this.#user === undefined) this.#since = this.#host.deadlines.now();
    } else {
      this.#pending = Buffer.concat([this.#pending, bytes]);
    }
    this.pump();
  }

  /** Looks for a whole head; false when more bytes are needed or nothing more is to be read. */
  #readHead(bytes: Buffer): boolean {
    const { headBytes } = this.#host.limits;
    const end = bytes.indexOf(emptyLine, Math.max(0, this.#scanned - 3));
    if (end < 0 && bytes.length <= headBytes) {
      this.#scanned = bytes.length;
      return false;
    }
    // Without anything that only people have who were signed in before, it is not even read before its turn.
    if (!this.#known && !this.#hasTurn && !bytes.includes(tokenMark)) {
      this.#inTurn(() => (this.#hasTurn = true));
      return true;
    }
    if (end < 0 || end > headBytes) {
      this.#inTurn(() => this.#refuse({ status: 431, reason: 'head-too-large' }));
      return false;
    }
    const head = readRequestHead(bytes.toString('latin1', 0, end + 4), this.memory.block);
    if (!head.ok) {
      this.#inTurn(() => this.#refuse(head.error));
      return false;
    }
    this.memory.block = head.value.block;
    this.#pending = end + 4 === bytes.length ? undefined : bytes.subarray(end + 4);
    this.#scanned = 0;
    this.#start(head.value);
    return true;
  }

  #passOver(length: number): RefusedBody {
    const now = this.#host.deadlines.now();
    return new RefusedBody(length, { now, passed: () => this.next(), overdue: () => this.finish() });
  }

  #start(head: RequestHead): void {
    this.#served = true;
    this.#unheard = true;
    if (this.#known || (!this.#hasTurn && this.#host.knows(head, this))) this.#begin(head);
    else
      this.#inTurn(() => {
        if (!this.#waitsForBody(head)) this.#begin(head);
      });
  }

  /** Does something when its turn comes among all that strangers ask for; nothing else is read before. */
  #inTurn(act: () => void): void {
    if (this.#known || this.#hasTurn) {
      this.#hasTurn = false;
      return act();
    }
    const waiting: ClientUser = { ...starting };
    this.#user = waiting;
    const run = (): void => {
      if (this.#user !== waiting) return;
      this.#user = undefined;
      act();
      this.pump();
    };
    this.#host.strangers.take({ party: partyOf(this.address), cost: headCost, run });
  }

  #begin(head: RequestHead): void {
    this.#unheard = false;
    const placeholder = starting;
    this.#user = placeholder;
    const user = this.#host.begin(head, this);
    // It may be over already; then the connection is at its next request, or closing.
    if (this.#user === placeholder && this.open) this.#user = user;
    // A client that went meanwhile told nobody of it but the one that stood in.
    else if (this.#gone) user.left('client-left');
  }

  #waitsForBody(head: RequestHead): boolean {
    const length = wholeBodyLength(head) ?? 0;
    if (length <= (this.#pending?.length ?? 0) || !this.#host.wantsWholeBodies(this)) return false;
    const { bodyRoom, deadlines } = this.#host;
    const party = partyOf(this.address);
    if (!bodyRoom.enter(party, length)) {
      this.#refuse({ status: 429, reason: 'too-many' });
      return true;
    }
    const body = new WholeBody(length, {
      now: deadlines.now(),
      whole: () => this.#inTurn(() => this.#begin(head)),
      overdue: () => this.#refuse({ status: 408, reason: 'body-too-slow' }),
      free: () => bodyRoom.leave(party, length),
    });
    this.#user = body;
    return true;
  }

  // Never a second request from a connection that sent a malformed one: where the next would begin is exactly
  // what is in doubt.
  #refuse(refusal: HeadRefusal): void {
    this.#unheard = false;
    this.#pending = undefined;
    this.write(writeAnswer(plainAnswer(refusal.status, refusal.reason), 'GET'));
    this.#host.refused(refusal, this);
    this.finish();
  }

  #left(): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#host.deadlines.delete(this);
    this.#unsent.drop();
    this.#pending = undefined;
    const user = this.#user;
    this.#user = undefined;
    user?.left('client-left');
    this.#tails.leave(Number.POSITIVE_INFINITY);
    if (this.#unheard) this.#host.unheard(this);
    this.#pinned?.socket.destroy();
    this.#tls.destroy();
    this.#raw.destroy();
    this.#host.gone(this);
  }
}

/** What it costs to read and to answer a request that comes to nothing. */
const headCost = 1;
/** From how many milliseconds between two requests on a connection holds less. */
const restMs = 1_000;
/** What a request has in it that brings a token of ours. */
const tokenMark = Buffer.from(`${hostTokenCookie}=`, 'latin1');
/** What ends a head. */
const emptyLine = Buffer.from('\r\n\r\n', 'latin1');

/** Stands in while an exchange is being begun. */
const starting: ClientUser = {
  wantsBytes: false,
  received: () => 0,
  drained: () => {},
  left: () => {},
  checkTime: () => {},
};
