import type { VerifyPeer } from '#link/index.ts';
import { createPeerVerifier, type PeerVerifier, type PeerVerifierOptions } from '#trust/index.ts';

export interface PresentVerifierOptions extends Omit<PeerVerifierOptions, 'authorities'> {
  /** PEM of the authorities that count at this moment. */
  readonly authorities: () => readonly string[];
}

/**
 * Verifies peers by the authorities that count when they come, not by those of this process's start: a gateway
 * that joins under a new authority is believed at once, and one of an authority that leaked is not believed any more.
 */
export function verifyByPresent({ authorities, ...fixed }: PresentVerifierOptions): VerifyPeer {
  let made: { readonly of: string; readonly verify: PeerVerifier } | undefined;
  return (presented) => {
    const now = authorities();
    const of = now.join('\n');
    if (made?.of !== of) made = { of, verify: createPeerVerifier({ ...fixed, authorities: now }) };
    return made.verify(presented);
  };
}
