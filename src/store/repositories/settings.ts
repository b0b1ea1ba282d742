import type { Executor } from '../pool.ts';
import { ok, refused, type Result } from '#base/result.ts';
import { now, toJson } from './json.ts';

/** A setting with the version to name when it is changed. */
export interface SettingRow {
  readonly key: string;
  readonly value: unknown;
  readonly version: number;
}

/** Settings that administrators change: one JSON value by its key. */
export function settingsRepository(db: Executor) {
  return {
    find: (key: string): Promise<SettingRow | undefined> =>
      db.selectFrom('settings').select(['key', 'value', 'version']).where('key', '=', key).executeTakeFirst(),
    all: (): Promise<SettingRow[]> =>
      db.selectFrom('settings').select(['key', 'value', 'version']).orderBy('key').execute(),
    /** Sets a value whatever was there. */
    async put(key: string, value: unknown): Promise<void> {
      const json = toJson(value);
      await db
        .insertInto('settings')
        .values({ key, value: json })
        .onConflict((conflict) =>
          conflict.column('key').doUpdateSet((set) => ({
            value: json,
            version: set('settings.version', '+', 1),
            changedAt: now,
          })),
        )
        .execute();
    },
    /** Sets a value if it still has this version; version 0 means that there is none. */
    async replace(
      { key, version }: { readonly key: string; readonly version: number },
      value: unknown,
    ): Promise<Result<number, 'changed-meanwhile'>> {
      const json = toJson(value);
      const written =
        version === 0
          ? await db
              .insertInto('settings')
              .values({ key, value: json })
              .onConflict((conflict) => conflict.doNothing())
              .returning('version')
              .executeTakeFirst()
          : await db
              .updateTable('settings')
              .set({ value: json, version: version + 1, changedAt: now })
              .where('key', '=', key)
              .where('version', '=', version)
              .returning('version')
              .executeTakeFirst();
      return written ? ok(written.version) : refused('changed-meanwhile');
    },
  };
}
