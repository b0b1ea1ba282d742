import type { Insertable, Selectable, Updateable } from 'kysely';
import type { ProviderId } from '#base/ids.ts';
import type { Result } from '#base/result.ts';
import type { Executor } from '../pool.ts';
import type { ProvidersTable } from '../tables/provider-tables.ts';
import { now, toJson } from './json.ts';
import { versionedResult, type Versioned, type WriteRefusal } from './versioned.ts';

export type ProviderRow = Selectable<ProvidersTable>;

export interface NewProvider
  extends Pick<
    Insertable<ProvidersTable>,
    'id' | 'name' | 'title' | 'issuer' | 'clientId' | 'sealed' | 'state'
  > {
  readonly settings: Readonly<Record<string, unknown>>;
}

export interface ProviderEdit
  extends Partial<Pick<Updateable<ProvidersTable>, 'title' | 'clientId' | 'sealed' | 'state'>> {
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** The providers that may vouch for people. */
export function providersRepository(db: Executor) {
  const one = (column: 'id' | 'name' | 'issuer', value: string): Promise<ProviderRow | undefined> =>
    db.selectFrom('providers').selectAll().where(column, '=', value).executeTakeFirst();
  return {
    find: (id: ProviderId) => one('id', id),
    findByName: (name: string) => one('name', name),
    findByIssuer: (issuer: string) => one('issuer', issuer),
    all: (): Promise<ProviderRow[]> => db.selectFrom('providers').selectAll().orderBy('title').execute(),
    insert: ({ settings, ...provider }: NewProvider): Promise<ProviderRow> =>
      db
        .insertInto('providers')
        .values({ ...provider, settings: toJson(settings) })
        .returningAll()
        .executeTakeFirstOrThrow(),
    /** Writes what is given if the row still has this version. */
    async update(
      { id, version }: Versioned<ProviderId>,
      { settings, ...edit }: ProviderEdit,
    ): Promise<Result<ProviderRow, WriteRefusal>> {
      const updated = await db
        .updateTable('providers')
        .set({
          ...edit,
          ...(settings === undefined ? {} : { settings: toJson(settings) }),
          version: version + 1,
          changedAt: now,
        })
        .where('id', '=', id)
        .where('version', '=', version)
        .returningAll()
        .executeTakeFirst();
      return versionedResult(updated, async () => (await one('id', id)) !== undefined);
    },
    /** Removes a provider with its identities and what it said of groups; false if there was none. */
    async remove(id: ProviderId): Promise<boolean> {
      const { numDeletedRows } = await db.deleteFrom('providers').where('id', '=', id).executeTakeFirst();
      return numDeletedRows > 0n;
    },
  };
}
