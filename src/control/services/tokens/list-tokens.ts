import type { ApiToken } from '#contracts/api/tokens.ts';
import type { Page, PageRequest } from '#store/index.ts';
import type { Call } from '../call.ts';
import { sightOf } from '../permit.ts';

/** Lists API tokens; whoever may not read everybody's gets their own. */
export async function listTokens(call: Call, request: PageRequest): Promise<Page<ApiToken>> {
  const sight = await sightOf(call);
  const owner = sight.kind === 'own' ? sight.person : undefined;
  const page = await call.store.apiTokens.list({ ...request, owner });
  const people = await call.store.people.findMany([...new Set(page.items.map((row) => row.ownerId))]);
  const names = new Map(people.map((person) => [person.id, person.name]));
  const items = page.items.map((row) => ({
    id: row.id,
    name: row.name,
    owner: { id: row.ownerId, name: names.get(row.ownerId) ?? '' },
    scopes: row.scopes,
    createdAt: row.createdAt,
    expiresAt: row.expiresAt,
    lastUsedAt: row.lastUsedAt,
  }));
  return { ...page, items };
}
