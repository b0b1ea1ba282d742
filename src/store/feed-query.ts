import type { ClientBase } from 'pg';
import type { Change, ChangeKind } from '#contracts/changes.ts';
import { epochSql } from './epoch.ts';

/** At most this many changes come with one round trip. */
export const tripLimit = 500;

/** What one round trip to the database brought. */
export interface Trip {
  readonly epoch: string;
  /** Changes up to here may have been deleted. */
  readonly prunedThrough: number;
  /** Changes past the one asked for, in order. */
  readonly changes: readonly Change[];
}

interface TripRow {
  epoch: string;
  pruned_through: number;
  id: number | null;
  kind: ChangeKind;
  subjects: string[];
  cause: string;
}

const readSql = `
  select e.epoch, e.pruned_through, c.id, c.kind, c.subjects, c.cause
  from (${epochSql}) e
  left join lateral (
    select id, kind, subjects, cause from changes where id > $1 order by id limit ${tripLimit}
  ) c on true order by c.id`;

/** The write shows that this server still takes writes, and that they commit: a standby or a full disk does not. */
const beatSql = `
  with beat as (
    insert into replicas (id) values ($2) on conflict (id) do update set beat_at = now() returning id
  ) ${readSql}`;

/** Reads the changes past `after`. With a replica's name it writes that replica's beat in the same statement. */
export async function readFeed(client: ClientBase, after: number, replica?: string): Promise<Trip> {
  const query =
    replica === undefined
      ? { name: 'feed-read', text: readSql, values: [after] }
      : { name: 'feed-beat', text: beatSql, values: [after, replica] };
  const { rows } = await client.query<TripRow>(query);
  const [first] = rows;
  if (!first) throw new Error('the installation row is missing');
  const changes = rows.flatMap(({ id, kind, subjects, cause }) =>
    id === null ? [] : [{ id, kind, subjects, cause }],
  );
  return { epoch: first.epoch, prunedThrough: first.pruned_through, changes };
}

/** The last change's id, with the epoch it belongs to. */
export async function readPosition(client: ClientBase): Promise<{ epoch: string; last: number }> {
  const { rows } = await client.query<{ epoch: string; last: number }>(
    `select e.epoch, greatest(e.pruned_through, (select max(id) from changes)) as last from (${epochSql}) e`,
  );
  const [row] = rows;
  if (!row) throw new Error('the installation row is missing');
  return row;
}
