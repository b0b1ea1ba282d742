import { sql } from 'kysely';
import type { Executor } from '../pool.ts';
import { now } from './json.ts';

/** What decisions were made of, stored once by its digest. */
export function decisionInputsRepository(db: Executor) {
  return {
    /** Stores inputs that are not there yet; what is there and used again counts as new. */
    async put(inputs: readonly { readonly digest: string; readonly bytes: Buffer }[]): Promise<void> {
      if (inputs.length === 0) return;
      await db
        .insertInto('decisionInputs')
        .values([...inputs])
        .onConflict((conflict) =>
          conflict
            .column('digest')
            .doUpdateSet({ createdAt: now })
            .where(sql<boolean>`decision_inputs.created_at < now() - interval '1 day'`),
        )
        .execute();
    },
    async find(digest: string): Promise<Buffer | undefined> {
      const row = await db
        .selectFrom('decisionInputs')
        .select('bytes')
        .where('digest', '=', digest)
        .executeTakeFirst();
      return row?.bytes;
    },
    async findMany(digests: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
      const rows = await db
        .selectFrom('decisionInputs')
        .select(['digest', 'bytes'])
        .where('digest', '=', sql<string>`any(${[...digests]}::text[])`)
        .execute();
      return new Map(rows.map(({ digest, bytes }) => [digest, bytes]));
    },
    /** Deletes inputs older than this; gives the number. */
    async removeOld(seconds: number): Promise<number> {
      const { numDeletedRows } = await db
        .deleteFrom('decisionInputs')
        .where(sql<boolean>`created_at < now() - make_interval(secs => ${seconds})`)
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}
