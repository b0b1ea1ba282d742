import { sql, type Insertable, type Selectable } from 'kysely';
import type { ServiceAccountId, ServiceKeyId } from '#base/ids.ts';
import type { Executor } from '../pool.ts';
import type { ServiceKeysTable } from '../tables/service-tables.ts';
import { atMs, inSeconds, now } from './json.ts';

/** A key with what the database's clock says of it. */
export type ServiceKeyRow = Omit<Selectable<ServiceKeysTable>, 'hash'> & {
  /** Milliseconds until it ends by the database's clock; negative when past. */
  readonly remainingMs: number;
};
export type NewServiceKeyRow = Pick<
  Insertable<ServiceKeysTable>,
  'id' | 'accountId' | 'hash' | 'name' | 'apps'
>;

/** How many keys work, and when one was last used. */
export interface KeyTally {
  readonly accountId: ServiceAccountId;
  readonly live: number;
  readonly usedAt: number | null;
}

/** A key that was used, from where, and how long ago. */
export interface KeyUse {
  readonly id: ServiceKeyId;
  readonly address: string;
  readonly agoMs: number;
}

const shown = [
  'id',
  'accountId',
  'name',
  'apps',
  'createdAt',
  'expiresAt',
  'revokedAt',
  'usedAt',
  'usedFrom',
] as const;
const remainingMs = sql<number>`(extract(epoch from expires_at - now()) * 1000)::float8`.as('remainingMs');
const live = sql<boolean>`(revoked_at is null and expires_at > now())`;

/** Keys of service accounts: their hashes only. All their times are judged by the database's clock. */
export function serviceKeysRepository(db: Executor) {
  const rows = () => db.selectFrom('serviceKeys').select(shown).select(remainingMs);
  return {
    insert: (key: NewServiceKeyRow, seconds: number): Promise<ServiceKeyRow> =>
      db
        .insertInto('serviceKeys')
        .values({ ...key, expiresAt: inSeconds(seconds) })
        .returning(shown)
        .returning(remainingMs)
        .executeTakeFirstOrThrow(),
    /** Reads the keys with these hashes, over or not; unknown hashes are missing. */
    withHashes: (hashes: readonly string[]): Promise<(ServiceKeyRow & { readonly hash: string })[]> =>
      rows()
        .select('hash')
        .where('hash', '=', sql<string>`any(${[...hashes]}::text[])`)
        .execute(),
    /** All keys of an account, the newest first. */
    ofAccount: (accountId: ServiceAccountId): Promise<ServiceKeyRow[]> =>
      rows().where('accountId', '=', accountId).orderBy('createdAt', 'desc').orderBy('id').execute(),
    /** The keys of these accounts that work, the newest first. */
    liveOf: (accounts: readonly ServiceAccountId[]): Promise<ServiceKeyRow[]> =>
      rows()
        .where('accountId', '=', sql<ServiceAccountId>`any(${[...accounts]}::text[])`)
        .where(live)
        .orderBy('createdAt', 'desc')
        .orderBy('id')
        .execute(),
    /** How many keys of each account work; accounts without any key are missing. */
    tally: (accounts: readonly ServiceAccountId[]): Promise<KeyTally[]> =>
      db
        .selectFrom('serviceKeys')
        .select('accountId')
        .select(sql<number>`count(*) filter (where ${live})`.as('live'))
        .select((eb) => eb.fn.max('usedAt').as('usedAt'))
        .where('accountId', '=', sql<ServiceAccountId>`any(${[...accounts]}::text[])`)
        .groupBy('accountId')
        .execute(),
    /** Sets an earlier end for a key that works; undefined where it does not, or would end before that. */
    end: (key: KeyOfAccount, atMsGiven: number): Promise<ServiceKeyRow | undefined> =>
      db
        .updateTable('serviceKeys')
        .set({ expiresAt: atMs(atMsGiven) })
        .where('id', '=', key.id)
        .where('accountId', '=', key.account)
        .where(live)
        .where(sql<boolean>`expires_at >= ${atMs(atMsGiven)}`)
        .returning(shown)
        .returning(remainingMs)
        .executeTakeFirst(),
    /** Revokes a key; false where it was over already. */
    async revoke(key: KeyOfAccount): Promise<boolean> {
      const revoked = await db
        .updateTable('serviceKeys')
        .set({ revokedAt: now })
        .where('id', '=', key.id)
        .where('accountId', '=', key.account)
        .where('revokedAt', 'is', null)
        .returning('id')
        .executeTakeFirst();
      return revoked !== undefined;
    },
    /** Notes uses; the newest of each key stays. */
    async noteUses(uses: readonly KeyUse[]): Promise<void> {
      const ids = uses.map(({ id }) => id);
      const addresses = uses.map(({ address }) => address);
      const seconds = uses.map(({ agoMs }) => Math.max(0, agoMs) / 1000);
      await sql`
        update service_keys k set used_at = u.at, used_from = u.address
        from (select distinct on (id) id, address, now() - make_interval(secs => ago) as at
          from unnest(${ids}::text[], ${addresses}::text[], ${seconds}::float8[]) as given(id, address, ago)
          order by id, ago) u
        where k.id = u.id and (k.used_at is null or k.used_at < u.at)`.execute(db);
    },
    /** Deletes keys that were over more than this long ago; gives the number. */
    async removeOld(seconds: number): Promise<number> {
      const { numDeletedRows } = await db
        .deleteFrom('serviceKeys')
        .where(
          sql<boolean>`least(coalesce(revoked_at, expires_at), expires_at) < now() - make_interval(secs => ${seconds})`,
        )
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}

/** A key, and whose it is. */
export interface KeyOfAccount {
  readonly id: ServiceKeyId;
  readonly account: ServiceAccountId;
}
