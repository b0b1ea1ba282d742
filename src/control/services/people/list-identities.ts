import type { PersonId } from '#base/ids.ts';
import type { PersonIdentity } from '#contracts/api/people.ts';
import type { Call } from '../call.ts';
import { getPerson } from './get-person.ts';

/**
 * Lists the providers that vouch for a person. Whoever may not read everybody reads their own.
 * @throws Fault `not-found`
 */
export async function listIdentities(
  call: Call,
  id: PersonId,
): Promise<{ readonly items: readonly PersonIdentity[] }> {
  await getPerson(call, id);
  const [rows, providers] = await Promise.all([
    call.store.identities.ofPerson(id),
    call.store.providers.all(),
  ]);
  const titles = new Map<string, string>(providers.map((provider) => [provider.id, provider.title]));
  return {
    items: rows.map(({ providerId, issuer, subject, login, groupsState, groupsAt, createdAt, usedAt }) => ({
      provider: { id: providerId, title: titles.get(providerId) ?? '' },
      issuer,
      subject,
      login,
      groups: groupsState,
      groupsAt,
      createdAt,
      usedAt,
    })),
  };
}
