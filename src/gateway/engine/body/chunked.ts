/** Where a follower of chunks stands. */
export type ChunkedState = 'more' | 'done' | 'bad';

const size = 0;
const extension = 1;
const sizeLf = 2;
const data = 3;
const dataCr = 4;
const dataLf = 5;
const trailers = 6;
const trailersLf = 7;
const ended = 8;
const failed = 9;

const maxSizeDigits = 12;
const maxExtension = 4096;
const maxTrailers = 8192;

/**
 * Follows a body in chunked coding without changing it (RFC 9112, 7.1): says how far the bytes may pass on
 * as they are, and where the message ends. Trailer lines are held back, since some of them must not pass.
 * Stricter than the grammar: at most 12 digits of size, extensions of visible bytes without quotes only, CRLF
 * everywhere. Differences over chunk sizes and line ends are how two requests become three.
 */
export class ChunkedFollower {
  #state = size;
  #left = 0;
  #digits = 0;
  #extension = 0;
  #line = '';
  /** Index after the last byte that may pass on unchanged, of the buffer last followed. */
  pass = 0;
  /** Index after the last byte that belongs to the message, of the buffer last followed. */
  end = 0;
  /** Trailer lines with their CRLFs, when there were any; to be filtered and sent after `pass`. */
  trailers = '';
  /** After `done`: whether the empty line that ends the message is still to be sent after the trailers. */
  owesFinalLine = true;

  /** True once the last chunk has been seen. */
  get state(): ChunkedState {
    if (this.#state === ended) return 'done';
    return this.#state === failed ? 'bad' : 'more';
  }

  /** True when the next byte begins a chunk, so that the body could also end here. */
  get betweenChunks(): boolean {
    return this.#state === size && this.#digits === 0;
  }

  /** Follows the bytes from `start` up to `stop`; after `done` or `bad` nothing more may be followed. */
  follow(bytes: Uint8Array, start: number, stop: number): ChunkedState {
    let at = start;
    this.pass = start;
    while (at < stop && this.#state < ended) {
      if (this.#state === data) {
        const taken = Math.min(this.#left, stop - at);
        this.#left -= taken;
        at += taken;
        this.pass = at;
        if (this.#left === 0) this.#state = dataCr;
      } else {
        const before = this.#state;
        this.#step(bytes[at] ?? 0);
        at++;
        if (before < trailers) this.pass = at;
      }
    }
    this.end = at;
    // The usual end: nothing but the empty line, all of it in this buffer.
    if (this.#state === ended && this.trailers === '' && at - this.pass === 2) {
      this.pass = at;
      this.owesFinalLine = false;
    }
    return this.state;
  }

  #step(byte: number): void {
    switch (this.#state) {
      case size:
        this.#readSize(byte);
        return;
      case extension:
        this.#readExtension(byte);
        return;
      case sizeLf:
        if (byte !== 10) this.#state = failed;
        else this.#state = this.#left > 0 ? data : trailers;
        this.#digits = 0;
        return;
      case dataCr:
        this.#state = byte === 13 ? dataLf : failed;
        return;
      case dataLf:
        this.#state = byte === 10 ? size : failed;
        return;
      case trailers:
        this.#readTrailer(byte);
        return;
      default:
        this.#endTrailerLine(byte);
    }
  }

  #readSize(byte: number): void {
    const digit = hexDigit(byte);
    if (digit >= 0) {
      this.#left = this.#left * 16 + digit;
      if (++this.#digits > maxSizeDigits) this.#state = failed;
    } else if (this.#digits === 0) this.#state = failed;
    else if (byte === 13) this.#state = sizeLf;
    else if (byte === 59) {
      this.#state = extension;
      this.#line = '';
    } else this.#state = failed;
  }

  // Extensions of one message are bounded in sum: a body of one-byte chunks with long extensions would
  // otherwise cost the application far more than its limits say.
  #readExtension(byte: number): void {
    if (++this.#extension > maxExtension) this.#state = failed;
    else if (byte === 13) this.#state = /^[\w.~+-]+(?:=[\w.~+/-]+)?$/.test(this.#line) ? sizeLf : failed;
    else if (byte > 0x20 && byte < 0x7f && this.#line.length < 256) this.#line += String.fromCharCode(byte);
    else this.#state = failed;
    if (this.#state !== extension) this.#line = '';
  }

  #readTrailer(byte: number): void {
    if (byte === 13) {
      this.#state = trailersLf;
      return;
    }
    if (this.trailers.length + this.#line.length >= maxTrailers) this.#state = failed;
    else if (byte === 9 || (byte >= 0x20 && byte !== 0x7f)) this.#line += String.fromCharCode(byte);
    else this.#state = failed;
  }

  #endTrailerLine(byte: number): void {
    if (byte !== 10) {
      this.#state = failed;
    } else if (this.#line === '') {
      this.#state = ended;
    } else if (/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+:/.test(this.#line)) {
      this.trailers += `${this.#line}\r\n`;
      this.#line = '';
      this.#state = trailers;
    } else this.#state = failed;
  }
}

function hexDigit(byte: number): number {
  if (byte >= 48 && byte <= 57) return byte - 48;
  const letter = byte | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}
