import { networkInterfaces } from 'node:os';
import { BlockList, isIP } from 'node:net';

// Addresses that lead to the machine's or the cloud's own services, which give away credentials to whoever
// asks from here. No configuration opens them: an app is never there.
const never = new BlockList();
never.addSubnet('0.0.0.0', 8, 'ipv4');
never.addSubnet('169.254.0.0', 16, 'ipv4');
never.addSubnet('224.0.0.0', 4, 'ipv4');
never.addSubnet('240.0.0.0', 4, 'ipv4');
never.addAddress('100.100.100.200', 'ipv4');
never.addAddress('168.63.129.16', 'ipv4');
never.addAddress('192.0.0.192', 'ipv4');
never.addAddress('::', 'ipv6');
never.addSubnet('fe80::', 10, 'ipv6');
never.addSubnet('ff00::', 8, 'ipv6');
never.addAddress('fd00:ec2::254', 'ipv6');
never.addAddress('fd20:ce::254', 'ipv6');

/**
 * Tells whether a resolved address may never be an upstream: link-local, metadata, unspecified, multicast;
 * also where the address is written inside an IPv6 one (mapped, NAT64, 6to4).
 */
export function isForbiddenAddress(address: string): boolean {
  const plainest = embeddedIpv4(address) ?? address;
  const family = isIP(plainest);
  if (family === 0) return true;
  return never.check(plainest, family === 6 ? 'ipv6' : 'ipv4');
}

/**
 * Tells whether something listens for Sallyport itself at an address and port. An app there would hand the
 * inside of Sallyport to whoever may open that app. `listeners` are `address:port`, IPv6 in brackets; an
 * unspecified address (`0.0.0.0`, `[::]`, `*`) stands for all of this machine's.
 */
export function isOwnListener(address: string, port: number, listeners: readonly string[]): boolean {
  const plainest = embeddedIpv4(address) ?? address.toLowerCase();
  return listeners.some((listener) => {
    const at = listener.lastIndexOf(':');
    if (Number(listener.slice(at + 1)) !== port) return false;
    const host = listener
      .slice(0, at)
      .replace(/^\[|\]$/g, '')
      .toLowerCase();
    if (['0.0.0.0', '::', '*', ''].includes(host)) return isLocal(plainest);
    if (host === 'localhost') return plainest === '127.0.0.1' || plainest === '::1';
    return (embeddedIpv4(host) ?? host) === plainest;
  });
}

function isLocal(address: string): boolean {
  if (address.startsWith('127.') || address === '::1') return true;
  return Object.values(networkInterfaces()).some((list) => list?.some((own) => own.address === address));
}

/** Finds the IPv4 address inside an IPv6 one that is routed as if it were that. */
function embeddedIpv4(address: string): string | undefined {
  if (isIP(address) !== 6) return undefined;
  const words = expand(address);
  const low = [words[6] ?? 0, words[7] ?? 0];
  const zeros = (upTo: number): boolean => words.slice(0, upTo).every((word) => word === 0);
  if (zeros(5) && (words[5] === 0xffff || words[5] === 0)) {
    // `::` and `::1` are addresses of their own, not 0.0.0.0 and 0.0.0.1.
    return words[5] === 0 && words[6] === 0 ? undefined : dotted(low);
  }
  if (words[0] === 0x64 && words[1] === 0xff9b) return dotted(low);
  if (words[0] === 0x2002) return dotted([words[1] ?? 0, words[2] ?? 0]);
  return undefined;
}

function dotted([high = 0, low = 0]: readonly number[]): string {
  return `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
}

function asWords(quad: string): string {
  const [a = 0, b = 0, c = 0, d = 0] = quad.split('.').map(Number);
  return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}

function expand(address: string): number[] {
  const bare = (address.split('%')[0] ?? '').replace(/\d+\.\d+\.\d+\.\d+$/, asWords);
  const [head = '', tail] = bare.split('::');
  const words = (text: string): number[] =>
    text === '' ? [] : text.split(':').map((word) => Number.parseInt(word, 16));
  const front = words(head);
  const back = words(tail ?? '');
  return [...front, ...Array.from({ length: 8 - front.length - back.length }, () => 0), ...back];
}
