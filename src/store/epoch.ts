import type { ClientBase } from 'pg';
import { Fault } from '#contracts/errors.ts';

/**
 * Reads what names this line of history: the installation's uuid, rewritten by a restore, with PostgreSQL's
 * system identifier and timeline, which differ after a fail-over. In another epoch ids of changes may run
 * backwards, so whoever sees one forgets all they knew.
 */
export const epochSql = `
  select i.epoch || '/' || (pg_control_system()).system_identifier || '/' ||
    substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) as epoch,
    i.pruned_through as pruned_through
  from installation i`;

/** The oldest PostgreSQL that we are tested on. */
const oldestServer = 150_000;

/** Checks that a server is one that we can work with: new enough, UTF-8, and the primary. */
export async function checkServer(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ version: number; encoding: string; standby: boolean }>(
    `select current_setting('server_version_num')::int as version,
       current_setting('server_encoding') as encoding, pg_is_in_recovery() as standby`,
  );
  const server = rows[0];
  if (!server || server.version < oldestServer) {
    throw new Fault('database-unsuitable', 'Sallyport needs PostgreSQL 15 or newer.');
  }
  if (server.encoding !== 'UTF8') {
    throw new Fault('database-unsuitable', `The database's encoding is ${server.encoding}; it must be UTF8.`);
  }
  if (server.standby) {
    throw new Fault('database-unavailable', 'The database is a standby, which only reads. Name the primary.');
  }
}
