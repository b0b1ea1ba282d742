import { type Subject, everything, policiesOf, tokenSubject } from '#contracts/subjects.ts';
import type { KnownApp, KnownCredential, KnownPrincipal } from './source.ts';

/**
 * Everything that a grant rests on. A subject left out here is a change that never reaches the connections
 * it should cut: so the sign-in and this host's token, or the key, the person or service account, every group in
 * the closure (not only direct ones), the app, the policies that decide about it, and whatever concerns all.
 */
export function grantSubjects(
  token: KnownCredential,
  person: KnownPrincipal,
  app: KnownApp,
): readonly Subject[] {
  return [
    token.session,
    tokenSubject(token.hash),
    ...personSubjects(person),
    app.facts.id,
    policiesOf(app.facts.id),
    everything,
  ];
}

/** What the facts of somebody rest on: themselves and every group they are in, directly or through others. */
export function personSubjects(person: KnownPrincipal): readonly Subject[] {
  return [person.facts.id, ...(person.facts.groups ?? []).map((group) => group.id)];
}
