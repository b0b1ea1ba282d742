import { expect, it } from 'vitest';
import { someApp, someGroup, someInput, somePerson, snapshotOf } from '#testing/decisions.ts';
import { evaluate } from './evaluate.ts';
import { createPolicySet } from './policy-set.ts';
import { requestOf } from './request.ts';

const open = 'permit(principal is Person, action == Action::"open", resource is App)';

/** How often the engine was asked about these inputs. */
function questions(condition: string, ...inputs: ReturnType<typeof someInput>[]): number {
  const set = createPolicySet(snapshotOf(`${open} when { ${condition} };`));
  for (const input of inputs) evaluate(set, requestOf(input, 'resource'));
  return set.answers.size;
}

const staff = someInput({ principal: somePerson({ labels: ['staff'] }) });
const others = someInput({ principal: somePerson({ labels: ['guest'] }) });

it('asks once about people who differ in what is read of the resource alone, and the other way round', () => {
  expect(questions('resource.labels.containsAny(["x"])', staff, others)).toBe(1);
  const tagged = someInput({ resource: someApp({ labels: ['x'] }) });
  expect(questions('principal.labels.contains("x")', someInput(), tagged)).toBe(1);
});

it.each([
  ['of who asks', 'principal.labels.contains("staff")'],
  ['of both', 'principal.labels.containsAny(resource.labels)'],
  [
    'of one of them, it is not said of which',
    '(if context.device.managed then resource else principal).labels.contains("staff")',
  ],
  ['of somebody named, who is the one', 'Person::"per_ann".labels.contains("staff")'],
])('asks twice where a label is read %s', (_, condition) => {
  expect(questions(condition, staff, others)).toBe(2);
});

it.each([
  ['asks for it first', 'resource.labels.contains("x") && principal.email == "a"', 0],
  ['asks for it second', 'principal has email && resource.labels.contains("x")', 1],
  ['may do without it', 'resource.labels.contains("x") || principal.name == "Ann"', 1],
  ['asks that it lack', '!resource.labels.contains("x")', 1],
  ['asks for it of who asks', 'principal.labels.contains("x")', 1],
])('asks nothing for an app without a label only where a statement %s', (_, condition, asked) => {
  expect(questions(condition, someInput())).toBe(asked);
  expect(questions(condition, someInput({ resource: someApp({ labels: ['x'] }) }))).toBe(1);
});

it('asks again about an app that was given the label', () => {
  const set = createPolicySet(snapshotOf(`${open} when { resource.labels.contains("x") };`));
  const allowed = (labels: string[]) =>
    evaluate(set, requestOf(someInput({ resource: someApp({ labels }) }), 'resource')).allowed;
  expect([allowed([]), allowed(['x']), allowed(['y']), allowed(['y', 'x'])]).toEqual([
    false,
    true,
    false,
    true,
  ]);
});

it('knows facts that were read anew from those before, though they are of the same person and app', () => {
  const set = createPolicySet(
    snapshotOf(
      'permit(principal in Group::"grp_a", action == Action::"open", resource == App::"app_wiki");',
      'forbid(principal is Person, action == Action::"open", resource in Tag::"t");',
    ),
  );
  const allowed = (input: ReturnType<typeof someInput>) =>
    evaluate(set, requestOf(input, 'resource')).allowed;
  const before = someInput({ principal: somePerson({ groups: [someGroup('grp_a')] }) });
  expect([allowed(before), allowed(before)]).toEqual([true, true]);
  expect(allowed({ ...before, principal: somePerson({ groups: [] }) })).toBe(false);
  expect(allowed({ ...before, resource: someApp({ tags: [{ name: 't', parents: [] }] }) })).toBe(false);
  expect(allowed(before)).toBe(true);
});

it('asks about a route apart from its app, and of another route apart from the first', () => {
  const routed = someInput({ route: { id: 'rte_a', name: 'a' } });
  const keysOf = (input: typeof routed, part: 'app' | 'resource') => requestOf(input, part).resourceKeys;
  expect(keysOf(routed, 'app')).toEqual(['App::app_wiki']);
  expect(keysOf(routed, 'resource')).toEqual(['Route::rte_a', 'App::app_wiki']);
  const other = { ...routed, route: { id: 'rte_b', name: 'b' } };
  expect(requestOf(other, 'resource')).toMatchObject({
    resource: { id: 'rte_b' },
    described: { route: 'b' },
  });
  const { route: _, ...whole } = routed;
  expect(requestOf(whole, 'resource').described).toEqual({ app: routed.resource });
});
