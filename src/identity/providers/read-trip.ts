import { recordOf, text } from '../read-stored.ts';
import type { ProviderPurpose, ProviderTrip } from './federation.ts';
import type { ProviderProof } from './provider.ts';

/** Reads the stored half of a way through a provider. */
export function readTrip(stored: unknown): ProviderTrip {
  const { provider, state, nonce, codeVerifier, purpose, maxAgeSeconds } = recordOf(stored);
  return {
    provider: text(provider),
    state: text(state),
    nonce: text(nonce),
    codeVerifier: text(codeVerifier),
    purpose: readPurpose(recordOf(purpose)),
    ...(typeof maxAgeSeconds === 'number' ? { maxAgeSeconds } : {}),
  };
}

function readPurpose(stored: Readonly<Record<string, unknown>>): ProviderPurpose {
  const { kind, destination, session, person, enrolment } = stored;
  if (kind === 'link') return { kind, person: text(person), session: text(session) };
  if (kind === 'invitation') return { kind, person: text(person), enrolment: text(enrolment) };
  if (kind !== 'sign-in') throw new Error('not the purpose of a way through a provider');
  return {
    kind,
    destination: text(destination),
    ...(session === undefined ? {} : { session: text(session) }),
  };
}

/** Reads what a provider's word left. */
export function readProof(stored: unknown): ProviderProof {
  const { issuer, subject, provider, sid, refreshToken } = recordOf(stored);
  return {
    issuer: text(issuer),
    subject: text(subject),
    provider: text(provider),
    ...(sid === undefined ? {} : { sid: text(sid) }),
    ...(refreshToken === undefined ? {} : { refreshToken: text(refreshToken) }),
  };
}
