import { isIPv4, isIPv6 } from 'node:net';

/**
 * Names where a request comes from as far as one party controls it: an IPv4 address, or the /64 that a single
 * IPv6 host chooses from freely (RFC 4291, 2.5.1). Everything else is one place called `unknown`.
 */
export function sourceOf(address: string): string {
  if (isIPv4(address)) return address;
  if (!isIPv6(address) || address.includes('%')) return 'unknown';
  // The URL parser writes every spelling of an address alike (RFC 5952).
  const plain = new URL(`http://[${address}]/`).hostname.slice(1, -1);
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(plain);
  if (mapped !== null) return dotted(mapped[1] ?? '0', mapped[2] ?? '0');
  const [before = '', after] = plain.split('::');
  const head = before === '' ? [] : before.split(':');
  const tail = after === undefined || after === '' ? [] : after.split(':');
  const zeros = after === undefined ? [] : Array.from({ length: 8 - head.length - tail.length }, () => '0');
  return `${[...head, ...zeros, ...tail].slice(0, 4).join(':')}::/64`;
}

function dotted(high: string, low: string): string {
  const both = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
  return both.flatMap((part) => [part >> 8, part & 255]).join('.');
}
