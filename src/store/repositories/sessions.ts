import { sql, type Insertable, type Selectable } from 'kysely';
import type { PersonId, SessionId } from '#base/ids.ts';
import type { Executor } from '../pool.ts';
import type { SessionsTable } from '../tables/session-tables.ts';
import { toPage, type Page, type PageRequest } from './cursor.ts';
import { now } from './json.ts';
import { newestFirst } from './newest-first.ts';

export type NewSession = Omit<
  Insertable<SessionsTable>,
  'createdAt' | 'lastActiveAt' | 'authenticatedAt' | 'endedAt' | 'endReason' | 'seenAt'
>;

/** A session with what the database's clock says of it. */
export type SessionRow = Selectable<SessionsTable> & {
  /** When it ends by its limits unless used before, milliseconds since the Unix epoch. */
  readonly endsAt: number;
  /** Milliseconds until then by the database's clock; negative when past. */
  readonly remainingMs: number;
};

/** When a session ends by its limits and how long that is from now, for queries that call its table `alias`. */
export function sessionEnd(alias: string) {
  const column = (name: string) => sql.ref(`${alias}.${name}`);
  const at = sql<number>`least(
    ${column('created_at')} + make_interval(secs => ${column('absolute_seconds')}),
    ${column('last_active_at')} + make_interval(secs => ${column('idle_seconds')}))`;
  return {
    at,
    remainingMs: sql<number>`(extract(epoch from ${at} - now()) * 1000)::float8`,
    past: sql<boolean>`${at} <= now()`,
  };
}

const end = sessionEnd('sessions');

/** Sign-ins of people. All their times and limits are judged by the database's clock. */
export function sessionsRepository(db: Executor) {
  const rows = () =>
    db
      .selectFrom('sessions')
      .selectAll()
      .select([end.at.as('endsAt'), end.remainingMs.as('remainingMs')]);
  return {
    async insert(session: NewSession): Promise<void> {
      // The first sign-in in a long time has nobody to be shown to: it is what later ones are compared with.
      const seenAt = sql<Date>`(select case when count(*) = 0 then now() end from sessions
        where person_id = ${session.personId} and created_at > now() - interval '90 days')`;
      await db
        .insertInto('sessions')
        .values({ ...session, seenAt })
        .execute();
    },
    find: (id: SessionId): Promise<SessionRow | undefined> => rows().where('id', '=', id).executeTakeFirst(),
    /** Finds a session by its sign-in cookie, whether over or not. */
    findBySecret: (secretHash: string): Promise<SessionRow | undefined> =>
      rows().where('secretHash', '=', secretHash).executeTakeFirst(),
    liveOfPerson: (personId: PersonId): Promise<SessionRow[]> =>
      rows()
        .where('personId', '=', personId)
        .where('endedAt', 'is', null)
        .where(sql<boolean>`not ${end.past}`)
        .orderBy('createdAt', 'desc')
        .execute(),
    /**
     * Sign-ins of the last 30 days from places that their person was not shown yet, the newest of each place, as
     * read in one of their sessions. A place is an address with a browser; the reader's own is not told of.
     */
    async unseen(personId: PersonId, present: SessionId): Promise<SessionRow[]> {
      const { rows: found } = await sql<{ id: SessionId }>`
        select distinct on (s.address, s.user_agent) s.id from sessions s join sessions p on p.id = ${present}
        where s.person_id = ${personId} and s.seen_at is null and s.created_at > now() - interval '30 days'
          and (s.address, s.user_agent) is distinct from (p.address, p.user_agent)
          and not exists (select 1 from sessions k where k.person_id = s.person_id and k.seen_at is not null
            and k.address = s.address and k.user_agent = s.user_agent
            and k.created_at > now() - interval '90 days')
        order by s.address, s.user_agent, s.created_at desc`.execute(db);
      if (found.length === 0) return [];
      return rows()
        .where('id', '=', sql<SessionId>`any(${found.map(({ id }) => id)}::text[])`)
        .orderBy('createdAt', 'desc')
        .limit(5)
        .execute();
    },
    /**
     * Notes that somebody knows the place of one of their sign-ins. A place cannot vouch for itself: nothing is
     * noted of sign-ins from where the reader is.
     */
    async markSeen(personId: PersonId, of: { readonly known: SessionId; readonly present: SessionId }) {
      await sql`update sessions s set seen_at = now() from sessions known, sessions present
        where known.id = ${of.known} and known.person_id = ${personId} and present.id = ${of.present}
          and s.person_id = ${personId} and s.seen_at is null
          and s.address = known.address and s.user_agent = known.user_agent
          and (s.address, s.user_agent) is distinct from (present.address, present.user_agent)`.execute(db);
    },
    /** Notes that somebody was shown all of their sign-ins. */
    async markAllSeen(personId: PersonId): Promise<void> {
      await db
        .updateTable('sessions')
        .set({ seenAt: now })
        .where('personId', '=', personId)
        .where('seenAt', 'is', null)
        .execute();
    },
    /** Puts a new session in the place of another: as old, as strong, and with nothing that hung on that one. */
    async takeOver(from: SessionId, to: { readonly id: SessionId; readonly secretHash: string }) {
      await sql`insert into sessions (id, secret_hash, person_id, methods, authenticated_at, created_at,
          absolute_seconds, idle_seconds, address, user_agent, seen_at)
        select ${to.id}, ${to.secretHash}, person_id, methods, authenticated_at, created_at,
          absolute_seconds, idle_seconds, address, user_agent, now()
        from sessions where id = ${from}`.execute(db);
    },
    async list(
      request: PageRequest & {
        readonly live?: 'live' | 'ended' | undefined;
        readonly person?: PersonId | undefined;
      },
    ): Promise<Page<SessionRow>> {
      const over = sql<boolean>`(ended_at is not null or ${end.past})`;
      const found = await rows()
        .$if(request.live === 'live', (query) => query.where(sql<boolean>`not ${over}`))
        .$if(request.live === 'ended', (query) => query.where(over))
        .$if(request.person !== undefined, (query) =>
          query.where(sql<boolean>`person_id = ${request.person}`),
        )
        .$call(newestFirst(request))
        .execute();
      return toPage(found, request);
    },
    /** A new secret and the strength just proved; the old secret is worth nothing from then on. */
    async raise(id: SessionId, to: Pick<NewSession, 'secretHash' | 'methods'>): Promise<boolean> {
      const raised = await db
        .updateTable('sessions')
        .set({ ...to, authenticatedAt: now, lastActiveAt: now })
        .where('id', '=', id)
        .where('endedAt', 'is', null)
        .where(sql<boolean>`not ${end.past}`)
        .returning('id')
        .executeTakeFirst();
      return raised !== undefined;
    },
    /** Ends these sessions; gives those that were not over before. */
    end: (ids: readonly SessionId[], reason: string): Promise<SessionId[]> =>
      endWhere(db, sql<boolean>`id = any(${[...ids]}::text[])`, reason),
    endOfPerson: (personId: PersonId, reason: string): Promise<SessionId[]> =>
      endWhere(db, sql<boolean>`person_id = ${personId}`, reason),
    endAll: (reason: string): Promise<SessionId[]> => endWhere(db, sql<boolean>`true`, reason),
    /** Ends all whose limits have passed; gives them, for the change that tells the gateways. */
    endExpired: (reason: string): Promise<SessionId[]> => endWhere(db, end.past, reason),
    /**
     * Notes activity `agoMs` before now, never moving it back and never waking a session whose idle limit had
     * passed by then.
     */
    async noteActivity(
      activity: readonly { readonly id: SessionId; readonly agoMs: number }[],
    ): Promise<void> {
      const ids = activity.map(({ id }) => id);
      const seconds = activity.map(({ agoMs }) => Math.max(0, agoMs) / 1000);
      await sql`
        update sessions s set last_active_at = a.at
        from (select id, max(now() - make_interval(secs => ago)) as at
          from unnest(${ids}::text[], ${seconds}::float8[]) as given(id, ago) group by id) a
        where s.id = a.id and s.ended_at is null and a.at > s.last_active_at
          and a.at < s.last_active_at + make_interval(secs => s.idle_seconds)`.execute(db);
    },
    /** Deletes what ended or expired more than this long ago; gives the number. */
    async removeOld(seconds: number): Promise<number> {
      const { numDeletedRows } = await db
        .deleteFrom('sessions')
        .where(sql<boolean>`coalesce(ended_at, ${end.at}) < now() - make_interval(secs => ${seconds})`)
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}

async function endWhere(
  db: Executor,
  condition: ReturnType<typeof sql<boolean>>,
  reason: string,
): Promise<SessionId[]> {
  const ended = await db
    .updateTable('sessions')
    .set({ endedAt: now, endReason: reason })
    .where('endedAt', 'is', null)
    .where(condition)
    .returning('id')
    .execute();
  return ended.map((row) => row.id);
}
