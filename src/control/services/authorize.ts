import type { Clock } from '#base/clock.ts';
import type { Decision, NetworkFacts, Strength } from '#contracts/access.ts';
import type { ReasonCode } from '#contracts/reasons.ts';
import type { Repositories } from '#store/index.ts';
import type { Authorize, Decider } from '../faces.ts';
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
  const { decider } = options;
  const own = (outcome: Decision['outcome'], reason: ReasonCode): Decision => ({
    outcome,
    reason,
    policies: [],
    policyRevision: decider.revision(),
    asksFor: { method: false, path: false },
  });
  return async ({ caller, action, resource, within }) => {
    const store = within ?? options.store;
    if (caller.actor.kind === 'local') return own('allow', 'allowed-by-policy');
    // A token never does more than it was made for, whatever its owner may.
    if (caller.scopes !== undefined && !caller.scopes.includes(action)) {
      return own('deny', 'outside-token-scope');
    }
    if (caller.person === undefined) return own('deny', 'not-signed-in');
    const principal = await personFacts(store, caller.person);
    if (principal === undefined) return own('deny', 'person-disabled');
    const address = caller.address ?? loopback;
    const [decision] = await decider.decide([
      {
        principal,
        ...(caller.session === undefined ? {} : { session: { id: caller.session } }),
        action,
        resource,
        authn: caller.strength ?? weakest,
        device: { class: 'unmanaged', facts: {} },
        network: { address, ...options.locate(address) },
        time: { at: options.clock.wall(), zone: await zoneOf(store, options.usualZone) },
      },
    ]);
    return decision ?? own('deny', 'no-policy-allows');
  };
}

const weakest: Strength = { methods: [], authenticatedAt: 0 };
