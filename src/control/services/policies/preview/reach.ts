import type { AppFacts, DecisionInput, PrincipalFacts } from '#contracts/access.ts';
import type { StoredPolicy } from '#contracts/policies.ts';
import { createPolicySet, requestOf, type Statement } from '#policy/index.ts';

/** Whom and what a draft can concern, by the scopes of what it changes. */
export interface Reach {
  /** The changed statements that can match a request for an app; none: nothing about it can be different. */
  near(input: Pick<DecisionInput, 'resource'>): readonly Statement[];
}

/**
 * Says what the changed policies, as they were and as they would be, can match. An answer depends only on statements
 * whose scopes match the request, so where none of these does the draft changes nothing: such a pair of person and app
 * need not be decided to know that it stays as it is.
 */
export function reachOf(versions: readonly StoredPolicy[]): Reach {
  // Each version alone: as one set, two of the same id would be one.
  const statements = versions
    .flatMap((policy) => createPolicySet({ revision: 0, policies: [policy] }).statements)
    .filter(({ actions }) => actions?.has('open') !== false);
  return {
    near({ resource }) {
      const { resourceKeys } = requestOf({ ...nobody, resource }, 'app');
      return statements.filter(
        ({ resource: named }) =>
          named === undefined || resourceKeys.includes(named) || named.startsWith('Route::'),
      );
    },
  };
}

/** Tells whether any of the statements can match somebody. Unknown groups may be any. */
export function canMatch(statements: readonly Statement[], principal: PrincipalFacts): boolean {
  const { principalKeys, groupsKnown } = requestOf({ ...nobody, principal }, 'app');
  return statements.some(
    ({ principal: named }) =>
      named === undefined || principalKeys.includes(named) || (!groupsKnown && named.startsWith('Group::')),
  );
}

/** An app that a person is asked about only for its scopes. */
const noApp: AppFacts = {
  type: 'App',
  id: 'none',
  name: 'none',
  kind: 'web',
  sensitivity: 'low',
  labels: [],
  tags: [],
};

/** The rest of an input, which scopes do not look at. */
const nobody: DecisionInput = {
  principal: {
    kind: 'person',
    id: 'none',
    issuer: '',
    subject: '',
    name: '',
    roles: [],
    labels: [],
    groups: [],
  },
  action: 'open',
  resource: noApp,
  authn: { methods: [], authenticatedAt: 0 },
  device: { class: 'unmanaged', facts: {} },
  network: { address: '127.0.0.1' },
  time: { at: 0, zone: 'UTC' },
};
