import { type RegistrationResponseJSON, verifyRegistrationResponse } from '@simplewebauthn/server';
import { decodeAttestationObject, isoBase64URL } from '@simplewebauthn/server/helpers';
import { newId } from '#base/ids.ts';
import { algorithms, type RelyingParty } from './ceremony.ts';
import { isFromOwnPage } from './from-own-page.ts';
import type { NewPasskey } from './passkey-records.ts';
import { nameOfModel } from './name-of-model.ts';

/**
 * Verifies a new passkey (WebAuthn, section 7.1): our challenge, our origin and not from within a frame, our RP ID,
 * the person present and verified, a key of an algorithm that we take. Undefined when anything is wrong.
 */
export async function verifyRegistration(claim: {
  readonly site: RelyingParty;
  readonly challenge: string;
  readonly response: RegistrationResponseJSON;
}): Promise<NewPasskey | undefined> {
  const { site, challenge, response } = claim;
  if (!isFromOwnPage(response.response.clientDataJSON)) return undefined;
  try {
    if (!hasPlainAttestation(response.response.attestationObject)) return undefined;
    const { verified, registrationInfo: made } = await verifyRegistrationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.id,
      requireUserVerification: true,
      supportedAlgorithmIDs: [...algorithms],
    });
    if (!verified || made.credential.id !== response.id) return undefined;
    return {
      id: newId('credential'),
      credential: made.credential.id,
      transports: made.credential.transports ?? [],
      publicKey: made.credential.publicKey,
      counter: made.credential.counter,
      model: made.aaguid,
      mayBeBackedUp: made.credentialDeviceType === 'multiDevice',
      backedUp: made.credentialBackedUp,
      name: nameOfModel(made.aaguid),
    };
  } catch {
    // The library throws for every answer that is not right, whoever made it so.
    return undefined;
  }
}

/**
 * We ask for no attestation. One with certificates is refused before anything of it is read: checking it would
 * fetch revocation lists from addresses that its sender chose.
 */
function hasPlainAttestation(attestationObject: string): boolean {
  const decoded = decodeAttestationObject(isoBase64URL.toBuffer(attestationObject));
  const format = decoded.get('fmt');
  if (format === 'none') return true;
  return format === 'packed' && decoded.get('attStmt').get('x5c') === undefined;
}
