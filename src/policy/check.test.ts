import { describe, expect, it } from 'vitest';
import { policiesOf } from '#testing/decisions.ts';
import { builtInPolicies } from './built-in.ts';
import { checkPolicies, checkPolicy, longestPolicy } from './check.ts';

const check = (text: string) => policiesOf(text).flatMap(checkPolicy);
const head = 'permit(principal is Person, action == Action::"open", resource)';
const when = (condition: string) => `${head} when { ${condition} };`;
const all = (...texts: string[]) => {
  const steps = checkPolicies(policiesOf(...texts));
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
};

/** The parts of a text that problems are placed at. */
function places(text: string): string[] {
  return check(text).map(({ start, end }) => text.slice(start, end));
}

describe('checking a policy before it is stored', () => {
  it('passes what is right', () => {
    for (const { text } of builtInPolicies) expect(check(text)).toEqual([]);
    expect(
      check(
        `@id("a") @title("A") @advice("Ask.") @mode("observe") @private ${when('context.authn.ageSeconds < 60')}`,
      ),
    ).toEqual([]);
  });

  it('places what Cedar cannot read, in the units of an editor', () => {
    const text = '// Zürich 🔒\npermit(principal is Person, action == Action::"open" resource);';
    expect(check(text)[0]).toMatchObject({ policy: 'pol_0', severity: 'error' });
    expect(places(text)).toContain('resource');
  });

  it.each([
    ['an unknown attribute', when('principal.role == "x"'), 'principal.role'],
    ['an optional attribute without has', when('context.network.country == "DE"'), 'context.network.country'],
    ['an unknown action', 'permit(principal is Person, action == Action::"opn", resource);', 'Action::"opn"'],
    ['a wrong type', when('context.authn.ageSeconds < "60"'), '"60"'],
    [
      'an address that is none',
      when('context.network.address.isInRange(ip("10.0.0.0/99"))'),
      'ip("10.0.0.0/99")',
    ],
  ])('refuses %s', (_, text, place) => {
    expect(check(text).filter(({ severity }) => severity === 'error')).not.toEqual([]);
    expect(places(text)).toContain(place);
  });

  it('warns of a policy that can never hold', () => {
    expect(check(when('resource is Route && resource is App'))).toMatchObject([{ severity: 'warning' }]);
  });

  it.each([
    [
      'a principal of any kind',
      'permit(principal, action == Action::"open", resource);',
      'principal',
      /write `principal is Person`/,
    ],
    ['any action', 'permit(principal is Person, action, resource);', 'action', /action == Action::"open"/],
    ['an annotation without meaning', `@mod("observe") ${head};`, '@mod', /known are @id/],
    ['a mode that does not exist', `@mode("observed") ${head};`, '@mode', /@mode\("observe"\)/],
    [
      'an app by a name that was not resolved',
      when('resource == App::"payroll"'),
      'App::"payroll"',
      undefined,
    ],
    [
      'a group by a name',
      'permit(principal in Group::"eng.team", action == Action::"open", resource);',
      'Group::"eng.team"',
      undefined,
    ],
    ['a person by e-mail', when('principal == Person::"a@b.example"'), 'Person::"a@b.example"', undefined],
    [
      'an age that is reckoned with',
      when('context.authn.ageSeconds * 2 < 60'),
      'context.authn',
      /ageSeconds < 3600/,
    ],
    [
      'what an attribute refers to, by membership',
      when('principal has owner && principal.owner in Group::"grp_a"'),
      when('principal has owner && principal.owner in Group::"grp_a"'),
      /label/,
    ],
    [
      'what an attribute refers to, by attribute',
      when('principal has owner && principal.owner.kind == "x"'),
      'kind',
      /label/,
    ],
    [
      'what an administered thing is in',
      'forbid(principal is Person, action in Action::"administer", resource in Group::"grp_a");',
      'resource in',
      /resource ==/,
    ],
    [
      'what an administered thing is like',
      'forbid(principal is Person, action == Action::"write", resource is App) when { resource.sensitivity == "high" };',
      'resource.sensitivity',
      /resource ==/,
    ],
  ])('refuses %s', (_, text, place, help) => {
    const problems = check(text).filter(({ severity }) => severity === 'error');
    expect(problems).toHaveLength(1);
    expect(places(text)).toContain(place);
    expect(problems[0]?.help ?? '').toMatch(help ?? /^$/);
  });

  it('passes our own apps by name, and what is administered by type and id', () => {
    expect(
      check('permit(principal is Person, action == Action::"open", resource == App::"console");'),
    ).toEqual([]);
    expect(check('permit(principal is Person, action == Action::"write", resource is App);')).toEqual([]);
    expect(
      check('permit(principal is Person, action == Action::"write", resource == App::"app_a");'),
    ).toEqual([]);
  });

  it('refuses a template, an empty text and one that is too long', () => {
    expect(check('permit(principal == ?principal, action == Action::"open", resource);')).toMatchObject([
      { severity: 'error', help: expect.stringContaining('in place of') },
    ]);
    expect(check('// nothing')).toMatchObject([{ message: 'there is no policy in the text' }]);
    expect(check(`// ${'x'.repeat(longestPolicy)}\n${head};`)).toMatchObject([{ severity: 'error' }]);
  });

  it('sees every statement of a text', () => {
    const text = `${head};\n${head.replace(' is Person', '')};`;
    expect(check(text)).toMatchObject([{ severity: 'error', start: text.lastIndexOf('principal') }]);
  });

  it('does not look into comments for the place', () => {
    const text = `// principal and action\npermit(principal, action == Action::"open", resource);`;
    expect(check(text)).toMatchObject([{ start: text.lastIndexOf('principal') }]);
  });

  it('refuses a second policy with the same @id', () => {
    expect(all(`@id("a") ${head};`, `@id("b") ${head};`)).toEqual([]);
    expect(all(`@id("a") ${head};`, `@id("a") ${head};`)).toMatchObject([
      { policy: 'pol_1', severity: 'error' },
    ]);
  });
});
