import { randomBytes } from 'node:crypto';
import type { Clock } from '#base/clock.ts';
import { createGroupCommit } from '#base/group-commit.ts';
import { Fault } from '#contracts/errors.ts';
import type { AuditLog } from '#contracts/events.ts';
import type { Store } from '#store/index.ts';
import { recordLine } from './export-line.ts';
import {
  type PreparedEvent,
  prepareEvent,
  type RecordHead,
  sealRecord,
  type SealedRecord,
  sha256,
} from './record.ts';
import type { SinkFan } from './sinks/fan.ts';

export interface AuditLogOptions {
  readonly store: Pick<Store, 'audit'>;
  readonly clock: Clock;
  /** What the first record says of the process that writes the chain: its name, version, host. */
  readonly process: Readonly<Record<string, unknown>>;
  /** Where records go beside the database, once they are committed there. */
  readonly sinks?: Pick<SinkFan, 'send' | 'keeps'>;
}

/** The chain of one process. */
export interface ChainLog extends AuditLog {
  readonly chain: string;
  /** Resolves when nothing waits any more. */
  close(): Promise<void>;
}

/** Records in one statement, and records that may wait for the database. */
const largestGroup = 500;
const mostWaiting = 20_000;

interface Pending {
  readonly event: PreparedEvent;
  seq: number;
}

/**
 * Starts a chain of its own, with a first record that names the checkpoint before it: so nobody has to share a
 * lock to write, and a chain cannot be slipped in before what was already signed. Records that come together are
 * committed together; a lone one waits for nobody.
 * @throws Fault `database-unavailable` if the first record cannot be stored
 */
export async function startAuditLog(options: AuditLogOptions): Promise<ChainLog> {
  const { store, clock, sinks } = options;
  const chain = chainName(clock.wall());
  const before = await store.audit.lastCheckpoint();
  const after: RecordHead['after'] =
    before === undefined ? undefined : { number: before.number, hash: sha256(before.bytes).toString('hex') };
  let head: { readonly seq: number; readonly hash: Buffer | undefined } = { seq: 0, hash: undefined };
  let sure = true;

  // After a failed write nobody knows whether it was committed: a lost connection may have lost the answer only.
  const findHead = async (): Promise<void> => {
    const rows = await store.audit.read({ chain, seq: head.seq + 1, limit: largestGroup + 1 });
    const last = rows.at(-1);
    if (last !== undefined) head = { seq: last.seq, hash: last.hash };
    sure = true;
  };

  const seal = (items: readonly Pending[]): SealedRecord[] => {
    let { seq, hash } = head;
    return items.map((item) => {
      seq += 1;
      item.seq = seq;
      const first = seq === 1 && after !== undefined ? { after } : {};
      const record = sealRecord(item.event, {
        chain,
        seq,
        at: Math.floor(clock.wall()),
        previous: hash,
        ...first,
      });
      hash = record.hash;
      return record;
    });
  };

  const commit = createGroupCommit<Pending>({
    largest: largestGroup,
    mostWaiting,
    overflow: () => new Fault('database-unavailable', 'Too many audit records wait for the database.'),
    async write(items) {
      if (!sure) await findHead();
      const records = seal(items);
      sure = false;
      await store.audit.append(records);
      sure = true;
      const last = records.at(-1);
      if (last !== undefined) head = { seq: last.seq, hash: last.hash };
      if (sinks?.keeps === 'everything') sinks.send(records.map(recordLine));
    },
  });

  const log: ChainLog = {
    chain,
    async append(event) {
      const item: Pending = { event: prepareEvent(event), seq: 0 };
      await commit.add(item);
      return { chain, seq: item.seq };
    },
    close: () => commit.idle(),
  };
  await log.append({
    kind: 'chain-started',
    actor: { kind: 'system' },
    about: [],
    data: { process: options.process },
  });
  return log;
}

// The start's time first, so that chains sort by it; the rest keeps two replicas apart.
function chainName(at: number): string {
  const time = new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  return `${time}-${randomBytes(6).toString('hex')}`;
}
