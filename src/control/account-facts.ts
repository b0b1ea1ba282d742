import type { ServiceAccountFacts } from '#contracts/access.ts';
import type { ServiceAccountRow } from '#store/index.ts';

/**
 * A service account as policy sees it. Whoever answers for it counts only while they are enabled: somebody who left
 * answers for nothing any more, and absent is never true.
 */
export function factsOfAccount(
  row: ServiceAccountRow,
  groups: ServiceAccountFacts['groups'],
  owner: 'owner enabled' | 'owner away',
): ServiceAccountFacts {
  const { id, name, ownerId, apps, labels } = row;
  return {
    kind: 'service-account',
    id,
    name,
    ...(ownerId === null || owner === 'owner away' ? {} : { owner: ownerId }),
    apps,
    roles: [],
    labels,
    ...(groups === undefined ? {} : { groups }),
  };
}
