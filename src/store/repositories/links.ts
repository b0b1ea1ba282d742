import { sql, type Insertable, type Selectable } from 'kysely';
import type { PersonId } from '#base/ids.ts';
import type { Executor } from '../pool.ts';
import type { LinkKind, LinksTable } from '../tables/session-tables.ts';
import { inSeconds, now, toJson } from './json.ts';

export type LinkRow = Selectable<LinksTable>;

export interface NewLink extends Pick<Insertable<LinksTable>, 'id' | 'hash' | 'kind' | 'personId'> {
  readonly data?: Readonly<Record<string, unknown>>;
}

/** Links of one use: to claim an installation, to accept an invitation, to set a password anew. */
export function linksRepository(db: Executor) {
  const usable = sql<boolean>`used_at is null and expires_at > now()`;
  return {
    async insert({ data, ...link }: NewLink, seconds: number): Promise<void> {
      await db
        .insertInto('links')
        .values({ ...link, expiresAt: inSeconds(seconds), data: toJson(data ?? {}) })
        .execute();
    },
    /** Finds a link that can still be used, without using it. */
    findUsable: (kind: LinkKind, hash: string): Promise<LinkRow | undefined> =>
      db
        .selectFrom('links')
        .selectAll()
        .where('kind', '=', kind)
        .where('hash', '=', hash)
        .where(usable)
        .executeTakeFirst(),
    /** Uses a link: of two that come together one gets nothing. */
    use: (kind: LinkKind, hash: string): Promise<LinkRow | undefined> =>
      db
        .updateTable('links')
        .set({ usedAt: now })
        .where('kind', '=', kind)
        .where('hash', '=', hash)
        .where(usable)
        .returningAll()
        .executeTakeFirst(),
    /** Makes unused links of a kind, of one person or of nobody, worthless. */
    async withdraw(kind: LinkKind, personId: PersonId | null): Promise<void> {
      await db
        .updateTable('links')
        .set({ usedAt: now })
        .where('kind', '=', kind)
        .where(sql<boolean>`person_id is not distinct from ${personId}`)
        .where('usedAt', 'is', null)
        .execute();
    },
    openOfPerson: (personId: PersonId): Promise<LinkRow[]> =>
      db.selectFrom('links').selectAll().where('personId', '=', personId).where(usable).execute(),
  };
}
