import { randomBytes } from 'node:crypto';
import { ScureBase32Plugin, generateURI, verifySync } from 'otplib';

const period = 30;

/** Makes a secret for an authenticator app: 20 random bytes (RFC 4226, section 4), base 32. */
export function newTotpSecret(): string {
  return new ScureBase32Plugin().encode(randomBytes(20), { padding: false });
}

/**
 * Finds the time step (RFC 6238) that a code of six digits belongs to, out of the present one and its two
 * neighbours. Whether that step was used before is for the caller to settle, in the store.
 */
export function totpStep(options: {
  readonly secret: string;
  readonly code: string;
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
}): number | undefined {
  const code = options.code.replace(/[\s-]/g, '');
  if (!/^\d{6}$/.test(code)) return undefined;
  const seconds = Math.floor(options.now / 1000);
  const present = Math.floor(seconds / period);
  // Each step is asked at its own middle, newest first, so that the window is exactly three steps.
  for (const step of [present, present - 1, present + 1]) {
    const checked = verifySync({ secret: options.secret, token: code, epoch: step * period + 15, period });
    if (checked.valid) return step;
  }
  return undefined;
}

/** The address that authenticator apps read from a QR code. */
export function totpAddress(options: {
  readonly secret: string;
  readonly issuer: string;
  readonly account: string;
}): string {
  return generateURI({ secret: options.secret, issuer: options.issuer, label: options.account });
}
