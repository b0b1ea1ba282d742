import { sql, type Insertable, type Selectable } from 'kysely';
import type {
  AppId,
  ConnectionId,
  GatewayId,
  PersonId,
  ServiceAccountId,
  ServiceKeyId,
  SessionId,
} from '#base/ids.ts';
import type { Executor } from '../pool.ts';
import type { LiveConnectionsTable, PresenceTable } from '../tables/evidence-tables.ts';
import { toPage, type Page, type PageRequest } from './cursor.ts';
import { newestFirst } from './newest-first.ts';

export type LiveConnectionRow = Selectable<LiveConnectionsTable>;

/** What to list of what lives. */
export interface LiveRequest extends PageRequest {
  readonly sessions?: readonly (SessionId | ServiceKeyId)[] | undefined;
  readonly person?: PersonId | ServiceAccountId | undefined;
  readonly app?: AppId | undefined;
}

/** What lives on the gateways, as they last told. For people to look at: no decision rests on it. */
export function liveConnectionsRepository(db: Executor) {
  return {
    /** Writes a gateway's differences; what is there already moves to its present grant, unless it is another's. */
    async put(opened: readonly Insertable<LiveConnectionsTable>[]): Promise<void> {
      if (opened.length === 0) return;
      await db
        .insertInto('liveConnections')
        .values([...opened])
        .onConflict((conflict) =>
          conflict
            .column('id')
            .doUpdateSet((row) => ({
              grantId: row.ref('excluded.grantId'),
              sessionId: row.ref('excluded.sessionId'),
              personId: row.ref('excluded.personId'),
            }))
            .whereRef('liveConnections.gatewayId', '=', 'excluded.gatewayId'),
        )
        .execute();
    },
    /** Removes connections of one gateway; another's stay, whatever ids it names. */
    async removeOf(gateway: GatewayId, ids: readonly ConnectionId[]): Promise<void> {
      await sql`delete from live_connections
        where gateway_id = ${gateway} and id = any(${[...ids]}::text[])`.execute(db);
    },
    async remove(ids: readonly ConnectionId[]): Promise<void> {
      await sql`delete from live_connections where id = any(${[...ids]}::text[])`.execute(db);
    },
    /** Forgets all of a gateway: its stream has ended or begun anew. */
    async removeOfGateway(gateway: GatewayId): Promise<void> {
      await db.deleteFrom('liveConnections').where('gatewayId', '=', gateway).execute();
    },
    /** Forgets what lived on gateways that no replica has seen for so many seconds, or that were removed. */
    async removeOfSilent(seconds: number): Promise<void> {
      await sql`delete from live_connections l where not exists (
        select 1 from gateways g where g.id = l.gateway_id
          and g.last_seen_at > now() - make_interval(secs => ${seconds})
      ) and opened_at < now() - make_interval(secs => ${seconds})`.execute(db);
    },
    find: (id: ConnectionId): Promise<LiveConnectionRow | undefined> =>
      db.selectFrom('liveConnections').selectAll().where('id', '=', id).executeTakeFirst(),
    /** Lists what lives, newest first, of these sessions, this person, this app where named. */
    async list(request: LiveRequest): Promise<Page<LiveConnectionRow>> {
      const { sessions, person, app } = request;
      const rows = await db
        .selectFrom('liveConnections')
        .selectAll()
        .where(
          sessions === undefined
            ? sql<boolean>`true`
            : sql<boolean>`session_id = any(${[...sessions]}::text[])`,
        )
        .$if(person !== undefined, (query) => query.where(sql<boolean>`person_id = ${person}`))
        .$if(app !== undefined, (query) => query.where(sql<boolean>`app_id = ${app}`))
        .$call(newestFirst(request, { time: 'opened_at', id: 'id' }))
        .execute();
      return toPage(rows, request);
    },
    /** A text that is another when something opened or closed. */
    async fingerprint(): Promise<string> {
      const { rows } = await sql<{ text: string }>`
        select count(*) || ' ' || coalesce(max(opened_at)::text, '') as text from live_connections`.execute(
        db,
      );
      return rows[0]?.text ?? '';
    },
    /** How many live on each gateway; gateways with none are missing. */
    async countByGateway(): Promise<ReadonlyMap<GatewayId, number>> {
      const rows = await db
        .selectFrom('liveConnections')
        .select(['gatewayId', sql<number>`count(*)`.as('count')])
        .groupBy('gatewayId')
        .execute();
      return new Map(rows.map((row) => [row.gatewayId, row.count]));
    },
    /** How many live on each of these sessions; sessions with none are missing. */
    async countBySession(sessions: readonly SessionId[]): Promise<ReadonlyMap<string, number>> {
      const rows = await db
        .selectFrom('liveConnections')
        .select(['sessionId', sql<number>`count(*)`.as('count')])
        .where('sessionId', '=', sql<SessionId>`any(${[...sessions]}::text[])`)
        .groupBy('sessionId')
        .execute();
      return new Map(rows.map((row) => [row.sessionId, row.count]));
    },
  };
}

export type PresenceRow = Selectable<PresenceTable> & {
  /** Milliseconds since then by the database's clock. */
  readonly agoMs: number;
};

/** When things were last heard of, written by each replica for all of its own in one statement. */
export function presenceRepository(db: Executor) {
  return {
    async note(subjects: readonly string[], replica: string): Promise<void> {
      await sql`
        insert into presence (subject, replica, last_seen)
        select s, ${replica}, now() from unnest(${[...subjects]}::text[]) s
        on conflict (subject) do update set replica = excluded.replica, last_seen = excluded.last_seen
      `.execute(db);
    },
    read: (subjects: readonly string[]): Promise<PresenceRow[]> =>
      db
        .selectFrom('presence')
        .selectAll()
        .select(sql<number>`(extract(epoch from now() - last_seen) * 1000)::float8`.as('agoMs'))
        .where('subject', '=', sql<string>`any(${[...subjects]}::text[])`)
        .execute(),
  };
}
