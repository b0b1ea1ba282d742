import { sql, type Insertable } from 'kysely';
import type { Executor } from '../pool.ts';
import type { JourneysTable } from '../tables/session-tables.ts';
import { inSeconds } from './json.ts';

export type NewJourney = Pick<Insertable<JourneysTable>, 'hash' | 'kind' | 'sealed'>;

const live = sql<boolean>`expires_at > now()`;

/** What browsers proved or typed on the way through several pages, by the hash of a secret that they hold. */
export function journeysRepository(db: Executor) {
  return {
    async insert(journey: NewJourney, seconds: number): Promise<void> {
      await db
        .insertInto('journeys')
        .values({ ...journey, expiresAt: inSeconds(seconds) })
        .execute();
    },
    find: (hash: string, kind: string): Promise<{ sealed: Buffer; version: number } | undefined> =>
      db
        .selectFrom('journeys')
        .select(['sealed', 'version'])
        .where('hash', '=', hash)
        .where('kind', '=', kind)
        .where(live)
        .executeTakeFirst(),
    /** Puts new content in place of that version; false when it is another by now, or over. */
    async replace(to: { hash: string; version: number; sealed: Buffer }): Promise<boolean> {
      const replaced = await db
        .updateTable('journeys')
        .set({ sealed: to.sealed, version: to.version + 1 })
        .where('hash', '=', to.hash)
        .where('version', '=', to.version)
        .where(live)
        .returning('hash')
        .executeTakeFirst();
      return replaced !== undefined;
    },
    /** Counts a try; false when there were `most` before, or it is over. */
    async countTry(hash: string, most: number): Promise<boolean> {
      const counted = await db
        .updateTable('journeys')
        .set((set) => ({ tries: set('tries', '+', 1) }))
        .where('hash', '=', hash)
        .where('tries', '<', most)
        .where(live)
        .returning('hash')
        .executeTakeFirst();
      return counted !== undefined;
    },
    /** Removes a journey: of two that come together one gets false. */
    async remove(hash: string): Promise<boolean> {
      const removed = await db
        .deleteFrom('journeys')
        .where('hash', '=', hash)
        .where(live)
        .returning('hash')
        .executeTakeFirst();
      return removed !== undefined;
    },
    async removeOld(): Promise<void> {
      await db.deleteFrom('journeys').where(sql<boolean>`expires_at < now()`).execute();
    },
  };
}
