import type { GroupId, PolicyId } from '#base/ids.ts';
import type { Decision, Need } from './access.ts';
import type { Mender } from './reasons.ts';

/** One fact that would have to be another for a refusal to become permission. */
export type FactChange =
  | { readonly kind: 'sign-in'; readonly need: Need }
  | { readonly kind: 'join-group' | 'leave-group'; readonly group: GroupId }
  /** An address, or a range such as `10.0.0.0/8`, that the request would come from. */
  | { readonly kind: 'network'; readonly range: string }
  /** ISO 3166-1 alpha-2. */
  | { readonly kind: 'country'; readonly country: string }
  /** The moment at which it would be asked, milliseconds since the Unix epoch. */
  | { readonly kind: 'time'; readonly at: number };

/** A smallest set of changed facts under which the same policies would allow the same request. */
export interface Remedy {
  readonly changes: readonly FactChange[];
  /** Who can bring all of it about: the one who was refused, an administrator, or nobody. */
  readonly mender: Mender;
}

/** A policy that is about such a request, whether it had a say or not. */
export interface ConsideredPolicy {
  readonly policy: PolicyId;
  readonly title: string;
  readonly effect: 'permit' | 'forbid';
  readonly mode: 'enforce' | 'observe';
  /** `not-satisfied`: its conditions do not hold. `other-group`: it is for a group that the person is not in. */
  readonly result: 'satisfied' | 'error' | 'not-satisfied' | 'other-group';
  readonly message?: string;
  /** Names of the facts that it looks at, such as `context.network.country`. */
  readonly asks: readonly string[];
  readonly private?: true;
}

/** One fact of an input under the name that policies know it by. */
export interface ReadFact {
  readonly name: string;
  /** Undefined: not known. */
  readonly value?: unknown;
  /** Whether one of the policies considered looks at it. */
  readonly asked: boolean;
}

/** A decision with all that is needed to understand it. */
export interface Explanation {
  readonly decision: Decision;
  readonly considered: readonly ConsideredPolicy[];
  readonly facts: readonly ReadFact[];
  /** Of a refusal; empty where nothing that is looked for would help. */
  readonly remedies: readonly Remedy[];
}
