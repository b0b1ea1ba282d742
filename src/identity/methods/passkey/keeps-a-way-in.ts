import type { MethodSummary } from './passkey-records.ts';

/**
 * Tells whether somebody can still sign in with what they have: a passkey, or a password (else a provider's word)
 * with an authenticator app. Recovery codes are spent by their use, and a passkey that was found copied opens nothing: neither counts.
 */
export function keepsAWayIn(methods: MethodSummary): boolean {
  const passkey = methods.passkeys.some(({ copiedAt }) => copiedAt === undefined);
  const password = methods.password !== undefined && methods.password.lockedAt === undefined;
  const first = password || methods.vouchedBy === 'provider';
  return passkey || (first && methods.authenticators.length > 0);
}
