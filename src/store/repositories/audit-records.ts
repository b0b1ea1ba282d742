import { sql, type Insertable, type Selectable } from 'kysely';
import type { Executor } from '../pool.ts';
import type {
  AuditCheckpointPacksTable,
  AuditCheckpointsTable,
  AuditRecordsTable,
} from '../tables/evidence-tables.ts';
import { exactTime, pastCursor, rowsToRead, toPage, type Page, type PageRequest } from './cursor.ts';

export type AuditRecordRow = Selectable<AuditRecordsTable>;
export type AuditCheckpointRow = Selectable<AuditCheckpointsTable>;
export type CheckpointPackRow = Selectable<AuditCheckpointPacksTable>;

/** Where a chain stands. */
export interface ChainHead {
  readonly chain: string;
  readonly seq: number;
  readonly hash: Buffer;
}

/** The records of the audit chains and their checkpoints. Nothing here changes or deletes a record's bytes. */
export function auditRepository(db: Executor) {
  return {
    /** Appends a batch in one statement. */
    async append(records: readonly Insertable<AuditRecordsTable>[]): Promise<void> {
      if (records.length > 0)
        await db
          .insertInto('auditRecords')
          .values([...records])
          .execute();
    },
    /** A piece of one chain in order, from `seq` on. */
    read: (from: { chain: string; seq: number; limit: number }): Promise<AuditRecordRow[]> =>
      db
        .selectFrom('auditRecords')
        .selectAll()
        .where('chain', '=', from.chain)
        .where('seq', '>=', from.seq)
        .orderBy('seq')
        .limit(from.limit)
        .execute(),
    /** The last record of every chain. */
    async heads(): Promise<ChainHead[]> {
      // From chain to chain through the index: reading every record would grow with the years.
      const { rows } = await sql<ChainHead>`
        with recursive c(chain) as (
          select min(chain) from audit_records
          union all
          select (select min(chain) from audit_records r where r.chain > c.chain) from c where c.chain is not null
        )
        select c.chain, h.seq, h.hash from c cross join lateral (
          select seq, hash from audit_records r where r.chain = c.chain order by seq desc limit 1
        ) h where c.chain is not null order by c.chain`.execute(db);
      return rows;
    },
    /** Records newest first, of these kinds and about these identifiers where named. */
    async list(request: AuditRequest): Promise<Page<AuditRecordRow & { readonly id: string }>> {
      const rows = await db
        .selectFrom('auditRecords')
        .selectAll()
        .select([exactTime('at').as('exact'), positionText.as('id')])
        .where(pastCursor(request, { time: 'at', id: positionText }))
        .$if(request.kinds !== undefined, (query) =>
          query.where(sql<boolean>`kind = any(${[...(request.kinds ?? [])]}::text[])`),
        )
        .$if(request.about !== undefined, (query) =>
          query.where(sql<boolean>`about @> ${[request.about ?? []].flat()}::text[]`),
        )
        .$if(request.outcome !== undefined, (query) =>
          query
            .where(sql<boolean>`kind = 'decision-made'`)
            .where(sql<boolean>`decision_outcome(payload) = ${request.outcome}`),
        )
        .$if(request.until !== undefined, (query) =>
          query.where(sql<boolean>`at <= ${new Date(request.until ?? 0)}`),
        )
        .orderBy('at', 'desc')
        .orderBy(positionText, 'desc')
        .limit(rowsToRead(request))
        .execute();
      return toPage(rows, request);
    },
    /** What was recorded in the last half minute, by kind and what it is about; of decisions the newest alone. */
    async recent(limit: number): Promise<Pick<AuditRecordRow, 'chain' | 'seq' | 'kind' | 'about'>[]> {
      const { rows } = await sql<Pick<AuditRecordRow, 'chain' | 'seq' | 'kind' | 'about'>>`
        with lately as (
          select chain, seq, kind, about, at from audit_records where at > now() - interval '30 seconds'
        )
        (select chain, seq, kind, about from lately where kind <> 'decision-made'
          order by at desc limit ${limit})
        union all
        (select chain, seq, kind, about from lately where kind = 'decision-made'
          order by at desc limit 1)`.execute(db);
      return rows;
    },
    /** Erases a payload with its salt; the chain still verifies, since it covers only their hash. */
    async erasePayload(chain: string, seq: number): Promise<boolean> {
      const { rows } = await sql<{ seq: number }>`
        update audit_records set payload = null, salt = null
        where chain = ${chain} and seq = ${seq} and payload is not null returning seq`.execute(db);
      return rows.length > 0;
    },
    async insertCheckpoint(checkpoint: Insertable<AuditCheckpointsTable>): Promise<void> {
      await db.insertInto('auditCheckpoints').values(checkpoint).execute();
    },
    lastCheckpoint: (): Promise<AuditCheckpointRow | undefined> =>
      db.selectFrom('auditCheckpoints').selectAll().orderBy('number', 'desc').limit(1).executeTakeFirst(),
    checkpoints: (options: { after: number; limit: number }): Promise<AuditCheckpointRow[]> =>
      db
        .selectFrom('auditCheckpoints')
        .selectAll()
        .where('number', '>', options.after)
        .orderBy('number')
        .limit(options.limit)
        .execute(),
    /** The first pack that holds a checkpoint past this number. */
    nextCheckpointPack: (after: number): Promise<CheckpointPackRow | undefined> =>
      db
        .selectFrom('auditCheckpointPacks')
        .selectAll()
        .where('last', '>', after)
        .orderBy('last')
        .limit(1)
        .executeTakeFirst(),
    /** Puts a pack in place of the checkpoints that are in it; only within a transaction. */
    async packCheckpoints(pack: Insertable<AuditCheckpointPacksTable>): Promise<void> {
      await db.insertInto('auditCheckpointPacks').values(pack).execute();
      await db
        .deleteFrom('auditCheckpoints')
        .where('number', '>=', pack.first)
        .where('number', '<=', pack.last)
        .execute();
    },
  };
}

export interface AuditRequest extends PageRequest {
  readonly kinds?: readonly string[] | undefined;
  /** Of decisions: those that came out so. */
  readonly outcome?: 'allow' | 'deny' | 'challenge' | undefined;
  /** An identifier, or several, all of which the record is about. */
  readonly about?: string | readonly string[] | undefined;
  /** Only records not later than this, milliseconds since the Unix epoch. */
  readonly until?: number | undefined;
}

/** Orders records of one instant: the chain, then the place in it. */
const positionText = sql<string>`chain || '#' || lpad(seq::text, 19, '0')`;
