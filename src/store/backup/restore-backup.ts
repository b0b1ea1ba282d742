import { createHash, type Hash } from 'node:crypto';
import pg from 'pg';
import { Fault } from '#contracts/errors.ts';
import { databaseFault } from '../database-faults.ts';
import { checkServer } from '../epoch.ts';
import { migrations } from '../migrations/list.ts';
import { applyMigrations, refuseUnlessEmpty } from '../migrations/migrate.ts';
import { clientConfig, type DatabaseConfig } from '../pool.ts';
import type { Invalidated, RestoreNote } from '../tables/tables.ts';
import { readRecords } from './read-records.ts';
import type { BackupSecret } from './sealed-file.ts';
import { tablesInOrder } from './stored-tables.ts';
import type { Manifest } from './write-backup.ts';

export interface RestoreBackupOptions {
  readonly database: DatabaseConfig;
  readonly path: string;
  readonly secret: BackupSecret;
  /**
   * What becomes of API tokens, keys of service accounts and recovery codes. `invalidate` unless set: one that was revoked or used since the
   * backup would be good again, and the backup cannot tell which. `keep` where that cannot have happened.
   */
  readonly credentials?: 'invalidate' | 'keep';
}

/** What was restored. */
export interface RestoredBackup {
  readonly tables: number;
  readonly rows: number;
  /** When the backup was made, ISO 8601. */
  readonly at: string;
  /** What came back with it and is worth nothing any more. */
  readonly invalidated: Invalidated;
  /** The texts that were enclosed in it. */
  readonly enclosed: Readonly<Record<string, string>>;
}

/**
 * Fills an empty database from a backup, all or nothing. It begins a new epoch: whoever knew something of the
 * old one forgets it, sessions are over, tokens, links and codes are worth nothing. It
 * leaves a note, so that the first start puts on record that it was restored. An older backup is brought up to
 * the present schema on the way.
 * @throws Fault `seal-broken`, `database-newer`, `database-unsuitable` (not empty), `database-unavailable`
 */
export async function restoreBackup(options: RestoreBackupOptions): Promise<RestoredBackup> {
  const client = new pg.Client(clientConfig(options.database));
  client.on('error', () => {});
  try {
    await client.connect();
    await checkServer(client);
    await client.query('begin');
    await client.query(`set local statement_timeout = 0`);
    await client.query(`set local idle_in_transaction_session_timeout = 0`);
    const restored = await fill(client, options);
    await client.query('commit');
    return restored;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw databaseFault(error);
  } finally {
    await client.end().catch(() => {});
  }
}

interface Progress {
  readonly manifest: Manifest;
  table: { readonly name: string; readonly sum: Hash; rows: number } | undefined;
  tables: number;
  rows: number;
  ended: boolean;
}

async function fill(client: pg.Client, options: RestoreBackupOptions): Promise<RestoredBackup> {
  await refuseUnlessEmpty(client);
  let progress: Progress | undefined;
  for await (const record of readRecords(options.path, options.secret)) {
    if (record.kind === 'manifest') {
      if (progress) throw damaged();
      await makeTables(client, record);
      progress = { manifest: record, table: undefined, tables: 0, rows: 0, ended: false };
    } else if (!progress || progress.ended) {
      throw damaged();
    } else if (record.kind === 'rows') {
      await insertRows(client, progress, record);
    } else if (record.kind === 'table') {
      closeTable(progress, record);
    } else {
      if (record.tables !== progress.manifest.tables.length || progress.tables !== record.tables)
        throw damaged();
      progress.ended = true;
    }
  }
  if (!progress?.ended) throw damaged();
  const { manifest, tables, rows } = progress;
  await applyMigrations(
    client,
    migrations.filter(({ number }) => number > manifest.schema),
  );
  const invalidated = await beginNewEpoch(client, options.credentials ?? 'invalidate');
  const { at, enclosed } = manifest;
  await leaveNote(client, {
    backupMadeAt: at,
    tables,
    rows,
    credentials: options.credentials === 'keep' ? 'kept' : 'invalidated',
    invalidated,
  });
  return { tables, rows, at, enclosed, invalidated };
}

async function makeTables(client: pg.Client, manifest: Manifest): Promise<void> {
  const newest = migrations.at(-1)?.number ?? 0;
  if (manifest.schema > newest) {
    throw new Fault(
      'database-newer',
      `The backup has schema ${manifest.schema}; this Sallyport knows ${newest}. Restore it with the newer one.`,
    );
  }
  await applyMigrations(
    client,
    migrations.filter(({ number }) => number <= manifest.schema),
  );
  const tables = await tablesInOrder(client);
  if (tables.toSorted().join() !== manifest.tables.toSorted().join()) throw damaged();
  // Rows that a migration puts in are in the backup as well.
  await client.query(`truncate ${tables.map((name) => pg.escapeIdentifier(name)).join(', ')}`);
}

async function insertRows(
  client: pg.Client,
  progress: Progress,
  record: { readonly table: string; readonly rows: readonly string[] },
): Promise<void> {
  const { manifest } = progress;
  progress.table ??= { name: record.table, sum: createHash('sha256'), rows: 0 };
  // The name goes into a statement: only one that we found in the catalogue ourselves.
  if (progress.table.name !== record.table || !manifest.tables.includes(record.table)) throw damaged();
  for (const row of record.rows) progress.table.sum.update(row).update('\0');
  progress.table.rows += record.rows.length;
  const name = pg.escapeIdentifier(record.table);
  await client.query(
    `insert into ${name} overriding system value select (r::${name}).* from unnest($1::text[]) r`,
    [[...record.rows]],
  );
}

function closeTable(
  progress: Progress,
  record: { readonly table: string; readonly rows: number; readonly sha256: string },
): void {
  const { table } = progress;
  const sha256 = (table?.sum ?? createHash('sha256')).digest('hex');
  const right =
    table === undefined ? record.rows === 0 : table.name === record.table && table.rows === record.rows;
  if (!right || sha256 !== record.sha256) throw damaged();
  progress.table = undefined;
  progress.tables += 1;
  progress.rows += record.rows;
}

/**
 * What was alive when the backup was made must not come to life again: since then it may have been ended, used
 * or withdrawn, of which a backup knows nothing.
 */
async function beginNewEpoch(
  client: pg.Client,
  credentials: NonNullable<RestoreBackupOptions['credentials']>,
): Promise<Invalidated> {
  const count = async (statement: string): Promise<number> => (await client.query(statement)).rowCount ?? 0;
  await client.query(`update installation set epoch = gen_random_uuid(), pruned_through = 0`);
  const sessions = await count(
    `update sessions set ended_at = now(), end_reason = 'session-ended' where ended_at is null`,
  );
  await client.query('delete from host_tokens');
  await client.query('delete from codes');
  await client.query('delete from journeys');
  await client.query('delete from spent_challenges');
  await client.query('delete from throttles');
  const links = await count('update links set used_at = now() where used_at is null');
  const joinTokens = await count('update join_tokens set uses_left = 0 where uses_left > 0');
  // A TOTP code that was used since the backup would count once more.
  await client.query(
    `update credentials set last_step = greatest(last_step, floor(extract(epoch from now()) / 30)::bigint)
     where kind = 'totp'`,
  );
  const kept = { sessions, links, joinTokens, recoveryCodes: 0, apiTokens: 0, serviceKeys: 0 };
  if (credentials === 'keep') return kept;
  const recoveryCodes = await count(
    `update credentials set used_at = now() where kind = 'recovery' and used_at is null`,
  );
  // They stay in the list, expired, so that their owners see which ones to make anew.
  const apiTokens = await count('update api_tokens set expires_at = now() where expires_at > now()');
  const serviceKeys = await count(
    'update service_keys set expires_at = now() where revoked_at is null and expires_at > now()',
  );
  return { ...kept, recoveryCodes, apiTokens, serviceKeys };
}

/** Leaves word for the first start, which has an audit chain to put it on. */
async function leaveNote(client: pg.Client, note: Omit<RestoreNote, 'restoredAt'>): Promise<void> {
  await client.query(
    `update installation set restored =
       $1::jsonb || jsonb_build_object('restoredAt', to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))`,
    [JSON.stringify(note)],
  );
}

function damaged(): Fault {
  return new Fault('seal-broken', 'The backup is damaged: its parts do not fit together.');
}
