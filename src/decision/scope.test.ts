import { expect, it } from 'vitest';
import type { DecisionInput } from '#contracts/access.ts';
import { createPolicySet } from '#policy/index.ts';
import { snapshotOf, someApp, someInput } from '#testing/decisions.ts';
import { decide } from './decide.ts';
import { explain } from './explain.ts';

const robot = {
  kind: 'service-account' as const,
  id: 'sva_a',
  name: 'deployer',
  roles: ['owner'],
  labels: [],
  groups: [],
  apps: ['app_wiki'],
};
const all = createPolicySet(
  snapshotOf(
    'permit(principal is ServiceAccount, action, resource);',
    'permit(principal is Person, action == Action::"open", resource);',
  ),
);
const asks = (over: Partial<DecisionInput>) => someInput({ principal: robot, ...over });

it('lets a service account open what it is made for, where policy allows it', () => {
  const input = asks({ resource: someApp({ id: 'app_wiki' }) });
  expect(decide(input, all).outcome).toBe('allow');
  expect(decide(input, createPolicySet(snapshotOf()))).toMatchObject({ reason: 'no-policy-allows' });
});

it.each<[string, Partial<DecisionInput>]>([
  ['another app', { resource: someApp({ id: 'app_ledger' }) }],
  ['a route of another app', { resource: someApp({ id: 'app_ledger' }), route: { id: 'rte_a', name: 'a' } }],
  [
    'a host of ours, though it were on its list',
    { resource: someApp({ id: 'app_wiki', system: 'console' }) },
  ],
  ['what is administered', { action: 'write', resource: { type: 'Group', id: 'grp_a' } }],
])('refuses it %s, whatever policies say, and suggests nothing', (_, over) => {
  const input = asks(over);
  expect(decide(input, all)).toEqual({
    outcome: 'deny',
    reason: 'outside-key-scope',
    policies: [],
    policyRevision: all.revision,
    asksFor: { method: false, path: false },
  });
  expect(explain(input, all, {}).remedies).toEqual([]);
});

it('bounds nobody else', () => {
  expect(decide(someInput({ resource: someApp({ id: 'app_ledger' }) }), all).outcome).toBe('allow');
});
