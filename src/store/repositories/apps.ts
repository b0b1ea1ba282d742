import { sql, type Insertable, type Selectable, type Updateable } from 'kysely';
import type { AppId } from '#base/ids.ts';
import type { Result } from '#base/result.ts';
import type { TagFacts } from '#contracts/access.ts';
import type { Executor } from '../pool.ts';
import type { AppsTable } from '../tables/app-tables.ts';
import { holding, toPage, type Page, type PageRequest } from './cursor.ts';
import { toJson } from './json.ts';
import { newestFirst } from './newest-first.ts';
import { type Versioned, versionedRows, type WriteRefusal } from './versioned.ts';

export type AppRow = Selectable<AppsTable>;

type Spec = Readonly<Record<string, unknown>>;
export type NewApp = Omit<Insertable<AppsTable>, 'spec' | 'version' | 'createdAt' | 'changedAt'> & {
  readonly spec: Spec;
};
export type AppEdit = Partial<
  Pick<Updateable<AppsTable>, 'name' | 'title' | 'host' | 'state' | 'sensitivity' | 'labels'>
> & { readonly spec?: Spec };

/** What people may open, and the tags it is under. */
export function appsRepository(db: Executor) {
  const rows = versionedRows(db, 'apps');
  return {
    find: rows.find,
    findMany: rows.findMany,
    findByHost: (host: string): Promise<AppRow | undefined> =>
      db.selectFrom('apps').selectAll().where('host', '=', host).executeTakeFirst(),
    findByName: (name: string): Promise<AppRow | undefined> =>
      db.selectFrom('apps').selectAll().where('name', '=', name).executeTakeFirst(),
    /** Every app; the gateways' configuration is made of them. */
    all: (): Promise<AppRow[]> => db.selectFrom('apps').selectAll().orderBy('id').execute(),
    insert: ({ spec, ...app }: NewApp): Promise<AppRow> =>
      db
        .insertInto('apps')
        .values({ ...app, spec: toJson(spec) })
        .returningAll()
        .executeTakeFirstOrThrow(),
    update: (target: Versioned<AppId>, { spec, ...edit }: AppEdit): Promise<Result<AppRow, WriteRefusal>> =>
      rows.update(target, { ...edit, spec: spec === undefined ? undefined : toJson(spec) }),
    remove: rows.remove,
    async list(request: PageRequest & { readonly search?: string | undefined }): Promise<Page<AppRow>> {
      const pattern = holding(request.search);
      const rows = await db
        .selectFrom('apps')
        .selectAll()
        .where(sql<boolean>`(name ilike ${pattern} or title ilike ${pattern} or host ilike ${pattern})`)
        .$call(newestFirst(request))
        .execute();
      return toPage(rows, request);
    },
    /** Replaces the tags that an app is directly under. */
    async setTags(appId: AppId, tags: readonly string[]): Promise<void> {
      await db.deleteFrom('appTags').where('appId', '=', appId).execute();
      if (tags.length === 0) return;
      await db
        .insertInto('appTags')
        .values(tags.map((tag) => ({ appId, tag })))
        .execute();
    },
    tagsOf: (apps: readonly AppId[]) => tagsOfApps(db, apps),
  };
}

/** Every tag of each app, directly or through other tags. */
async function tagsOfApps(
  db: Executor,
  apps: readonly AppId[],
): Promise<ReadonlyMap<AppId, readonly (TagFacts & { readonly direct: boolean })[]>> {
  const { rows } = await sql<{ appId: AppId; name: string; parents: string[]; direct: boolean }>`
    with recursive reached(app_id, tag) as (
      select app_id, tag from app_tags where app_id = any(${[...apps]}::text[])
      union
      select r.app_id, p.parent from reached r join tag_parents p on p.tag = r.tag
    )
    select r.app_id, r.tag as name,
      array(select parent from tag_parents p where p.tag = r.tag order by 1) as parents,
      exists (select 1 from app_tags t where t.app_id = r.app_id and t.tag = r.tag) as direct
    from reached r order by r.tag`.execute(db);
  const found = new Map<AppId, (TagFacts & { direct: boolean })[]>(apps.map((id) => [id, []]));
  for (const { appId, ...tag } of rows) found.get(appId)?.push(tag);
  return found;
}
