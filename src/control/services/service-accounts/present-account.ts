import type { ServiceAccount, ServiceKey } from '#contracts/api/service-accounts.ts';
import type { Repositories, ServiceAccountRow, ServiceKeyRow } from '#store/index.ts';
import { found } from '../write.ts';

type Readers = Pick<Repositories, 'serviceAccounts' | 'serviceKeys' | 'people' | 'apps'>;

/** Shows service accounts as the API has them. Apps that were removed meanwhile are left out. */
export async function presentAccounts(
  store: Readers,
  rows: readonly ServiceAccountRow[],
): Promise<ServiceAccount[]> {
  const ids = rows.map(({ id }) => id);
  const owners = rows.flatMap(({ ownerId }) => (ownerId === null ? [] : [ownerId]));
  const [groups, tallies, people, names] = await Promise.all([
    store.serviceAccounts.directGroups(ids),
    store.serviceKeys.tally(ids),
    store.people.findMany([...new Set(owners)]),
    appNames(
      store,
      rows.flatMap(({ apps }) => apps),
    ),
  ]);
  const byAccount = new Map(tallies.map((tally) => [tally.accountId, tally]));
  const byOwner = new Map(people.map((person) => [person.id, person]));
  return rows.map(({ ownerId, apps, ...row }) => {
    const owner = ownerId === null ? undefined : byOwner.get(ownerId);
    const tally = byAccount.get(row.id);
    return {
      ...row,
      owner: owner === undefined ? null : { id: owner.id, name: owner.name, state: owner.state },
      apps: names(apps),
      groups: [...(groups.get(row.id) ?? [])],
      liveKeys: tally?.live ?? 0,
      usedAt: tally?.usedAt ?? null,
    };
  });
}

/** Shows one service account. */
export async function presentAccount(store: Readers, row: ServiceAccountRow): Promise<ServiceAccount> {
  const [shown] = await presentAccounts(store, [row]);
  return found(shown);
}

/** Shows keys; their hashes are not among what is read. */
export async function presentKeys(
  store: Pick<Repositories, 'apps'>,
  rows: readonly ServiceKeyRow[],
): Promise<ServiceKey[]> {
  const names = await appNames(
    store,
    rows.flatMap(({ apps }) => apps ?? []),
  );
  return rows.map(({ apps, remainingMs, ...row }) => ({
    id: row.id,
    name: row.name,
    state: row.revokedAt !== null ? 'revoked' : remainingMs <= 0 ? 'expired' : 'live',
    apps: apps === null ? null : names(apps),
    createdAt: row.createdAt,
    expiresAt: row.expiresAt,
    revokedAt: row.revokedAt,
    usedAt: row.usedAt,
    usedFrom: row.usedFrom,
  }));
}

async function appNames(store: Pick<Repositories, 'apps'>, ids: readonly string[]) {
  const apps = await store.apps.findMany([...new Set(ids)]);
  const names = new Map<string, string>(apps.map(({ id, name }) => [id, name]));
  return (wanted: readonly string[]) =>
    wanted.flatMap((id) => {
      const name = names.get(id);
      return name === undefined ? [] : [{ id, name }];
    });
}
