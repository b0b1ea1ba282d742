import { describe, expect, it } from 'vitest';
import type { DecisionInput } from '#contracts/access.ts';
import { createPolicySet } from '#policy/index.ts';
import { mondayMorning, snapshotOf, someApp, someGroup, someInput, somePerson } from '#testing/decisions.ts';
import { decide } from './decide.ts';

const open = 'permit(principal is Person, action == Action::"open", resource == App::"app_wiki");';
const ask = (input: Partial<DecisionInput>, ...texts: string[]) =>
  decide(someInput(input), createPolicySet(snapshotOf(...texts)));

describe('what policies say', () => {
  it('denies where there is no policy', () => {
    expect(ask({})).toMatchObject({ outcome: 'deny', reason: 'no-policy-allows', policies: [] });
  });

  it('allows what a permit matches, and says which', () => {
    const decision = ask({}, open);
    expect(decision).toMatchObject({ outcome: 'allow', reason: 'allowed-by-policy', policyRevision: 1 });
    expect(decision.policies).toEqual([
      { policy: 'pol_0', title: 'policy 0', effect: 'permit', mode: 'enforce', result: 'satisfied' },
    ]);
    expect(decision.validUntil).toBeUndefined();
  });

  it('denies what a forbid matches, whatever is permitted', () => {
    const forbid =
      '@advice("Ask Ada.") forbid(principal in Group::"grp_x", action == Action::"open", resource);';
    const principal = somePerson({ groups: [someGroup('grp_x')] });
    const decision = ask({ principal }, open, forbid);
    expect(decision).toMatchObject({ outcome: 'deny', reason: 'forbidden-by-policy' });
    expect(decision.policies).toMatchObject([{ policy: 'pol_1', effect: 'forbid', advice: 'Ask Ada.' }]);
  });

  it('takes a forbid that errs as a match, and a permit that errs as none', () => {
    const errs = 'when { principal.email == "x" };';
    const forbid = `forbid(principal is Person, action == Action::"open", resource) ${errs}`;
    expect(ask({}, open, forbid)).toMatchObject({
      outcome: 'deny',
      reason: 'policy-error',
      policies: [{ policy: 'pol_1', result: 'error' }],
    });
    const permit = `permit(principal is Person, action == Action::"open", resource) ${errs}`;
    expect(ask({}, permit)).toMatchObject({
      outcome: 'deny',
      reason: 'no-policy-allows',
      policies: [{ policy: 'pol_0', effect: 'permit', result: 'error' }],
    });
  });

  it('reads our own apps by their fixed name', () => {
    const portal = 'permit(principal is Person, action == Action::"open", resource == App::"portal");';
    expect(ask({ resource: someApp({ id: 'app_7', system: 'portal' }) }, portal).outcome).toBe('allow');
  });

  it('denies rather than throws where an input cannot be read', () => {
    const timed = `${open.slice(0, -1)} when { context.time.weekday < 6 };`;
    const time = { at: mondayMorning, zone: 'Mars/Olympus' };
    expect(ask({ time }, timed)).toMatchObject({ outcome: 'deny', reason: 'policy-error' });
  });
});

it('reads every whole number as it is written', () => {
  const risk = { level: 'low' as const, score: 5, signals: [] };
  const text = `${open.slice(0, -1)} when { context has risk && context.risk.score < 9223372036854775807 };`;
  expect(ask({ risk }, text).outcome).toBe('allow');
});

describe('groups', () => {
  const inherited = 'permit(principal in Group::"grp_all", action == Action::"open", resource);';

  it('are inherited', () => {
    const groups = [someGroup('grp_dev', ['grp_all']), someGroup('grp_all')];
    expect(ask({ principal: somePerson({ groups }) }, inherited).outcome).toBe('allow');
  });

  it('that are not known make every forbid that names one count, and no permit', () => {
    const { groups: _, ...unknown } = somePerson();
    expect(ask({ principal: unknown }, inherited).outcome).toBe('deny');
    for (const forbid of [
      'forbid(principal in Group::"grp_bad", action == Action::"open", resource);',
      'forbid(principal is Person, action == Action::"open", resource) when { principal in Group::"grp_bad" };',
    ]) {
      expect(ask({ principal: somePerson() }, open, forbid).outcome).toBe('allow');
      expect(ask({ principal: unknown }, open, forbid)).toMatchObject({
        outcome: 'deny',
        reason: 'policy-error',
      });
    }
    const elsewhere =
      'forbid(principal in Group::"grp_bad", action == Action::"open", resource == App::"app_b");';
    expect(ask({ principal: unknown }, open, elsewhere).outcome).toBe('allow');
  });
});

describe('administration', () => {
  const owners =
    'permit(principal is Person, action in Action::"administer", resource) when { principal.roles.contains("owner") };';
  const resource = { type: 'Policy', id: 'pol_1' } as const;

  it('is policy like everything else, by a group of actions', () => {
    const principal = somePerson({ roles: ['owner'] });
    expect(ask({ principal, action: 'publish', resource }, owners).outcome).toBe('allow');
    expect(ask({ action: 'publish', resource }, owners).outcome).toBe('deny');
    expect(ask({ principal, action: 'open' }, owners).outcome).toBe('deny');
  });

  it('can be given for one type of resource and one action', () => {
    const auditors = 'permit(principal is Person, action == Action::"readAudit", resource is Audit);';
    expect(ask({ action: 'readAudit', resource: { type: 'Audit', id: 'all' } }, auditors).outcome).toBe(
      'allow',
    );
    expect(ask({ action: 'export', resource: { type: 'Audit', id: 'all' } }, auditors).outcome).toBe('deny');
    expect(ask({ action: 'readAudit', resource }, auditors).outcome).toBe('deny');
  });

  it('knows somebody who administers themselves as one', () => {
    const self =
      'permit(principal is Person, action == Action::"write", resource is Person) when { principal == resource };';
    const on = (id: string) => ask({ action: 'write', resource: { type: 'Person', id } }, self).outcome;
    expect(on('per_ann')).toBe('allow');
    expect(on('per_bob')).toBe('deny');
    const alike =
      'permit(principal is Person, action == Action::"write", resource is Person) when { resource.name == principal.name };';
    const named = (id: string) => ask({ action: 'write', resource: { type: 'Person', id } }, alike).outcome;
    expect(named('per_ann')).toBe('allow');
    expect(named('per_bob')).toBe('deny');
  });
});

describe('tags', () => {
  it('put on an app after the policies were loaded bring their forbids at once', () => {
    const forbid = 'forbid(principal is Person, action == Action::"open", resource in Tag::"payroll");';
    const set = createPolicySet(snapshotOf(open, forbid));
    const under = (tags: { name: string; parents: string[] }[]) =>
      decide(someInput({ resource: someApp({ tags }) }), set).outcome;
    expect(under([])).toBe('allow');
    expect(under([{ name: 'payroll', parents: [] }])).toBe('deny');
    expect(
      under([
        { name: 'wages', parents: ['payroll'] },
        { name: 'payroll', parents: [] },
      ]),
    ).toBe('deny');
    expect(under([])).toBe('allow');
  });
});

describe('routes', () => {
  const route = { id: 'rte_admin', name: 'admin' };
  const everything = 'permit(principal is Person, action == Action::"open", resource in App::"app_wiki");';

  it('are refused by a forbid on their app as a whole', () => {
    const forbid = 'forbid(principal is Person, action == Action::"open", resource == App::"app_wiki");';
    expect(ask({ route }, everything).outcome).toBe('allow');
    expect(ask({ route }, everything, forbid)).toMatchObject({
      outcome: 'deny',
      policies: [{ policy: 'pol_1' }],
    });
  });

  it('are not opened by a permit on their app alone', () => {
    expect(ask({ route }, open).outcome).toBe('deny');
  });

  it('have the attributes of their app and a name of their own', () => {
    const permit =
      'permit(principal is Person, action == Action::"open", resource is Route) when { resource.sensitivity == "low" && resource has route && resource.route == "admin" };';
    expect(ask({ route }, permit).outcome).toBe('allow');
    expect(ask({ route: { id: 'rte_x', name: 'x' } }, permit).outcome).toBe('deny');
    expect(ask({}, permit).outcome).toBe('deny');
  });
});

describe('observed policies', () => {
  const watch = '@mode("observe") forbid(principal is Person, action == Action::"open", resource);';

  it('are recorded without a say', () => {
    const permit = '@mode("observe") permit(principal is Person, action == Action::"open", resource);';
    const decision = ask({}, open, watch, permit);
    expect(decision.outcome).toBe('allow');
    expect(decision.policies.map(({ policy, mode, effect }) => `${policy} ${mode} ${effect}`)).toEqual([
      'pol_0 enforce permit',
      'pol_2 observe permit',
      'pol_1 observe forbid',
    ]);
    expect(ask({}, permit)).toMatchObject({ outcome: 'deny', reason: 'no-policy-allows' });
  });
});

describe('private policies', () => {
  it('give the reason that no permission gives', () => {
    const forbid = '@private("") forbid(principal is Person, action == Action::"open", resource);';
    expect(ask({}, open, forbid)).toMatchObject({ outcome: 'deny', reason: 'no-policy-allows' });
    expect(ask({}, open, forbid).policies).toMatchObject([{ private: true }]);
  });
});

describe('what the grant has to depend on', () => {
  it('is the method and the path only where a policy asks for them', () => {
    const method = `${open.slice(0, -1)} when { context has http && context.http.method == "GET" };`;
    expect(ask({}, open).asksFor).toEqual({ method: false, path: false });
    expect(ask({}, method).asksFor).toEqual({ method: true, path: false });
    expect(ask({ http: { method: 'GET', path: '/' } }, method).outcome).toBe('allow');
    expect(ask({ http: { method: 'PUT', path: '/' } }, method).outcome).toBe('deny');
    expect(ask({}, method).outcome).toBe('deny');
  });
});
