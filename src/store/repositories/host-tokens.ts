import { sql, type Insertable, type Selectable } from 'kysely';
import type { PersonId, SessionId } from '#base/ids.ts';
import type { AuthenticationMethod } from '#contracts/access.ts';
import type { Executor } from '../pool.ts';
import type { HostTokensTable } from '../tables/session-tables.ts';
import { sessionEnd } from './sessions.ts';

export type HostTokenRow = Selectable<HostTokensTable>;
export type NewHostToken = Omit<Insertable<HostTokensTable>, 'createdAt'>;

/** A host's token with the session under it, read in one go: what a request is decided on. */
export interface TokenWithSession {
  readonly hash: string;
  readonly host: string;
  readonly sessionId: SessionId;
  readonly personId: PersonId;
  /** The token's own strength, not the session's: a step-up elsewhere does not raise it. */
  readonly methods: readonly AuthenticationMethod[];
  readonly authenticatedAt: number;
  readonly endedAt: number | null;
  readonly endReason: string | null;
  readonly endsAt: number;
  readonly remainingMs: number;
}

const end = sessionEnd('s');

/** The tokens that browsers hold, one host each. */
export function hostTokensRepository(db: Executor) {
  return {
    async insert(token: NewHostToken): Promise<void> {
      await db.insertInto('hostTokens').values(token).execute();
    },
    /** Writes a token unless one has this hash already; then it stays what it is, and false is the answer. */
    async insertNew(token: NewHostToken): Promise<boolean> {
      const made = await db
        .insertInto('hostTokens')
        .values(token)
        .onConflict((conflict) => conflict.doNothing())
        .returning('hash')
        .executeTakeFirst();
      return made !== undefined;
    },
    /** Reads many tokens with their sessions in one query; unknown hashes are missing from the answer. */
    withSessions: (hashes: readonly string[]): Promise<TokenWithSession[]> =>
      db
        .selectFrom('hostTokens as t')
        .innerJoin('sessions as s', 's.id', 't.sessionId')
        .select(['t.hash', 't.host', 't.sessionId', 's.personId', 't.methods', 't.authenticatedAt'])
        .select(['s.endedAt', 's.endReason'])
        .select([end.at.as('endsAt'), end.remainingMs.as('remainingMs')])
        .where('t.hash', '=', sql<string>`any(${[...hashes]}::text[])`)
        .execute(),
    /** Removes a session's older tokens of one host, so that a new one replaces them; gives their hashes. */
    async removeOthers(sessionId: SessionId, keep: { host: string; hash: string }): Promise<string[]> {
      const removed = await db
        .deleteFrom('hostTokens')
        .where('sessionId', '=', sessionId)
        .where('host', '=', keep.host)
        .where('hash', '<>', keep.hash)
        .returning('hash')
        .execute();
      return removed.map((row) => row.hash);
    },
    ofSession: (sessionId: SessionId): Promise<HostTokenRow[]> =>
      db.selectFrom('hostTokens').selectAll().where('sessionId', '=', sessionId).execute(),
    /** The sessions under tokens, for noting activity; unknown tokens are missing. */
    sessionsOf: (hashes: readonly string[]): Promise<{ hash: string; sessionId: SessionId }[]> =>
      db
        .selectFrom('hostTokens')
        .select(['hash', 'sessionId'])
        .where('hash', '=', sql<string>`any(${[...hashes]}::text[])`)
        .execute(),
  };
}
