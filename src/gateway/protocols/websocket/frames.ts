import { randomBytes } from 'node:crypto';

/** Numbers of WebSocket frames by their opcode (RFC 6455, 5.2). */
export const opcode = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/**
 * Follows the frames of one direction of a WebSocket without changing them: where one ends and the next
 * begins, from the first byte on. That is what makes it possible to say a last word between two frames; a
 * close frame in the middle of another would be read as its payload. Remembers no payload.
 */
export class FrameFollower {
  readonly #masked: boolean;
  readonly #header = new Uint8Array(14);
  #have = 0;
  #need = 2;
  #left = 0;
  #lost = false;
  #closed = false;
  #speaking = false;
  /** Data frames (text, binary, continuation) that have begun. */
  dataFrames = 0;
  /**
   * Grows with everything that is said: with a data frame that begins and with every byte of its payload. Pings
   * and pongs say nothing. Where the framing is lost nobody can tell them apart, and every byte counts.
   */
  said = 0;

  /** `client` frames must be masked, `server` frames must not (RFC 6455, 5.1). */
  constructor(from: 'client' | 'server') {
    this.#masked = from === 'client';
  }

  /** True when the last byte followed ended a frame, none has begun since, and the framing was sound. */
  get atBoundary(): boolean {
    return !this.#lost && this.#have === 0 && this.#left === 0;
  }

  /** True once a close frame has begun: the direction has said its last word itself. */
  get closed(): boolean {
    return this.#closed;
  }

  /** True when the bytes were no WebSocket framing: nothing can be said about boundaries any more. */
  get lost(): boolean {
    return this.#lost;
  }

  /** A follower that stands where this one does and goes its own way from here. */
  copy(): FrameFollower {
    const copy = new FrameFollower(this.#masked ? 'client' : 'server');
    copy.#header.set(this.#header);
    copy.#have = this.#have;
    copy.#need = this.#need;
    copy.#left = this.#left;
    copy.#lost = this.#lost;
    copy.#closed = this.#closed;
    copy.#speaking = this.#speaking;
    return copy;
  }

  /** Follows the bytes from `start` up to `stop`. */
  follow(bytes: Uint8Array, start: number, stop: number): void {
    for (let at = start; at < stop; ) at = this.followFrame(bytes, at, stop);
  }

  /** Follows them up to the end of the frame that is under way or begins there; gives back how far it came. */
  followFrame(bytes: Uint8Array, start: number, stop: number): number {
    let at = start;
    while (at < stop && !this.#lost) {
      if (this.#left > 0) {
        const taken = Math.min(this.#left, stop - at);
        this.#left -= taken;
        if (this.#speaking) this.said += taken;
        at += taken;
      } else {
        this.#header[this.#have++] = bytes[at++] ?? 0;
        if (this.#have === 2) this.#need = this.#lengthOfHeader();
        if (this.#have === this.#need) this.#begin();
      }
      if (this.#have === 0 && this.#left === 0) return at;
    }
    if (this.#lost) this.said += stop - at;
    return stop;
  }

  #lengthOfHeader(): number {
    const second = this.#header[1] ?? 0;
    const short = second & 0x7f;
    if (second >= 0x80 !== this.#masked) this.#lost = true;
    const kind = (this.#header[0] ?? 0) & 0x0f;
    if (kind >= 8 && short > 125) this.#lost = true;
    return 2 + (short === 126 ? 2 : short === 127 ? 8 : 0) + (this.#masked ? 4 : 0);
  }

  #begin(): void {
    const view = new DataView(this.#header.buffer);
    const short = (this.#header[1] ?? 0) & 0x7f;
    const length = short === 126 ? view.getUint16(2) : short === 127 ? Number(view.getBigUint64(2)) : short;
    if (!Number.isSafeInteger(length)) this.#lost = true;
    const kind = (this.#header[0] ?? 0) & 0x0f;
    this.#speaking = kind < 8;
    if (kind === opcode.close) this.#closed = true;
    if (this.#speaking) {
      this.dataFrames++;
      this.said++;
    }
    this.#left = length;
    this.#have = 0;
    this.#need = 2;
  }
}

/** Makes a close frame with a status code and a reason of at most 123 bytes (RFC 6455, 5.5.1). */
export function closeFrame(from: 'client' | 'server', code: number, reason: string): Buffer {
  const text = Buffer.from(reason, 'utf8').subarray(0, 123);
  // A reason cut in the middle of a character would not be UTF-8.
  const whole = Buffer.from(
    new TextDecoder('utf-8', { ignoreBOM: true }).decode(text).replace(/\ufffd+$/, ''),
  );
  const payload = Buffer.alloc(2 + whole.length);
  payload.writeUInt16BE(code);
  whole.copy(payload, 2);
  return controlFrame(from, opcode.close, payload);
}

/**
 * Makes a control frame as a server (`server`, unmasked) or a client (`client`, masked with fresh random bytes)
 * sends it, with at most 125 bytes of payload (RFC 6455, 5.3 and 5.5).
 */
export function controlFrame(from: 'client' | 'server', kind: number, payload: Uint8Array): Buffer {
  if (from === 'server') return Buffer.concat([Buffer.from([0x80 | kind, payload.length]), payload]);
  const mask = randomBytes(4);
  return Buffer.concat([Buffer.from([0x80 | kind, 0x80 | payload.length]), mask, unmask(payload, mask)]);
}

/** Takes a mask off a payload, or puts it on (RFC 6455, 5.3). */
export function unmask(payload: Uint8Array, mask: Uint8Array): Buffer {
  return Buffer.from(payload.map((byte, at) => byte ^ (mask[at % 4] ?? 0)));
}
