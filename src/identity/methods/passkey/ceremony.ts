import type { PersonId } from '#base/ids.ts';
import { originOf, systemHost } from '#contracts/hosts.ts';
import { challengeLifetimeMs } from './challenges.ts';
import type { PasskeyRef } from './passkey-records.ts';

/** The site that passkeys belong to: the sign-in host alone, so that no page of an app can ask for one. */
export interface RelyingParty {
  /** The RP ID (WebAuthn, section 5.1.2): a host name without a port. */
  readonly id: string;
  readonly origin: string;
}

export function relyingParty(place: { readonly domain: string; readonly publicPort: number }): RelyingParty {
  const id = systemHost('signin', place.domain);
  return { id, origin: originOf(id, place.publicPort) };
}

/** COSE names (RFC 9053) of the signatures that are taken: ES256, EdDSA, RS256. */
export const algorithms: readonly number[] = [-7, -8, -257];

/** What a page hands to `navigator.credentials.get`, as JSON (WebAuthn, section 5.1.10). */
export interface RequestOptions {
  readonly challenge: string;
  readonly rpId: string;
  readonly timeout: number;
  readonly userVerification: 'required';
  readonly allowCredentials: readonly CredentialDescriptor[];
}

/** What a page hands to `navigator.credentials.create`, as JSON (WebAuthn, section 5.1.9). */
export interface CreationOptions {
  readonly challenge: string;
  readonly rp: { readonly id: string; readonly name: string };
  readonly user: { readonly id: string; readonly name: string; readonly displayName: string };
  readonly pubKeyCredParams: readonly { readonly type: 'public-key'; readonly alg: number }[];
  readonly timeout: number;
  readonly attestation: 'none';
  readonly excludeCredentials: readonly CredentialDescriptor[];
  readonly authenticatorSelection: {
    readonly residentKey: 'required';
    readonly requireResidentKey: true;
    readonly userVerification: 'required';
  };
}

interface CredentialDescriptor {
  readonly type: 'public-key';
  readonly id: string;
  readonly transports: readonly string[];
}

const descriptorsOf = (refs: readonly PasskeyRef[]): readonly CredentialDescriptor[] =>
  refs.map(({ credential, transports }) => ({ type: 'public-key', id: credential, transports }));

/** Asks for a signature; without `allowed` by any passkey that the browser has for this site. */
export function requestOptions(ask: {
  readonly site: RelyingParty;
  readonly challenge: string;
  readonly allowed: readonly PasskeyRef[];
}): RequestOptions {
  return {
    challenge: ask.challenge,
    rpId: ask.site.id,
    timeout: challengeLifetimeMs,
    userVerification: 'required',
    allowCredentials: descriptorsOf(ask.allowed),
  };
}

/** Asks for a new passkey, one that finds its person by itself and checks who holds it. */
export function creationOptions(ask: {
  readonly site: RelyingParty;
  readonly challenge: string;
  /** What authenticators list the site as. */
  readonly siteName: string;
  readonly person: { readonly id: PersonId; readonly name: string; readonly login: string };
  /** Those that the person has: an authenticator makes no second one. */
  readonly present: readonly PasskeyRef[];
}): CreationOptions {
  const { site, challenge, siteName, person, present } = ask;
  return {
    challenge,
    rp: { id: site.id, name: siteName },
    user: { id: userHandleOf(person.id), name: person.login, displayName: person.name },
    pubKeyCredParams: algorithms.map((alg) => ({ type: 'public-key', alg })),
    timeout: challengeLifetimeMs,
    attestation: 'none',
    excludeCredentials: descriptorsOf(present),
    authenticatorSelection: {
      residentKey: 'required',
      requireResidentKey: true,
      userVerification: 'required',
    },
  };
}

/** What authenticators know a person by (WebAuthn, section 14.6.1): their random id, nothing they would recognise. */
export function userHandleOf(person: PersonId): string {
  return Buffer.from(person, 'utf8').toString('base64url');
}
