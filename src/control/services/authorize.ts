import type { Clock } from '#base/clock.ts';
import type { Decision, DecisionInput, NetworkFacts, Strength } from '#contracts/access.ts';
import type { ReasonCode } from '#contracts/reasons.ts';
import type { Repositories } from '#store/index.ts';
import type { Authorize, AuthorizeEach, Caller, Decider } from '../faces.ts';
import { personFacts } from './person-facts.ts';
import { zoneOf } from './zone.ts';

export interface AuthorizeOptions {
  readonly decider: Pick<Decider, 'decide' | 'revision'>;
  readonly store: Pick<Repositories, 'people' | 'groups' | 'settings'>;
  readonly locate: (address: string) => Pick<NetworkFacts, 'country' | 'asn'>;
  readonly clock: Clock;
  readonly usualZone: string;
}

/** A caller without an address of their own comes over this machine's loopback. */
const loopback = '127.0.0.1';

/**
 * Makes the question "may this caller administer this", asked of our own engine by the same `decide` as access.
 * The machine's own socket never asks: it is the way back in when policy itself is wrong.
 */
export function createAuthorize(options: AuthorizeOptions): Authorize {
  return async ({ caller, action, resource, within = options.store }) => {
    const authorizeEach = createAuthorizeEach({ ...options, store: within });
    const [decision] = await authorizeEach(caller, [{ action, resource }]);
    return decision ?? answerOf(options.decider)('deny', 'no-policy-allows');
  };
}

/** Makes the same question for many wishes at once, so that what is offered is judged exactly as what is done. */
export function createAuthorizeEach(options: AuthorizeOptions): AuthorizeEach {
  const { decider } = options;
  const own = answerOf(decider);
  return async (caller, wishes) => {
    if (caller.actor.kind === 'local') return wishes.map(() => own('allow', 'allowed-by-policy'));
    // A token never does more than it was made for, whatever its owner may.
    const inside = wishes.filter(({ action }) => caller.scopes?.includes(action) ?? true);
    const shared = inside.length === 0 ? 'outside-token-scope' : await whatIsKnown(options, caller);
    const decided =
      typeof shared === 'string'
        ? inside.map(() => own('deny', shared))
        : await decider.decide(inside.map((wish) => ({ ...shared, ...wish })));
    const answers = new Map(inside.map((wish, place) => [wish, decided[place]]));
    return wishes.map((wish) =>
      answers.has(wish)
        ? (answers.get(wish) ?? own('deny', 'no-policy-allows'))
        : own('deny', 'outside-token-scope'),
    );
  };
}

type Shared = Omit<DecisionInput, 'action' | 'resource'>;

/** What all wishes of a caller are judged by, or why none is granted. */
async function whatIsKnown(options: AuthorizeOptions, caller: Caller): Promise<Shared | ReasonCode> {
  const { store, clock } = options;
  if (caller.person === undefined) return 'not-signed-in';
  const principal = await personFacts(store, caller.person);
  if (principal === undefined) return 'person-disabled';
  const address = caller.address ?? loopback;
  return {
    principal,
    ...(caller.session === undefined ? {} : { session: { id: caller.session } }),
    authn: caller.strength ?? weakest,
    device: { class: 'unmanaged', facts: {} },
    network: { address, ...options.locate(address) },
    time: { at: clock.wall(), zone: await zoneOf(store, options.usualZone) },
  };
}

/** Makes answers that no policy was asked for. */
function answerOf(decider: Pick<Decider, 'revision'>) {
  return (outcome: Decision['outcome'], reason: ReasonCode): Decision => ({
    outcome,
    reason,
    policies: [],
    policyRevision: decider.revision(),
    asksFor: { method: false, path: false },
  });
}

const weakest: Strength = { methods: [], authenticatedAt: 0 };
