import { BlockList, isIP } from 'node:net';

// Addresses of this machine and of private networks (RFC 1122, 1918, 6598, 4193), and IPv6 forms that carry an
// IPv4 address inside (mapped, NAT64, 6to4): those are judged as inside, since a public provider has none.
const inside = new BlockList();
inside.addSubnet('127.0.0.0', 8, 'ipv4');
inside.addSubnet('10.0.0.0', 8, 'ipv4');
inside.addSubnet('172.16.0.0', 12, 'ipv4');
inside.addSubnet('192.168.0.0', 16, 'ipv4');
inside.addSubnet('100.64.0.0', 10, 'ipv4');
inside.addSubnet('198.18.0.0', 15, 'ipv4');
inside.addSubnet('192.0.0.0', 24, 'ipv4');
inside.addSubnet('::', 96, 'ipv6');
inside.addSubnet('::ffff:0:0', 96, 'ipv6');
inside.addSubnet('64:ff9b::', 96, 'ipv6');
inside.addSubnet('64:ff9b:1::', 48, 'ipv6');
inside.addSubnet('2002::', 16, 'ipv6');
inside.addSubnet('fc00::', 7, 'ipv6');

/** Tells whether an address is of this machine or of a private network; anything that is no address counts so. */
export function isInsideAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return true;
  return inside.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/** Tells whether an address is this machine's own loopback. */
export function isLoopback(address: string): boolean {
  return address === '::1' || (isIP(address) === 4 && address.startsWith('127.'));
}
