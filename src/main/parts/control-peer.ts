import { X509Certificate } from 'node:crypto';
import type { Clock } from '#base/clock.ts';
import type { ControlEndpoint, GatewayIdentity } from '#gateway/index.ts';
import type { LinkAddress, VerifyPeer } from '#link/index.ts';
import { createPeerVerifier } from '#trust/index.ts';

/**
 * Makes the check that the other end is a control of ours. Before a gateway has joined it does not know its
 * domain: then the certificate's own counts, since the authority is pinned and confined to one domain.
 */
export function verifierFor(clock: Clock) {
  return (domain: string | undefined, authorities: readonly string[]): VerifyPeer =>
    (presented) => {
      const named = domain ?? domainOf(presented.leaf);
      return createPeerVerifier({ authorities, domain: named, usage: 'server', clock })(presented);
    };
}

function domainOf(leaf: Uint8Array): string {
  try {
    const names = new X509Certificate(leaf).subjectAltName ?? '';
    return /^URI:spiffe:\/\/([a-z0-9.-]+)\//.exec(names)?.[1] ?? '';
  } catch {
    return '';
  }
}

/** Where our own pages are, and how the gateway proves to them who it is. */
export function controlEndpoint(
  address: LinkAddress | undefined,
  identity: GatewayIdentity,
  clock: Clock,
): ControlEndpoint | undefined {
  if (address === undefined) return undefined;
  const { certificate, privateKey, authorities } = identity.credentials();
  return {
    address: address.kind === 'unix' ? { path: address.path } : { host: address.host, port: address.port },
    tls: {
      ca: [...authorities],
      cert: certificate,
      key: privateKey,
      checkServerIdentity(_, peer) {
        const verify = createPeerVerifier({ authorities, domain: identity.domain(), usage: 'server', clock });
        const name = verify({ leaf: peer.raw });
        if (name.ok && name.value.kind === 'control') return undefined;
        return new Error(name.ok ? `it is a ${name.value.kind}` : name.error);
      },
    },
  };
}
