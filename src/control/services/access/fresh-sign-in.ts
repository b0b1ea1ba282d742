import type { DecisionInput, RouteFacts, AppFacts, PrincipalFacts } from '#contracts/access.ts';

/** What is asked about: an app as a whole, or a route of it. */
export interface Target {
  readonly resource: AppFacts;
  readonly route?: RouteFacts;
}

/** The moment that everything is judged for, in the organisation's zone. */
export type Moment = DecisionInput['time'];

/**
 * The question whether somebody opens something, fresh from signing in by password and one-time code, on an
 * unmanaged device of this machine: by who they are, and by nothing that a day may change.
 */
export function freshSignIn(principal: PrincipalFacts, target: Target, time: Moment): DecisionInput {
  return {
    principal,
    action: 'open',
    ...target,
    authn: { methods: ['pwd', 'otp'], authenticatedAt: time.at },
    device: { class: 'unmanaged', facts: {} },
    network: { address: '127.0.0.1' },
    time,
  };
}
