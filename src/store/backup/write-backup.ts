import { createHash } from 'node:crypto';
import pg from 'pg';
import { databaseFault } from '../database-faults.ts';
import { clientConfig, type DatabaseConfig } from '../pool.ts';
import { type BackupSecret, writeSealedFile } from './sealed-file.ts';
import { tablesInOrder } from './stored-tables.ts';

/** The first record of a backup. */
export interface Manifest {
  readonly kind: 'manifest';
  /** Number of the last migration. */
  readonly schema: number;
  /** When, by the database's clock, in ISO 8601. */
  readonly at: string;
  readonly epoch: string;
  readonly tables: readonly string[];
  /** Short texts that travel along, such as the root key under a passphrase. */
  readonly enclosed: Readonly<Record<string, string>>;
}

/** The records after it; each is one line of JSON. */
export type BackupRecord =
  | Manifest
  /** Rows as PostgreSQL writes them: `select t::text`. */
  | { readonly kind: 'rows'; readonly table: string; readonly rows: readonly string[] }
  /** Closes a table: how many rows it had and the SHA-256 over them, each with a closing NUL. */
  | { readonly kind: 'table'; readonly table: string; readonly rows: number; readonly sha256: string }
  | { readonly kind: 'end'; readonly tables: number };

export interface WriteBackupOptions {
  readonly database: DatabaseConfig;
  readonly path: string;
  readonly secret: BackupSecret;
  /** Only under a passphrase may this hold the root key. */
  readonly enclosed?: Readonly<Record<string, string>>;
}

/** What was backed up. */
export interface WrittenBackup {
  readonly tables: number;
  readonly rows: number;
  readonly schema: number;
}

const batch = 500;

/**
 * Writes everything in the database into one sealed file, as it was at one instant, while the installation runs.
 * @throws Fault `database-unavailable`, `disk-full`
 */
export async function writeBackup(options: WriteBackupOptions): Promise<WrittenBackup> {
  const client = new pg.Client(clientConfig(options.database));
  client.on('error', () => {});
  const written = { tables: 0, rows: 0, schema: 0 };
  try {
    await client.connect();
    await client.query('begin isolation level repeatable read read only');
    await client.query(`set local statement_timeout = 0`);
    await client.query(`set local idle_in_transaction_session_timeout = 0`);
    await writeSealedFile(options.path, options.secret, lines(client, options, written));
    await client.query('commit');
    return written;
  } catch (error) {
    throw databaseFault(error);
  } finally {
    await client.end().catch(() => {});
  }
}

async function* lines(
  client: pg.Client,
  options: WriteBackupOptions,
  written: { tables: number; rows: number; schema: number },
): AsyncGenerator<string> {
  const tables = await tablesInOrder(client);
  const manifest = await readManifest(client, tables, options.enclosed ?? {});
  written.schema = manifest.schema;
  yield line(manifest);
  for (const table of tables) {
    const sum = createHash('sha256');
    let count = 0;
    for await (const rows of rowsOf(client, table)) {
      for (const row of rows) sum.update(row).update('\0');
      count += rows.length;
      yield line({ kind: 'rows', table, rows });
    }
    yield line({ kind: 'table', table, rows: count, sha256: sum.digest('hex') });
    written.tables += 1;
    written.rows += count;
  }
  yield line({ kind: 'end', tables: tables.length });
}

const line = (record: BackupRecord): string => `${JSON.stringify(record)}\n`;

async function readManifest(
  client: pg.Client,
  tables: readonly string[],
  enclosed: Readonly<Record<string, string>>,
): Promise<Manifest> {
  const { rows } = await client.query<{ schema: number; at: string; epoch: string }>(
    `select (select max(number) from sallyport_schema) as schema,
       to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, epoch::text from installation`,
  );
  const [row] = rows;
  if (!row) throw new Error('the installation row is missing');
  return { kind: 'manifest', schema: row.schema, at: row.at, epoch: row.epoch, tables, enclosed };
}

/** Reads a table through a cursor, so that its size does not matter. */
async function* rowsOf(client: pg.Client, table: string): AsyncGenerator<string[]> {
  await client.query(`declare backup cursor for select t::text as row from ${pg.escapeIdentifier(table)} t`);
  for (;;) {
    const { rows } = await client.query<{ row: string }>(`fetch ${batch} from backup`);
    if (rows.length === 0) break;
    yield rows.map(({ row }) => row);
  }
  await client.query('close backup');
}
