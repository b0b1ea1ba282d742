import { Fault } from '#contracts/errors.ts';
import type { AuditEvent } from '#contracts/events.ts';
import type { Result } from '#base/result.ts';
import type { NewChange, Repositories, WriteRefusal } from '#store/index.ts';
import type { Call } from './call.ts';

/** What a write came to: its value, what goes on record, and what others must hear. */
export interface Written<T> {
  readonly value: T;
  readonly event: Omit<AuditEvent, 'actor' | 'address'>;
  readonly changes: readonly Omit<NewChange, 'actor'>[];
}

/**
 * Writes in one transaction: the rows, then the audit record, then the changes that reach live connections.
 * The record is committed before the rows are, so that nothing takes effect that is not on record; should the
 * rows' commit fail after it, the record tells of something that did not happen, which is the safer mistake.
 */
export async function write<T>(call: Call, work: (tx: Repositories) => Promise<Written<T>>): Promise<T> {
  return (await writeChange(call, work)).value;
}

/** As `write`, and tells the last change, where there was one. */
export async function writeChange<T>(
  call: Call,
  work: (tx: Repositories) => Promise<Written<T>>,
): Promise<{ readonly value: T; readonly change?: number }> {
  const { actor } = call.caller;
  const { value, change } = await call.store.change(
    async (tx) => {
      const written = await work(tx);
      await record(call, written.event);
      return written;
    },
    (written) => written.changes.map((change) => ({ ...change, actor })),
  );
  return { value: value.value, ...(change === undefined ? {} : { change }) };
}

/** Puts something that the caller did on record; resolves when it is committed. */
export async function record(call: Call, event: Omit<AuditEvent, 'actor' | 'address'>): Promise<void> {
  const { actor, address } = call.caller;
  await call.audit.append({ ...event, actor, ...(address === undefined ? {} : { address }) });
}

/**
 * Gives what a versioned write left.
 * @throws Fault `not-found`, `changed-meanwhile`
 */
export function written<T>(result: Result<T, WriteRefusal>): T {
  if (result.ok) return result.value;
  throw new Fault(result.error, 'a versioned write was refused');
}

/**
 * Gives what was looked for.
 * @throws Fault `not-found`
 */
export function found<T>(row: T | undefined): T {
  if (row === undefined) throw new Fault('not-found', 'nothing by this id or name');
  return row;
}

/** Leaves out fields that are undefined, so that "not given" never overwrites. */
export function given<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const kept = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
