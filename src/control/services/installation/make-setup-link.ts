import type { OneTimeLink } from '#contracts/api/people.ts';
import type { Call } from '../call.ts';
import { conflict } from '../conflict.ts';
import { makeLink } from '../people/make-link.ts';

/**
 * Makes a new setup link; earlier ones are worth nothing from then on.
 * @throws Fault `conflict` once somebody owns this installation
 */
export async function makeSetupLink(call: Call): Promise<OneTimeLink> {
  if (await call.store.installation.isClaimed()) {
    throw conflict(
      'This installation has an owner. If they cannot sign in, use `sallyport recover owner-link`.',
    );
  }
  return makeLink(call, { kind: 'setup' });
}
