import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { Actor } from '#contracts/events.ts';
import type { Executor } from '../pool.ts';
import type { PolicyTrialsTable } from '../tables/app-tables.ts';
import { inSeconds, toJson } from './json.ts';

export type PolicyTrialRow = Omit<Selectable<PolicyTrialsTable>, 'onlyRow'>;

/** The publication that waits to be confirmed, if there is one. To be used under the lock on policies. */
export function policyTrialsRepository(db: Executor) {
  return {
    find: (): Promise<PolicyTrialRow | undefined> =>
      db
        .selectFrom('policyTrials')
        .select(['revision', 'backTo', 'confirmBefore', 'author'])
        .executeTakeFirst(),
    /** The one whose time is over, by the database's clock. */
    overdue: (): Promise<PolicyTrialRow | undefined> =>
      db
        .selectFrom('policyTrials')
        .select(['revision', 'backTo', 'confirmBefore', 'author'])
        .where(sql<boolean>`confirm_before <= now()`)
        .executeTakeFirst(),
    async start(trial: {
      readonly revision: number;
      readonly backTo: number;
      readonly seconds: number;
      readonly author: Actor;
    }): Promise<void> {
      const { revision, backTo, seconds, author } = trial;
      await db
        .insertInto('policyTrials')
        .values({ revision, backTo, confirmBefore: inSeconds(seconds), author: toJson(author) } as never)
        .execute();
    },
    async end(): Promise<void> {
      await db.deleteFrom('policyTrials').execute();
    },
  };
}
