import { afterEach, expect, it } from 'vitest';
import type { Decider } from '#control/index.ts';
import { policiesOf, snapshotOf, someApp, someInput, somePerson } from '#testing/decisions.ts';

const openTo = (app: string): string =>
  `permit(principal is Person, action == Action::"open", resource == App::"${app}");`;

/** What every decider must do, wherever it evaluates. */
export function deciderSuite(create: () => Decider): void {
  const made: Decider[] = [];
  const decider = (): Decider => {
    const one = create();
    made.push(one);
    return one;
  };
  afterEach(async () => {
    for (const one of made.splice(0)) await one.close();
  });

  it('denies before any policy is loaded', async () => {
    const one = decider();
    expect(one.revision()).toBe(0);
    expect(await one.decide([someInput()])).toMatchObject([{ outcome: 'deny', policyRevision: 0 }]);
  });

  it('answers by a snapshot once it is loaded', async () => {
    const one = decider();
    await one.load({ ...snapshotOf(openTo('app_wiki')), revision: 7 });
    expect(one.revision()).toBe(7);
    expect(await one.decide([someInput()])).toMatchObject([{ outcome: 'allow', policyRevision: 7 }]);
    await one.load({ revision: 8, policies: [] });
    expect(await one.decide([someInput()])).toMatchObject([{ outcome: 'deny', policyRevision: 8 }]);
  });

  it('explains under the policies in force or under others', async () => {
    const one = decider();
    await one.load(snapshotOf(openTo('app_wiki')));
    const asked = { input: someInput(), above: {} };
    expect(await one.explain(asked)).toMatchObject({ decision: { outcome: 'allow' }, remedies: [] });
    const permit = 'permit(principal in Group::"grp_x", action == Action::"open", resource);';
    const other = await one.explain({ ...asked, snapshot: { revision: 9, policies: policiesOf(permit) } });
    expect(other).toMatchObject({
      decision: { outcome: 'deny', policyRevision: 9 },
      considered: [{ result: 'other-group' }],
      remedies: [{ changes: [{ kind: 'join-group', group: 'grp_x' }] }],
    });
  });

  it('answers in the order of the inputs, however many', async () => {
    const one = decider();
    await one.load(snapshotOf(openTo('app_1')));
    const inputs = Array.from({ length: 450 }, (_, n) =>
      someInput({ resource: someApp({ id: `app_${n % 3}` }) }),
    );
    const decisions = await one.decide(inputs);
    expect(decisions.map(({ outcome }) => outcome)).toEqual(
      inputs.map((_, n) => (n % 3 === 1 ? 'allow' : 'deny')),
    );
    expect(await one.decide([])).toEqual([]);
  });

  it('tells which inputs its policies cannot tell apart, anew with each publication', async () => {
    const one = decider();
    expect(one.sharing()).toBeUndefined();
    const open = 'permit(principal is Person, action == Action::"open", resource is App)';
    const inputs = ['staff', 'guest'].map((label) =>
      someInput({ principal: somePerson({ labels: [label] }) }),
    );
    const kinds = () => new Set(inputs.map((input) => one.sharing()?.textOf(input))).size;
    await one.load({ ...snapshotOf(`${open};`), revision: 5 });
    const before = one.sharing();
    expect([before?.revision, kinds()]).toEqual([5, 1]);
    await one.load({ ...snapshotOf(`${open} when { principal.labels.contains("staff") };`), revision: 6 });
    expect([one.sharing()?.revision, kinds()]).toEqual([6, 2]);
    expect(one.sharing()).not.toBe(before);
  });

  it('leaves the policies in force alone in a preview', async () => {
    const one = decider();
    await one.load(snapshotOf(openTo('app_wiki')));
    const preview = await one.preview({ snapshot: { revision: 2, policies: [] }, inputs: [someInput()] });
    expect(preview).toMatchObject([{ outcome: 'deny', policyRevision: 2 }]);
    expect(one.revision()).toBe(1);
    expect(await one.decide([someInput()])).toMatchObject([{ outcome: 'allow', policyRevision: 1 }]);
  });

  it('keeps the policies in force where a snapshot cannot be read', async () => {
    const one = decider();
    await one.load(snapshotOf(openTo('app_wiki')));
    await expect(one.load({ ...snapshotOf('permit(nonsense'), revision: 2 })).rejects.toMatchObject({
      code: 'policy-invalid',
    });
    expect(one.revision()).toBe(1);
    expect(await one.decide([someInput()])).toMatchObject([{ outcome: 'allow', policyRevision: 1 }]);
  });

  it('checks texts without loading them', async () => {
    const one = decider();
    const [good, bad] = policiesOf(
      openTo('app_wiki'),
      'permit(principal, action == Action::"open", resource);',
    );
    expect(await one.check(good === undefined ? [] : [good])).toEqual([]);
    expect(await one.check(bad === undefined ? [] : [bad])).toMatchObject([
      { policy: 'pol_1', severity: 'error' },
    ]);
    expect(one.revision()).toBe(0);
  });

  it('gives a refusal to an input that nothing can be made of, and answers to the others', async () => {
    const one = decider();
    await one.load(snapshotOf(`${openTo('app_wiki').slice(0, -1)} when { context.time.weekday < 8 };`));
    const odd = someInput({ time: { at: Number.NaN, zone: 'UTC' } });
    const decisions = await one.decide([odd, someInput({ principal: somePerson({ id: 'per_bob' }) })]);
    expect(decisions.map(({ outcome }) => outcome)).toEqual(['deny', 'allow']);
  });
}
