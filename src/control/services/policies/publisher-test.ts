import type { DecisionInput, Strength } from '#contracts/access.ts';
import { Fault } from '#contracts/errors.ts';
import type { PolicySnapshot } from '#contracts/policies.ts';
import { allPolicies } from '#decision/index.ts';
import type { Repositories } from '#store/index.ts';
import type { Call } from '../call.ts';
import { personFacts } from '../person-facts.ts';
import { zoneOf } from '../zone.ts';
import { consoleFacts } from './owner-test.ts';

type Read = Pick<Repositories, 'people' | 'groups' | 'apps' | 'settings'>;

const weakest: Strength = { methods: [], authenticatedAt: 0 };

/**
 * Tells what a publication would refuse to whoever publishes it, of what they may do now: opening the console, where
 * they came by it, and publishing. The owner test holds as long as any owner gets in; this one is about the hand at
 * the switch, who would notice a slip only when it is too late to take it back. The machine's own socket asks no
 * policy, so nothing can be refused there.
 */
export async function refusedToPublisher(
  call: Call,
  tx: Read,
  snapshot: PolicySnapshot,
): Promise<readonly string[]> {
  const inputs = await publisherInputs(call, tx);
  if (inputs.length === 0) return [];
  const [now, then] = [await call.decider.decide(inputs), await call.decider.preview({ snapshot, inputs })];
  return inputs.flatMap(({ action }, place) => {
    const isLost = now[place]?.outcome === 'allow' && then[place]?.outcome !== 'allow';
    return isLost ? [action === 'open' ? 'open the console' : 'publish policies'] : [];
  });
}

/** Tells what policies refuse to whoever calls, whatever was allowed before. */
export async function refusedToCaller(
  call: Call,
  tx: Read,
  snapshot: PolicySnapshot,
): Promise<readonly string[]> {
  const inputs = await publisherInputs(call, tx);
  const decisions = await call.decider.preview({ snapshot, inputs });
  return inputs.flatMap(({ action }, place) =>
    decisions[place]?.outcome === 'allow'
      ? []
      : [action === 'open' ? 'open the console' : 'publish policies'],
  );
}

/** @throws Fault `policy-refuses-publisher` */
export async function publisherTest(call: Call, tx: Read, snapshot: PolicySnapshot): Promise<void> {
  const refused = await refusedToPublisher(call, tx, snapshot);
  if (refused.length === 0) return;
  const what = refused.join(' nor ');
  const detail = `Not published: you yourself could not ${what} any more from where you are now. If that is meant, publish with confirmWithin: it goes back by itself unless somebody confirms it in time.`;
  throw new Fault('policy-refuses-publisher', `the publisher could not ${what}`, { details: { detail } });
}

async function publisherInputs(call: Call, tx: Read): Promise<readonly DecisionInput[]> {
  const { caller } = call;
  if (caller.person === undefined) return [];
  const principal = await personFacts(tx, caller.person);
  if (principal === undefined) return [];
  const address = caller.address ?? '127.0.0.1';
  const shared = {
    principal,
    authn: caller.strength ?? weakest,
    device: { class: 'unmanaged' as const, facts: {} },
    network: { address, ...call.locate(address) },
    time: { at: call.clock.wall(), zone: await zoneOf(tx, call.usualZone) },
  };
  const publishing: DecisionInput = { ...shared, action: 'publish', resource: allPolicies };
  // A token comes to the API's own host, which everybody may reach who holds one.
  if (caller.session === undefined) return [publishing];
  return [{ ...shared, action: 'open', resource: await consoleFacts(tx) }, publishing];
}
