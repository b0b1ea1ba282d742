import type { PrincipalFacts, Strength } from '#contracts/access.ts';
import type { Missing } from '../faces.ts';
import type { KnownCredential, KnownPrincipal } from './source.ts';

/** Whose credentials of one kind these are, each once. */
export function holdersOf(
  credentials: Iterable<KnownCredential>,
  kind: KnownCredential['kind'],
): ReadonlySet<string> {
  const holders = new Set<string>();
  for (const credential of credentials) if (credential.kind === kind) holders.add(credential.person);
  return holders;
}

/** Why a credential opens nothing any more; undefined while it may. */
export function whyOver(
  credential: KnownCredential,
  holder: KnownPrincipal | undefined,
  at: number,
): Missing | undefined {
  const isKey = credential.kind === 'key';
  if (credential.ended) return isKey ? 'key-revoked' : 'session-ended';
  if (at >= credential.endsAt) return isKey ? 'key-expired' : 'session-expired';
  if (holder === undefined || !holder.enabled) return isKey ? 'account-disabled' : 'person-disabled';
  return undefined;
}

/** What was proved. Of a key its age counts from when it was made: policy can ask for keys that are changed often. */
export function strengthOf(credential: KnownCredential): Strength {
  const { authenticatedAt } = credential;
  return { methods: credential.kind === 'key' ? ['key'] : credential.methods, authenticatedAt };
}

/** Who asks, as policy sees them: an account with a key that opens some of its apps has those alone. */
export function principalOf(credential: KnownCredential, holder: KnownPrincipal): PrincipalFacts {
  const { facts } = holder;
  if (credential.kind === 'token' || credential.apps === undefined || facts.kind === 'person') return facts;
  const made = new Set(credential.apps);
  return { ...facts, apps: facts.apps.filter((app) => made.has(app)) };
}
