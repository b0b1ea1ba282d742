import { Fault } from '#contracts/errors.ts';
import type { AuditEvent } from '#contracts/events.ts';
import type { Result } from '#base/result.ts';
import type { NewChange, Repositories, WriteRefusal } from '#store/index.ts';
import type { Call } from './call.ts';
import { permitAgain, type Standing } from './permit-again.ts';
import { record } from './record.ts';
import type { Judged } from './second-person/judged.ts';
import { orProposed } from './second-person/propose.ts';
import { claim, marked, weigh } from './second-person/weigh.ts';

/** What a write came to: its value, what goes on record, and what others must hear. */
export interface Written<T> {
  readonly value: T;
  readonly event: Omit<AuditEvent, 'actor' | 'address'>;
  readonly changes: readonly Omit<NewChange, 'actor'>[];
  /** What may weaken protection in it; absent: nothing can. */
  readonly judged?: readonly Judged[];
}

/**
 * Writes in one transaction: the rows, then the audit record, then the changes that reach live connections.
 * The record is committed before the rows are, so that nothing takes effect that is not on record; should the
 * rows' commit fail after it, the record tells of something that did not happen, which is the safer mistake.
 * What the caller was allowed is asked again inside it. What weakens protection is marked and announced, or not written
 * but proposed, where a second person has to agree.
 * @throws Fault `not-permitted`, `not-signed-in`, `second-person-needed`
 */
export async function write<T>(call: Call, work: (tx: Repositories) => Promise<Written<T>>): Promise<T> {
  return (await writeChange(call, work)).value;
}

/** As `write`, for what changes what people may do: it waits until nothing that relies on it is on its way. */
export async function writeStanding<T>(
  call: Call,
  work: (tx: Repositories) => Promise<Written<T>>,
): Promise<T> {
  return (await writeIn(call, { work, standing: 'changes-standing' })).value;
}

/** As `write`, and tells the last change, where there was one. */
export function writeChange<T>(
  call: Call,
  work: (tx: Repositories) => Promise<Written<T>>,
): Promise<{ readonly value: T; readonly change?: number }> {
  return writeIn(call, { work, standing: 'relies-on-standing' });
}

async function writeIn<T>(
  call: Call,
  {
    work,
    standing,
  }: { readonly work: (tx: Repositories) => Promise<Written<T>>; readonly standing: Standing },
): Promise<{ readonly value: T; readonly change?: number }> {
  const { actor } = call.caller;
  const { value, change } = await orProposed(call, () =>
    call.store.change(
      async (tx) => {
        await permitAgain(call, tx, standing);
        await claim(call, tx);
        const written = await work(tx);
        const weighed = await weigh(call, tx, { judged: written.judged ?? [] });
        await record(call, marked(written.event, weighed));
        return written;
      },
      (written) => written.changes.map((change) => ({ ...change, actor })),
    ),
  );
  return { value: value.value, ...(change === undefined ? {} : { change }) };
}

export { record };

/**
 * Gives what a versioned write left.
 * @throws Fault `not-found`, `changed-meanwhile`
 */
export function written<T>(result: Result<T, WriteRefusal>): T {
  if (result.ok) return result.value;
  throw new Fault(result.error, 'a versioned write was refused');
}

export { found } from './found.ts';

/** Leaves out fields that are undefined, so that "not given" never overwrites. */
export function given<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const kept = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
