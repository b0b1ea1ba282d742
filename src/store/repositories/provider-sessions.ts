import { sql, type Insertable, type Selectable } from 'kysely';
import type { PersonId, ProviderId, SessionId } from '#base/ids.ts';
import type { Executor } from '../pool.ts';
import type { ProviderSessionsTable } from '../tables/provider-tables.ts';
import { inSeconds } from './json.ts';
import { sessionEnd } from './sessions.ts';

export type ProviderSessionRow = Pick<
  Selectable<ProviderSessionsTable>,
  'sessionId' | 'providerId' | 'issuer' | 'subject' | 'sealed' | 'tries'
> & { readonly personId: PersonId };
export type NewProviderSession = Omit<Insertable<ProviderSessionsTable>, 'refreshedAt' | 'dueAt' | 'tries'>;

const end = sessionEnd('s');

/** Which of our sessions rest on a provider's word, and when it is asked again. */
export function providerSessionsRepository(db: Executor) {
  return {
    /** Ties a session to a provider's, in place of what it was tied to. */
    async put(session: NewProviderSession, refreshSeconds: number): Promise<void> {
      const dueAt = session.sealed ? inSeconds(refreshSeconds) : null;
      const { sessionId: _, ...rest } = session;
      await db
        .insertInto('providerSessions')
        .values({ ...session, dueAt })
        .onConflict((conflict) =>
          conflict
            .column('sessionId')
            .doUpdateSet({ ...rest, dueAt, tries: 0, refreshedAt: sql<Date>`now()` }),
        )
        .execute();
    },
    find: (id: SessionId) =>
      db.selectFrom('providerSessions').selectAll().where('sessionId', '=', id).executeTakeFirst(),
    /**
     * Takes live sessions that are due, for this caller alone for `leaseSeconds`: a refresh token that is shown
     * twice looks stolen to a provider that rotates them.
     */
    async takeDue(most: number, leaseSeconds: number): Promise<ProviderSessionRow[]> {
      const { rows } = await sql<ProviderSessionRow>`
        update provider_sessions ps set due_at = now() + make_interval(secs => ${leaseSeconds}), tries = tries + 1
        from sessions s
        where s.id = ps.session_id and ps.session_id in (
          -- Live ones alone are counted: rows of ended sessions stay due and would fill the list for good.
          select due.session_id from provider_sessions due
          join sessions s on s.id = due.session_id
          join people p on p.id = s.person_id
          join providers v on v.id = due.provider_id
          where due.due_at <= now() and s.ended_at is null and not ${end.past}
            and p.state = 'enabled' and v.state = 'enabled'
          order by due.due_at limit ${most} for update of due skip locked)
        returning ps.session_id, ps.provider_id, ps.issuer, ps.subject, ps.sealed, ps.tries, s.person_id`.execute(
        db,
      );
      return rows;
    },
    /** Puts a sealed refresh token in place of another. */
    async keepToken(id: SessionId, sealed: Buffer): Promise<void> {
      await db.updateTable('providerSessions').set({ sealed }).where('sessionId', '=', id).execute();
    },
    /** Notes a refresh that came off. */
    async refreshed(id: SessionId, nextSeconds: number): Promise<void> {
      await db
        .updateTable('providerSessions')
        .set({ dueAt: inSeconds(nextSeconds), tries: 0, refreshedAt: sql<Date>`now()` })
        .where('sessionId', '=', id)
        .execute();
    },
    /** Asks again in so many seconds; 0 is at once. */
    async due(id: SessionId, seconds: number): Promise<void> {
      await db
        .updateTable('providerSessions')
        .set({ dueAt: inSeconds(seconds) })
        .where('sessionId', '=', id)
        .where('sealed', 'is not', null)
        .execute();
    },
    /** Live sessions that rest on this provider's word: all, one subject's, or those of one of its sessions. */
    async live(of: {
      readonly providerId: ProviderId;
      readonly subject?: string | undefined;
      readonly sid?: string | undefined;
      readonly personId?: PersonId | undefined;
    }): Promise<{ readonly id: SessionId; readonly personId: PersonId }[]> {
      const { rows } = await sql<{ id: SessionId; personId: PersonId }>`
        select s.id, s.person_id from provider_sessions ps join sessions s on s.id = ps.session_id
        where ps.provider_id = ${of.providerId} and s.ended_at is null
          and (${of.subject ?? null}::text is null or ps.subject = ${of.subject ?? null})
          -- A session whose ID token named no sid is one of its subject's, where the subject is named too.
          and (${of.sid ?? null}::text is null or ps.sid = ${of.sid ?? null}
            or (ps.sid is null and ${of.subject ?? null}::text is not null))
          and (${of.personId ?? null}::text is null or s.person_id = ${of.personId ?? null})`.execute(db);
      return rows;
    },
    /**
     * When a session of somebody was last taken from them, rather than left or run out; milliseconds since the
     * Unix epoch.
     */
    async lastRevokedAt(personId: PersonId): Promise<number | undefined> {
      const { rows } = await sql<{ at: number | null }>`
        select max(ended_at) as at from sessions where person_id = ${personId}
          and end_reason not in ('session-ended', 'session-expired', 'signed-out')`.execute(db);
      return rows[0]?.at ?? undefined;
    },
    /** Burns a logout token's name: false when it was burnt before. */
    async burnLogout(hash: string, keepSeconds: number): Promise<boolean> {
      await sql`delete from used_logout_tokens where expires_at < now()`.execute(db);
      const { rows } = await sql`insert into used_logout_tokens (hash, expires_at)
        values (${hash}, now() + make_interval(secs => ${keepSeconds})) on conflict do nothing returning 1`.execute(
        db,
      );
      return rows.length > 0;
    },
  };
}
