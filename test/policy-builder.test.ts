import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPolicy } from '#policy/index.ts';
import { type Choice, nothingChosen } from '../console/src/pages/policies/builder/choice.ts';
import { completionsAt } from '../console/src/pages/policies/builder/complete.ts';
import { readCedar } from '../console/src/pages/policies/builder/read-cedar.ts';
import { writeCedar } from '../console/src/pages/policies/builder/write-cedar.ts';

const name = fc
  .string({ minLength: 1, maxLength: 20, unit: 'grapheme' })
  .filter((text) => !/[\p{Cc}]/u.test(text));
const whole = (max: number) => fc.integer({ min: 0, max });

const choices: fc.Arbitrary<Choice> = fc.record({
  who: fc.oneof(
    fc.constant({ kind: 'everybody' } as const),
    fc.record({ kind: fc.constantFrom('group', 'person', 'service-account'), name }),
  ),
  what: fc.record({ kind: fc.constantFrom('app', 'tag', 'route'), name }),
  signIn: fc.constantFrom('any', 'second-factor', 'passkey'),
  freshMinutes: fc.option(fc.integer({ min: 1, max: 10_000 })),
  office: fc.option(fc.record({ from: whole(23), to: whole(24) })),
  range: fc.constantFrom('', '10.0.0.0/8', '2001:db8::/32'),
  advice: fc.oneof(
    fc.constant(''),
    name.map((text) => text.trim()),
  ),
});

describe('a policy written by choosing', () => {
  it('passes the checks that every policy has to, whatever names stand in it', () => {
    fc.assert(
      fc.property(choices, (choice) => {
        const text = writeCedar(choice);
        const stored = { id: 'pol_x', title: 'x', text, mode: 'enforce' } as const;
        // Names are made up, and here there is nobody to look them up.
        const faults = checkPolicy(stored).filter(
          ({ severity, message }) => severity === 'error' && !message.startsWith('there is no '),
        );
        expect(faults).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('is read back as it was chosen', () => {
    fc.assert(
      fc.property(choices, (choice) => {
        expect(readCedar(writeCedar(choice))).toEqual(choice);
      }),
    );
  });

  it.each([
    ['another effect', (text: string) => text.replace('permit', 'forbid')],
    ['another statement behind it', (text: string) => `${text}\nforbid (principal, action, resource);`],
    ['a comment', (text: string) => `// for a while\n${text}`],
    ['another annotation', (text: string) => `@private("")\n${text}`],
    ['another condition', (text: string) => text.replace('};', '  && principal.name != "Eve"\n};')],
    ['another action', (text: string) => text.replace('"open"', '"administer"')],
    ['an unless', (text: string) => text.replace('};', '}\nunless { context.device.managed };')],
  ])('is not read back with %s: nothing that it says is ever left out', (_, change) => {
    const text = writeCedar({
      ...nothingChosen,
      who: { kind: 'group', name: 'staff' },
      what: { kind: 'app', name: 'wiki' },
      signIn: 'passkey',
    });
    expect(readCedar(text)).toBeDefined();
    expect(change(text)).not.toBe(text);
    expect(readCedar(change(text))).toBeUndefined();
  });

  it('opens the routes of an app with it', () => {
    expect(writeCedar(nothingChosen)).toContain('resource in App::""');
  });
});

describe('what is offered while somebody writes', () => {
  const names = { App: ['wiki', 'payroll'], Group: ['engineers', 'on-call'], Tag: [], Person: [] };
  const at = (text: string) => completionsAt(text, text.length, names);

  it.each([
    ['principal in Group::"eng', ['engineers']],
    ['resource == App::"', ['wiki', 'payroll']],
    ['when { context.authn.ph', ['phishingResistant']],
    ['when { resource.sens', ['sensitivity']],
  ])('%s', (text, options) => {
    expect(at(text)?.options).toEqual(options);
  });

  it.each([
    '',
    'Group::"engineers"',
    'Group::"engineers',
    'nothing.',
    'context.time.minute.x',
    'constructor.',
  ])('is nothing after %j', (text) => {
    expect(at(text)).toBeUndefined();
  });

  it('says what an option replaces', () => {
    expect(at('Group::"on')).toEqual({ from: 8, to: 10, options: ['on-call'] });
  });
});
