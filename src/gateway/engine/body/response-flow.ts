import { CloseFollower, createBodyFollower, LengthFollower, type BodyFollower } from './body-follower.ts';
import { ChunkedFollower } from './chunked.ts';
import { filterTrailers } from '../head/filter-trailers.ts';
import { readResponseHead, type ResponseHead } from '../head/response-head.ts';
import { responseFields } from '../head/response-fields.ts';
import type { Ownership } from '../upstream/upstream-socket.ts';
import { giveSlab } from '../slabs.ts';

/** Whom a response flow serves. */
export interface ResponseSink {
  readonly method: string;
  /** An interim head (100, 103) for the client. */
  interim(head: ResponseHead): void;
  /** `101` came. The bytes after it are given to `switched`. */
  maySwitch(head: ResponseHead): 'switch' | 'refuse';
  switched(head: ResponseHead, rest: Buffer): void;
  /** The final head; gives back what the client is to read. */
  final(head: ResponseHead): string;
  /** Writes to the client; `written` is called in any case. */
  write(bytes: Buffer, written?: () => void): void;
}

/** A part of a buffer: from `start` up to, not including, `stop`. */
interface Piece {
  readonly bytes: Buffer;
  readonly start: number;
  readonly stop: number;
}

/** Where a response stands: `done` may be followed by the next exchange, `leftover` may not. */
export type FlowOutcome = 'more' | 'done' | 'leftover' | 'switched' | 'broken';

const maxHead = 64 * 1024;
const maxInterim = 16;
/** From how many bytes on a body is read into slabs. */
const largeBody = 96 * 1024;

/** One response on its way from upstream to client: heads are read, the body is followed and passed on. */
export class ResponseFlow {
  readonly #sink: ResponseSink;
  #partial: Buffer | undefined;
  #follower: BodyFollower | undefined;
  #head: ResponseHead | undefined;
  #interims = 0;
  /** Whether any byte has come. */
  begun = false;
  /** Why the flow is broken, once it is. */
  fault = 'malformed-response';

  constructor(sink: ResponseSink) {
    this.#sink = sink;
  }

  /** The final head, once it was read. */
  get head(): ResponseHead | undefined {
    return this.#head;
  }

  /** Whether the body goes on until the upstream closes. */
  get untilClose(): boolean {
    return this.#follower instanceof CloseFollower;
  }

  /** What ends the body here as if it were complete; undefined where that cannot be said. */
  get farewell(): Buffer | undefined {
    const follower = this.#follower;
    const open = this.untilClose || (follower instanceof ChunkedFollower && follower.betweenChunks);
    return open ? lastChunk : undefined;
  }

  /** Whether much is still to come, so that reading into slabs pays. */
  get large(): boolean {
    const follower = this.#follower;
    return follower instanceof LengthFollower && follower.left > largeBody;
  }

  /** Takes bytes from the upstream; they belong to the flow as `ownership` says. */
  take(bytes: Buffer, length: number, ownership: Ownership): FlowOutcome {
    this.begun = true;
    if (this.#head === undefined) {
      const outcome = this.#takeHead(bytes, length);
      if (ownership === 'slab') giveSlab(bytes);
      return outcome;
    }
    return this.#takeBody(bytes, length, ownership);
  }

  /** The upstream has ended the connection: the end of the message, or its loss. */
  end(): FlowOutcome {
    if (!this.untilClose) return 'broken';
    this.#sink.write(lastChunk);
    return 'done';
  }

  #takeHead(fresh: Buffer, length: number): FlowOutcome {
    const bytes =
      this.#partial === undefined ? fresh : Buffer.concat([this.#partial, fresh.subarray(0, length)]);
    const stop = this.#partial === undefined ? length : bytes.length;
    this.#partial = undefined;
    let start = 0;
    for (;;) {
      // The buffer may be one for all sockets: what stands behind `stop` is an older read's.
      const end = bytes.indexOf(emptyLine, start) + emptyLine.length;
      if (end < emptyLine.length || end > stop) {
        if (stop - start > maxHead) return this.#broken('response-head-too-large');
        this.#partial = Buffer.from(bytes.subarray(start, stop));
        return 'more';
      }
      if (end - start > maxHead) return this.#broken('response-head-too-large');
      const read = readResponseHead(bytes.toString('latin1', start, end), this.#sink.method);
      if (!read.ok) return this.#broken(read.error);
      const head = read.value;
      if (head.status >= 200) return this.#begin(head, { bytes, start: end, stop });
      if (head.status === 101) return this.#switch(head, bytes.subarray(end, stop));
      if (++this.#interims > maxInterim) return this.#broken('too-many-interim-responses');
      if (head.status === 100 || head.status === 103) this.#sink.interim(head);
      start = end;
      if (start === stop) return 'more';
    }
  }

  #broken(fault: string): FlowOutcome {
    this.fault = fault;
    return 'broken';
  }

  #switch(head: ResponseHead, rest: Buffer): FlowOutcome {
    if (this.#sink.maySwitch(head) === 'refuse') return this.#broken('upgrade-not-answered');
    this.#head = head;
    this.#sink.switched(head, rest);
    return 'switched';
  }

  /** Sends the head and what came with it of the body in one piece. */
  #begin(head: ResponseHead, { bytes, start, stop }: Piece): FlowOutcome {
    this.#head = head;
    this.#follower = createBodyFollower(head.framing);
    const follower = this.#follower;
    // Looked at before the head is sent: an answer whose first bytes are wrong becomes a 502.
    const state = follower?.follow(bytes, start, stop);
    if (state === 'bad') return this.#broken('response-chunks');
    const text = this.#sink.final(head);
    if (follower === undefined || state === undefined) {
      this.#sink.write(Buffer.from(text, 'latin1'));
      return stop > start ? 'leftover' : 'done';
    }
    if (this.untilClose) {
      const first = asChunk(bytes.subarray(start, stop));
      this.#sink.write(Buffer.concat([Buffer.from(text, 'latin1'), first]));
      return 'more';
    }
    const out = Buffer.allocUnsafe(text.length + follower.pass - start);
    out.write(text, 0, 'latin1');
    bytes.copy(out, text.length, start, follower.pass);
    this.#sink.write(out);
    return this.#outcome(state, follower, stop);
  }

  #takeBody(bytes: Buffer, length: number, ownership: Ownership): FlowOutcome {
    const follower = this.#follower;
    if (follower === undefined) return 'leftover';
    const state = follower.follow(bytes, 0, length);
    if (state === 'bad') {
      if (ownership === 'slab') giveSlab(bytes);
      return this.#broken('response-chunks');
    }
    const passed = bytes.subarray(0, follower.pass);
    if (this.untilClose || passed.length === 0) {
      if (passed.length > 0) this.#sink.write(asChunk(passed));
      if (ownership === 'slab') giveSlab(bytes);
    } else if (ownership === 'shared') this.#sink.write(Buffer.from(passed));
    else if (ownership === 'own') this.#sink.write(passed);
    else this.#sink.write(passed, () => giveSlab(bytes));
    return this.#outcome(state, follower, length);
  }

  #outcome(state: 'more' | 'done', follower: BodyFollower, length: number): FlowOutcome {
    if (state === 'more') return 'more';
    if (follower instanceof ChunkedFollower && follower.owesFinalLine) {
      const kept = filterTrailers(follower.trailers, responseFields, this.#head?.perHop ?? []);
      this.#sink.write(Buffer.from(`${kept}\r\n`, 'latin1'));
    }
    return follower.end < length ? 'leftover' : 'done';
  }
}

/** What ends a head. */
const emptyLine = Buffer.from('\r\n\r\n', 'latin1');
const lastChunk = Buffer.from('0\r\n\r\n', 'latin1');

function asChunk(bytes: Uint8Array): Buffer {
  if (bytes.length === 0) return Buffer.alloc(0);
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`, 'latin1'), bytes, crlf]);
}

const crlf = Buffer.from('\r\n', 'latin1');
