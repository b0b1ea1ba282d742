import type { ServiceAccountFacts } from '#contracts/access.ts';
import type { ServiceAccountRow, ServiceKeyRow } from '#store/index.ts';
import { factsOfAccount } from '../../account-facts.ts';
import type { Call } from '../call.ts';

/** Accounts that are looked at; beyond, the answer says of how many it is. */
const mostPrograms = 2_000;
const pageSize = 200;

/** A service account as policy sees it, with the keys of it that work, the newest first. */
export interface Program {
  readonly facts: ServiceAccountFacts;
  readonly keys: readonly ServiceKeyRow[];
}

/** Enabled service accounts. */
export interface Programs {
  readonly programs: readonly Program[];
  readonly of: number;
}

/** Reads every service account that is not switched off, the newest first. */
export async function readPrograms(call: Call): Promise<Programs> {
  const programs: Program[] = [];
  let of = 0;
  let cursor: string | undefined;
  do {
    const page = await call.store.serviceAccounts.list({ limit: pageSize, cursor });
    const rows = page.items.filter(({ state }) => state === 'enabled');
    of += rows.length;
    if (programs.length + rows.length <= mostPrograms) programs.push(...(await known(call, rows)));
    cursor = page.next;
  } while (cursor !== undefined);
  return { programs, of };
}

async function known({ store }: Call, rows: readonly ServiceAccountRow[]): Promise<readonly Program[]> {
  const ids = rows.map(({ id }) => id);
  const owners = rows.flatMap(({ ownerId }) => (ownerId === null ? [] : [ownerId]));
  const [groups, keys, people] = await Promise.all([
    store.serviceAccounts.groupsOf(ids),
    store.serviceKeys.liveOf(ids),
    store.people.findMany([...new Set(owners)]),
  ]);
  const present = new Set(people.filter(({ state }) => state === 'enabled').map(({ id }) => id));
  return rows.map((row) => {
    const owner = row.ownerId !== null && present.has(row.ownerId) ? 'owner enabled' : 'owner away';
    return {
      facts: factsOfAccount(row, groups.get(row.id), owner),
      keys: keys.filter(({ accountId }) => accountId === row.id),
    };
  });
}
