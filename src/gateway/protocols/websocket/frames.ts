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
  /** Data frames (text, binary, continuation) that have begun. */
  dataFrames = 0;

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

  /** Follows the bytes from `start` up to `stop`. */
  follow(bytes: Uint8Array, start: number, stop: number): void {
    let at = start;
    while (at < stop && !this.#lost) {
      if (this.#left > 0) {
        const taken = Math.min(this.#left, stop - at);
        this.#left -= taken;
        at += taken;
        continue;
      }
      this.#header[this.#have++] = bytes[at++] ?? 0;
      if (this.#have === 2) this.#need = this.#lengthOfHeader();
      if (this.#have === this.#need) this.#begin();
    }
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
    if (kind === opcode.close) this.#closed = true;
    else if (kind < 8) this.dataFrames++;
    this.#left = length;
    this.#have = 0;
    this.#need = 2;
  }
}

/** Makes an unmasked close frame with a status code and a reason of at most 123 bytes (RFC 6455, 5.5.1). */
export function closeFrame(code: number, reason: string): Buffer {
  const text = Buffer.from(reason, 'utf8').subarray(0, 123);
  // A reason cut in the middle of a character would not be UTF-8.
  const whole = Buffer.from(
    new TextDecoder('utf-8', { ignoreBOM: true }).decode(text).replace(/\ufffd+$/, ''),
  );
  const frame = Buffer.alloc(4 + whole.length);
  frame[0] = 0x80 | opcode.close;
  frame[1] = 2 + whole.length;
  frame.writeUInt16BE(code, 2);
  whole.copy(frame, 4);
  return frame;
}
