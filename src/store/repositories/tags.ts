import type { Selectable } from 'kysely';
import type { AppId } from '#base/ids.ts';
import type { Result } from '#base/result.ts';
import type { TagFacts } from '#contracts/access.ts';
import { sql } from 'kysely';
import type { Executor } from '../pool.ts';
import type { TagsTable } from '../tables/app-tables.ts';
import { now } from './json.ts';
import { versionedResult, type Versioned, type WriteRefusal } from './versioned.ts';

export type TagRow = Selectable<TagsTable>;

/** A tag and where it stands among apps and other tags. */
export interface TagWithPlace extends TagFacts {
  readonly description: string;
  readonly version: number;
  /** Apps that carry it themselves. */
  readonly apps: number;
}

/** Tags: names that apps, and other tags, are put under. */
export function tagsRepository(db: Executor) {
  const find = (name: string): Promise<TagRow | undefined> =>
    db.selectFrom('tags').selectAll().where('name', '=', name).executeTakeFirst();
  return {
    find,
    async insert(tag: { name: string; description?: string }): Promise<void> {
      await db.insertInto('tags').values(tag).execute();
    },
    /** Writes a description, if one is given, and counts the version up. */
    async update(
      { id: name, version }: Versioned,
      edit: { readonly description?: string },
    ): Promise<Result<TagRow, WriteRefusal>> {
      const updated = await db
        .updateTable('tags')
        .set({ ...edit, version: version + 1, changedAt: now })
        .where('name', '=', name)
        .where('version', '=', version)
        .returningAll()
        .executeTakeFirst();
      return versionedResult(updated, async () => (await find(name)) !== undefined);
    },
    /** Makes those tags that do not exist yet. */
    async ensure(names: readonly string[]): Promise<void> {
      if (names.length === 0) return;
      await db
        .insertInto('tags')
        .values(names.map((name) => ({ name })))
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    async remove(name: string): Promise<boolean> {
      const { numDeletedRows } = await db.deleteFrom('tags').where('name', '=', name).executeTakeFirst();
      return numDeletedRows > 0n;
    },
    /** Replaces the tags that a tag is directly under. */
    async setParents(tag: string, parents: readonly string[]): Promise<void> {
      await db.deleteFrom('tagParents').where('tag', '=', tag).execute();
      if (parents.length === 0) return;
      await db
        .insertInto('tagParents')
        .values(parents.map((parent) => ({ tag, parent })))
        .execute();
    },
    /** Every tag with those it is directly under, and how many apps carry it themselves. */
    async all(): Promise<TagWithPlace[]> {
      const { rows } = await sql<TagWithPlace>`
        select t.name, t.description, t.version,
          array(select parent from tag_parents p where p.tag = t.name order by 1) as parents,
          (select count(*) from app_tags a where a.tag = t.name)::int as apps
        from tags t order by t.name`.execute(db);
      return rows;
    },
    /** The apps under a tag, directly or through other tags: those whose slices a change of it touches. */
    async appsUnder(tag: string): Promise<AppId[]> {
      const { rows } = await sql<{ appId: AppId }>`
        with recursive below(tag) as (
          select ${tag}::text
          union
          select p.tag from below b join tag_parents p on p.parent = b.tag
        )
        select distinct a.app_id from below b join app_tags a on a.tag = b.tag order by 1`.execute(db);
      return rows.map((row) => row.appId);
    },
  };
}
