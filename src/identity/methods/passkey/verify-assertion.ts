import { verifyAuthenticationResponse, type AuthenticationResponseJSON } from '@simplewebauthn/server';
import type { RelyingParty } from './ceremony.ts';
import { isFromOwnPage } from './from-own-page.ts';
import { userHandleOf } from './ceremony.ts';
import type { StoredPasskey } from './passkey-records.ts';

/** What a right signature says beside being right. */
export interface Assertion {
  readonly counter: number;
  readonly backedUp: boolean;
}

/**
 * Verifies a signature of a passkey (WebAuthn, section 7.2): our challenge, our origin and not from within a
 * frame of another, our RP ID, the person present and verified, the owner's user handle, the registered key.
 * Does not look at the counter: that is for the store to settle. Undefined when anything is wrong.
 */
export async function verifyAssertion(claim: {
  readonly site: RelyingParty;
  readonly challenge: string;
  readonly response: AuthenticationResponseJSON;
  readonly passkey: StoredPasskey;
}): Promise<Assertion | undefined> {
  const { site, challenge, response, passkey } = claim;
  const { userHandle } = response.response;
  // Absent only where the browser was told which passkeys to take, which names the person as well.
  if (userHandle !== undefined && userHandle !== userHandleOf(passkey.person)) return undefined;
  if (response.id !== passkey.credential || !isFromOwnPage(response.response.clientDataJSON))
    return undefined;
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.id,
      requireUserVerification: true,
      credential: { id: passkey.credential, publicKey: new Uint8Array(passkey.publicKey), counter: 0 },
    });
    if (!verified) return undefined;
    const { newCounter, credentialBackedUp } = authenticationInfo;
    return { counter: newCounter, backedUp: credentialBackedUp };
  } catch {
    // The library throws for every answer that is not right, whoever made it so.
    return undefined;
  }
}
