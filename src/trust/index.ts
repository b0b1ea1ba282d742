export {
  type AssertionClaims,
  assertionTokenType,
  type GrantClaims,
  type GrantRefusal,
  grantTokenType,
  verifyAssertion,
  verifyGrant,
} from './access-tokens.ts';
export { type Attempt, attemptLifetimeMs, openAttempt, sealAttempt } from './attempt.ts';
export {
  createPeerVerifier,
  type PeerVerifier,
  type PeerVerifierOptions,
  type PresentedCertificates,
  type VerifiedPeer,
} from './peer-certificate.ts';
export { formatSpiffeId, parseSpiffeId, type PeerKind, peerKinds, type SpiffeName } from './spiffe.ts';
export {
  type Claims,
  type PublicJwk,
  type RegisteredClaims,
  type TokenCheck,
  type TokenRefusal,
  type VerificationKey,
  verificationKey,
  verifyCheckpoint,
  verifyToken,
} from './token.ts';
export { readServiceKey } from './service-key.ts';
