import type { Insertable, Selectable, Updateable } from 'kysely';
import type { ProviderId } from '#base/ids.ts';
import type { Result } from '#base/result.ts';
import type { Executor } from '../pool.ts';
import type { ProvidersTable } from '../tables/provider-tables.ts';
import { toJson } from './json.ts';
import { type Versioned, versionedRows, type WriteRefusal } from './versioned.ts';

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
  const rows = versionedRows(db, 'providers');
  const one = (column: 'name' | 'issuer', value: string): Promise<ProviderRow | undefined> =>
    db.selectFrom('providers').selectAll().where(column, '=', value).executeTakeFirst();
  return {
    find: rows.find,
    findByName: (name: string) => one('name', name),
    findByIssuer: (issuer: string) => one('issuer', issuer),
    all: (): Promise<ProviderRow[]> => db.selectFrom('providers').selectAll().orderBy('title').execute(),
    insert: ({ settings, ...provider }: NewProvider): Promise<ProviderRow> =>
      db
        .insertInto('providers')
        .values({ ...provider, settings: toJson(settings) })
        .returningAll()
        .executeTakeFirstOrThrow(),
    update: (
      target: Versioned<ProviderId>,
      { settings, ...edit }: ProviderEdit,
    ): Promise<Result<ProviderRow, WriteRefusal>> =>
      rows.update(target, { ...edit, settings: settings === undefined ? undefined : toJson(settings) }),
    /** Removes a provider with its identities and what it said of groups; false if there was none. */
    remove: rows.remove,
  };
}
