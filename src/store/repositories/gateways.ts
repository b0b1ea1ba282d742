import { sql, type Insertable, type Selectable, type Updateable } from 'kysely';
import type { GatewayId } from '#base/ids.ts';
import type { Result } from '#base/result.ts';
import type { Executor } from '../pool.ts';
import type { GatewaysTable, JoinTokensTable } from '../tables/app-tables.ts';
import { inSeconds, now } from './json.ts';
import { type Versioned, versionedRows, type WriteRefusal } from './versioned.ts';

export type GatewayRow = Selectable<GatewaysTable>;
export type NewGateway = Pick<Insertable<GatewaysTable>, 'id' | 'name' | 'serial' | 'fingerprint' | 'seat'>;
export type GatewayEdit = Partial<
  Pick<Updateable<GatewaysTable>, 'name' | 'state' | 'serial' | 'fingerprint'>
>;
/** A gateway that is connected, and its software by its own word; null where it said none. */
export interface SeenGateway {
  readonly id: string;
  readonly software: string | null;
}
export type JoinTokenRow = Selectable<JoinTokensTable>;

/** Gateways that have joined, and the tokens by which others may. */
export function gatewaysRepository(db: Executor) {
  const rows = versionedRows(db, 'gateways');
  return {
    find: rows.find,
    atSeat: (seat: string): Promise<GatewayRow | undefined> =>
      db.selectFrom('gateways').selectAll().where('seat', '=', seat).executeTakeFirst(),
    all: (): Promise<GatewayRow[]> =>
      db.selectFrom('gateways').selectAll().orderBy('createdAt').orderBy('id').execute(),
    insert: (gateway: NewGateway): Promise<GatewayRow> =>
      db.insertInto('gateways').values(gateway).returningAll().executeTakeFirstOrThrow(),
    update: (target: Versioned<GatewayId>, edit: GatewayEdit): Promise<Result<GatewayRow, WriteRefusal>> =>
      rows.update(target, edit),
    /** Switches a gateway on or off, whatever else changes on it meanwhile; undefined where there is none. */
    setState: (id: GatewayId, state: GatewayRow['state']): Promise<GatewayRow | undefined> =>
      db
        .updateTable('gateways')
        .set({ state, version: sql<number>`version + 1`, changedAt: now })
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst(),
    remove: rows.remove,
    /** Notes that gateways are connected, and what they run, in one statement for all of a replica's. */
    async noteSeen(seen: readonly SeenGateway[]): Promise<void> {
      const ids = seen.map(({ id }) => id);
      const software = seen.map((one) => one.software);
      await sql`update gateways set last_seen_at = now(), software = coalesce(seen.software, gateways.software)
        from unnest(${ids}::text[], ${software}::text[]) as seen (id, software)
        where gateways.id = seen.id`.execute(db);
    },
  };
}

/** Tokens by which a gateway joins; each for so many uses, until it expires or is removed. */
export function joinTokensRepository(db: Executor) {
  return {
    async insert(
      token: Omit<Insertable<JoinTokensTable>, 'createdAt' | 'expiresAt'>,
      seconds: number,
    ): Promise<void> {
      await db
        .insertInto('joinTokens')
        .values({ ...token, expiresAt: inSeconds(seconds) })
        .execute();
    },
    /** The seat that a token is for, null for none; undefined if it lets nobody in. */
    async seatOf(hash: string): Promise<string | null | undefined> {
      const row = await db
        .selectFrom('joinTokens')
        .select('seat')
        .where('hash', '=', hash)
        .where('usesLeft', '>', 0)
        .where(sql<boolean>`expires_at > now()`)
        .executeTakeFirst();
      return row?.seat;
    },
    /** Takes one use of a token; undefined if it is unknown, expired or used up. */
    use: (hash: string): Promise<JoinTokenRow | undefined> =>
      db
        .updateTable('joinTokens')
        .set({ usesLeft: sql<number>`uses_left - 1` })
        .where('hash', '=', hash)
        .where('usesLeft', '>', 0)
        .where(sql<boolean>`expires_at > now()`)
        .returningAll()
        .executeTakeFirst(),
    all: (): Promise<JoinTokenRow[]> =>
      db.selectFrom('joinTokens').selectAll().orderBy('createdAt').orderBy('id').execute(),
    /** Withdraws every token that would still let somebody in; gives how many there were. */
    async withdrawAll(): Promise<number> {
      const { numDeletedRows } = await db
        .deleteFrom('joinTokens')
        .where('usesLeft', '>', 0)
        .where(sql<boolean>`expires_at > now()`)
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
    async remove(id: string): Promise<boolean> {
      const { numDeletedRows } = await db.deleteFrom('joinTokens').where('id', '=', id).executeTakeFirst();
      return numDeletedRows > 0n;
    },
  };
}
