import { sql, type Insertable } from 'kysely';
import type { PersonId, SessionId } from '#base/ids.ts';
import type { AuthenticationMethod } from '#contracts/access.ts';
import type { Executor } from '../pool.ts';
import type { CodesTable } from '../tables/session-tables.ts';
import { inSeconds } from './json.ts';
import { sessionEnd } from './sessions.ts';

export type NewCode = Omit<Insertable<CodesTable>, 'createdAt' | 'expiresAt' | 'usedAt'>;

/** What a code was worth. */
export interface BurntCode {
  readonly sessionId: SessionId;
  readonly personId: PersonId;
  readonly methods: AuthenticationMethod[];
  readonly authenticatedAt: number;
}

const end = sessionEnd('s');

/** One-time codes that carry a sign-in from the sign-in host to another. */
export function codesRepository(db: Executor) {
  return {
    async insert(code: NewCode, seconds: number): Promise<void> {
      await db
        .insertInto('codes')
        .values({ ...code, expiresAt: inSeconds(seconds) })
        .execute();
    },
    /**
     * Burns a code: once, before it expires, by the host and the browser that it was made for, while its session
     * lives. One statement, so that of two that come together one gets nothing. A code that is shown with the
     * wrong host or nonce is burnt as well: whoever shows it has stolen it.
     */
    async burn(shown: { hash: string; host: string; nonceHash: string }): Promise<BurntCode | undefined> {
      const { rows } = await sql<BurntCode & { right: boolean }>`
        update codes c set used_at = now() from sessions s
        where c.hash = ${shown.hash} and c.used_at is null and s.id = c.session_id
        returning c.session_id, s.person_id, c.methods, c.authenticated_at,
          c.expires_at > now() and c.host = ${shown.host} and c.nonce_hash = ${shown.nonceHash}
          and s.ended_at is null and not ${end.past} as right`.execute(db);
      const [burnt] = rows;
      if (!burnt?.right) return undefined;
      const { right: _, ...code } = burnt;
      return code;
    },
    /** Deletes codes that expired more than an hour ago. */
    async removeOld(): Promise<void> {
      await db.deleteFrom('codes').where(sql<boolean>`expires_at < now() - interval '1 hour'`).execute();
    },
  };
}
