import { sql, type Insertable, type Selectable } from 'kysely';
import type { PersonId } from '#base/ids.ts';
import type { Executor } from '../pool.ts';
import type { ApiTokensTable } from '../tables/session-tables.ts';
import { toPage, type Page, type PageRequest } from './cursor.ts';
import { inSeconds, now } from './json.ts';
import { newestFirst } from './newest-first.ts';

export type ApiTokenRow = Selectable<ApiTokensTable>;
export type NewApiToken = Omit<Insertable<ApiTokensTable>, 'createdAt' | 'expiresAt' | 'lastUsedAt'>;

/** Keys of programs that call the API in a person's name. */
export function apiTokensRepository(db: Executor) {
  return {
    insert: (token: NewApiToken, seconds: number): Promise<ApiTokenRow> =>
      db
        .insertInto('apiTokens')
        .values({ ...token, expiresAt: inSeconds(seconds) })
        .returningAll()
        .executeTakeFirstOrThrow(),
    /** Finds a token that has not expired, and notes its use. */
    use: (hash: string): Promise<ApiTokenRow | undefined> =>
      db
        .updateTable('apiTokens')
        .set({ lastUsedAt: now })
        .where('hash', '=', hash)
        .where(sql<boolean>`expires_at > now()`)
        .returningAll()
        .executeTakeFirst(),
    /** Tells whether a token is there and has not expired; its use is not noted. */
    async stands(id: string): Promise<boolean> {
      const row = await db
        .selectFrom('apiTokens')
        .select('id')
        .where('id', '=', id)
        .where(sql<boolean>`expires_at > now()`)
        .executeTakeFirst();
      return row !== undefined;
    },
    /** Removes a token; an owner's id confines that to their own. */
    async remove(id: string, owner?: PersonId): Promise<boolean> {
      const query = db.deleteFrom('apiTokens').where('id', '=', id);
      const owned = owner === undefined ? query : query.where('ownerId', '=', owner);
      return (await owned.executeTakeFirst()).numDeletedRows > 0n;
    },
    /** Removes what an owner's tokens were made since then, milliseconds since the Unix epoch; gives how many. */
    async removeSince(owner: PersonId, since: number): Promise<number> {
      const { numDeletedRows } = await db
        .deleteFrom('apiTokens')
        .where('ownerId', '=', owner)
        .where('createdAt', '>=', sql<number>`to_timestamp(${since / 1000})`)
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
    /** Lists tokens, of one owner if named. */
    async list(request: PageRequest & { readonly owner?: PersonId | undefined }): Promise<Page<ApiTokenRow>> {
      const rows = await db
        .selectFrom('apiTokens')
        .selectAll()
        .where(request.owner === undefined ? sql<boolean>`true` : sql<boolean>`owner_id = ${request.owner}`)
        .$call(newestFirst(request))
        .execute();
      return toPage(rows, request);
    },
  };
}
