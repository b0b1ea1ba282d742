import { newId } from '#base/ids.ts';
import { Fault } from '#contracts/errors.ts';
import type { ProposingCaller } from '#store/index.ts';
import type { Call } from '../call.ts';
import { conflict } from '../conflict.ts';
import { record } from '../record.ts';
import { NeedsSecondPerson, type ToPropose } from './needs-second-person.ts';
import { askedFor } from './weigh.ts';

/** How long a proposal waits, seconds: a week, so that it meets everybody's working days. */
export const proposalSeconds = 7 * 86_400;

/** Somebody whose token was stolen must not fill the list, nor the database. */
const mostOpen = 50;

/**
 * Does a write; where it turns out to need a second person it was rolled back, and is put down as a proposal.
 * @throws Fault `second-person-needed` with the proposal's id
 */
export async function orProposed<T>(call: Call, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (!(thrown instanceof NeedsSecondPerson)) throw thrown;
    const proposal = await propose(call, thrown.proposed);
    const detail = `It weakens protection, so another administrator has to approve it within 7 days. It waits as ${proposal}.`;
    throw new Fault('second-person-needed', detail, { details: { detail, proposal } });
  }
}

async function propose(call: Call, proposed: ToPropose): Promise<string> {
  const { id: operation, parts } = askedFor(call);
  const { person, actor } = call.caller;
  if (person === undefined) throw new Fault('not-permitted', 'only people propose');
  return call.store.transaction(async (tx) => {
    const waiting = await tx.proposals.openOf(person);
    // Asked for twice it waits once, and each who asks is told which.
    const same = waiting.find((one) => one.operation === operation && one.digest === proposed.digest);
    if (same !== undefined) return same.id;
    if (waiting.length >= mostOpen)
      throw conflict(`${mostOpen} proposals of yours wait already; withdraw one first.`);
    const id = newId('proposal');
    const { digest, base, weakens, difference, message, draft } = proposed;
    const sealed = await call.seal.seal(Buffer.from(JSON.stringify(parts), 'utf8'), proposalPlace(id));
    await tx.proposals.insert(
      {
        id,
        operation,
        digest,
        weakens,
        difference,
        message,
        draft,
        sealed: Buffer.from(sealed),
        baseRevision: base,
        asks: distinct(call.permitted),
        proposerId: person,
        caller: proposing(call),
      },
      proposalSeconds,
    );
    const about = [...new Set([id, person, ...weakens.map((one) => one.id).filter((one) => one !== '')])];
    const data = { type: 'proposal', operation, base, message, weakens, difference, by: actor.kind };
    await record(call, { kind: 'change-proposed', about, data });
    return id;
  });
}

function distinct<T>(list: readonly T[]): readonly T[] {
  return [...new Map(list.map((one) => [JSON.stringify(one), one])).values()];
}

function proposing({ caller }: Call): ProposingCaller {
  const { actor, session, strength, scopes, address } = caller;
  return { actor, session, strength, scopes, address };
}

/** What a proposal's request is sealed to, so that it cannot be put in the place of another's. */
export function proposalPlace(id: string): string {
  return `proposal:${id}`;
}
