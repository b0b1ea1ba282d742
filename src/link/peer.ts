import type { DetailedPeerCertificate, TLSSocket } from 'node:tls';
import type { Result } from '#base/result.ts';

/** What the other end of a TLS connection showed. */
export interface PresentedPeer {
  /**
   * DER of the certificate whose private key signed the handshake. Identity comes from this one alone: a
   * certificate that was merely sent along proves nothing about the sender.
   */
  readonly leaf: Uint8Array;
  /** DER of the certificates that came with it, towards the root. */
  readonly others: readonly Uint8Array[];
}

/** Who the other end is, by its SPIFFE name `spiffe://<domain>/<kind>/<id>`. */
export interface PeerName {
  readonly kind: string;
  readonly id: string;
}

/** Checks chain, dates, usage and name of what a peer presented; an error is the reason for the log. */
export type VerifyPeer = (
  presented: PresentedPeer,
) => Result<PeerName, string> | Promise<Result<PeerName, string>>;

const longestChain = 8;

/** Reads what the peer presented; undefined when it sent no certificate, or the socket is gone. */
export function presentedBy(socket: TLSSocket): PresentedPeer | undefined {
  const leaf = socket.getPeerCertificate(true);
  if (!isCertificate(leaf)) return undefined;
  const others: Uint8Array[] = [];
  let current: DetailedPeerCertificate = leaf;
  while (others.length < longestChain && isCertificate(current.issuerCertificate)) {
    if (current.issuerCertificate.fingerprint256 === current.fingerprint256) break; // self-signed: the end
    current = current.issuerCertificate;
    others.push(current.raw);
  }
  return { leaf: leaf.raw, others };
}

// Node answers with an empty object where there is no certificate, whatever its types say.
function isCertificate(value: DetailedPeerCertificate | undefined): value is DetailedPeerCertificate {
  return value !== undefined && value !== null && 'raw' in value && value.raw instanceof Uint8Array;
}
