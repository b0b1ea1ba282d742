import { generateKeyPairSync, sign, verify } from 'node:crypto';
import type { CheckpointSigner, VerifyCheckpointSignature } from '#audit/index.ts';

/** A signer of checkpoints with a key of its own, and who checks what it signed. */
export function createTestSigner(kid = 'audit-1'): CheckpointSigner & {
  readonly verify: VerifyCheckpointSignature;
} {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    sign: (bytes) => Promise.resolve({ kid, signature: sign(null, bytes, privateKey) }),
    verify: (signed) => signed.kid === kid && verify(null, signed.bytes, publicKey, signed.signature),
  };
}
