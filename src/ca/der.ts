/** Writing and reading DER (ITU-T X.690): the few forms that certificates and their requests need. */

/** Encodes one element: tag, length, content. */
export function der(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.of(tag), lengthOf(body.length), body]);
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.of(length);
  if (length < 0x100) return Buffer.of(0x81, length);
  if (length < 0x10000) return Buffer.of(0x82, length >> 8, length & 0xff);
  throw new RangeError('nothing of ours is this long');
}

export const sequence = (...items: readonly Uint8Array[]): Buffer => der(0x30, ...items);
export const set = (...items: readonly Uint8Array[]): Buffer => der(0x31, ...items);
export const octetString = (content: Uint8Array): Buffer => der(0x04, content);
export const utf8String = (text: string): Buffer => der(0x0c, Buffer.from(text, 'utf8'));
export const boolean = (value: 'true' | 'false'): Buffer => der(0x01, Buffer.of(value === 'true' ? 0xff : 0));

/** A BIT STRING of whole bytes, or with some unused bits at its end. */
export const bitString = (content: Uint8Array, unusedBits = 0): Buffer =>
  der(0x03, Buffer.of(unusedBits), content);

/** An INTEGER from its bytes, which must be positive and without superfluous zeros. */
export const integer = (bytes: Uint8Array): Buffer => der(0x02, bytes);

/** A context-specific, constructed element. */
export const context = (number: number, ...items: readonly Uint8Array[]): Buffer =>
  der(0xa0 | number, ...items);

/** A context-specific, primitive element. */
export const contextPrimitive = (number: number, content: Uint8Array): Buffer => der(0x80 | number, content);

/** An OBJECT IDENTIFIER from its dotted form. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second, ...rest].flatMap((part) => {
    const digits = [part & 0x7f];
    for (let left = part >> 7; left > 0; left >>= 7) digits.unshift((left & 0x7f) | 0x80);
    return digits;
  });
  return der(0x06, Buffer.from(bytes));
}

/** A time as RFC 5280 4.1.2.5 wants it: UTCTime to the end of 2049, GeneralizedTime after. Whole seconds. */
export function time(ms: number): Buffer {
  const digits = new Date(ms).toISOString().replaceAll(/[-:T]|\.\d+/g, '');
  return digits < '2050' ? der(0x17, Buffer.from(digits.slice(2))) : der(0x18, Buffer.from(digits));
}

/** One element that was read. */
export interface DerElement {
  readonly tag: number;
  readonly content: Buffer;
  /** The element with its tag and length. */
  readonly whole: Buffer;
}

/**
 * Splits bytes into the elements they consist of. Strict: one-byte tags, definite and shortest lengths, nothing
 * left over. Undefined for anything else.
 */
export function readElements(bytes: Buffer): readonly DerElement[] | undefined {
  const elements: DerElement[] = [];
  let offset = 0;
  while (offset < bytes.length) {
    const tag = bytes[offset] ?? 0;
    const head = readLength(bytes, offset + 1);
    if ((tag & 0x1f) === 0x1f || !head) return undefined;
    const end = head.start + head.length;
    if (end > bytes.length) return undefined;
    elements.push({ tag, content: bytes.subarray(head.start, end), whole: bytes.subarray(offset, end) });
    offset = end;
  }
  return elements;
}

function readLength(bytes: Buffer, at: number): { start: number; length: number } | undefined {
  const first = bytes[at];
  if (first === undefined) return undefined;
  if (first < 0x80) return { start: at + 1, length: first };
  const count = first & 0x7f;
  if (count < 1 || count > 2 || at + 1 + count > bytes.length) return undefined;
  const length = bytes.readUIntBE(at + 1, count);
  const shortest = count === 1 ? length >= 0x80 : length >= 0x100;
  return shortest ? { start: at + 1 + count, length } : undefined;
}
