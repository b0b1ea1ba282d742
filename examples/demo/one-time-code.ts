import { createHmac } from 'node:crypto';

/** How long one code holds, milliseconds (RFC 6238, 4.1). */
export const codeLifeMs = 30_000;

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The code that an authenticator app with this secret (base 32) shows at a time (RFC 6238). */
export function oneTimeCode(secret: string, at: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / codeLifeMs)));
  const mac = createHmac('sha1', bytesOf(secret)).update(counter).digest();
  const place = (mac.at(-1) ?? 0) & 15;
  return `${(mac.readUInt32BE(place) & 0x7fffffff) % 1_000_000}`.padStart(6, '0');
}

function bytesOf(secret: string): Buffer {
  const bits = Array.from(secret.replaceAll(' ', '').toUpperCase(), (sign) =>
    alphabet.indexOf(sign).toString(2).padStart(5, '0'),
  ).join('');
  const bytes = bits.match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
}
