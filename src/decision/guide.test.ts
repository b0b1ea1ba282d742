import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  administrativeActions,
  authenticationMethods,
  type Decision,
  type DecisionInput,
} from '#contracts/access.ts';
import { checkPolicy, createPolicySet } from '#policy/index.ts';
import { mondayMorning, policiesOf, someApp, someGroup, someInput, somePerson } from '#testing/decisions.ts';
import { decide } from './decide.ts';
import { explain } from './explain.ts';

// The examples of docs/policy.md: each block of policies, and the requests listed below it with their answers.
const guide = readFileSync(new URL('../../docs/policy.md', import.meta.url), 'utf8');
const examples = [...guide.matchAll(/```cedar\n([\s\S]*?)```\n([\s\S]*?)(?=```cedar|\n## |$)/g)].map(
  ([, text = '', below = '']) => ({
    text,
    cases: [...below.matchAll(/^- `([^`]+)` → (.+)$/gm)].map(([, asked = '', answer = '']) => ({
      asked,
      answer,
    })),
  }),
);

const prefixes: Readonly<Record<string, string>> = { Group: 'grp', App: 'app', Person: 'per' };

/** In the guide things go by their names; what is stored has ids, made of the names here. */
function withIds(text: string): string {
  return text.replaceAll(
    /\b(Group|App|Person)::"([^"@]+)[^"]*"/g,
    (_, type: string, name: string) => `${type}::"${prefixes[type]}_${name}"`,
  );
}

function inputOf(asked: string): DecisionInput {
  const told = new Map(asked.split(' ').map((pair) => pair.split('=', 2) as [string, string]));
  const unknown = [...told.keys()].filter((key) => !known.includes(key));
  if (unknown.length > 0) throw new Error(`the guide tells ${unknown.join()}, which is not known`);
  const many = (key: string): string[] => told.get(key)?.split(',') ?? [];
  const at = told.has('at') ? Date.parse(told.get('at') ?? '') : mondayMorning;
  const country = told.get('country');
  const route = told.get('route');
  return {
    ...someInput({
      principal: somePerson({
        id: `per_${told.get('person') ?? 'ann'}`,
        groups: many('groups').map((name) => someGroup(`grp_${name}`)),
        labels: many('labels'),
        roles: many('roles'),
      }),
      action: administrativeActions.find((action) => action === told.get('action')) ?? 'open',
      resource: told.has('on')
        ? { type: told.get('on') === 'Audit' ? 'Audit' : 'Policy', id: 'all' }
        : someApp({ id: `app_${told.get('app')}`, name: told.get('app') ?? '' }),
      authn: {
        methods: authenticationMethods.filter((method) => many('methods').includes(method)),
        authenticatedAt: at - Number(told.get('age') ?? 0) * 1000,
      },
      time: { at, zone: 'Europe/Berlin' },
      network: { address: told.get('address') ?? '192.0.2.1', ...(country === undefined ? {} : { country }) },
    }),
    ...(route === undefined ? {} : { route: { id: `rte_${route}`, name: route } }),
  };
}

const known = 'person groups labels roles action on app route methods age address country at'.split(' ');

function told({ outcome, need }: Decision): string {
  const methods = need?.methods === undefined ? '' : ` methods=${need.methods.join()}`;
  const age = need?.maxAgeSeconds === undefined ? '' : ` maxAgeSeconds=${need.maxAgeSeconds}`;
  return outcome + age + methods;
}

it('finds the examples of the guide', () => {
  expect(examples.length).toBeGreaterThan(6);
  expect(examples.filter(({ cases }) => cases.length < 2)).toEqual([]);
});

describe.each(examples)('the example $text', ({ text, cases }) => {
  const policies = policiesOf(withIds(text));

  it('can be written', () => {
    expect(policies.flatMap(checkPolicy)).toEqual([]);
  });

  it.each(cases)('answers $asked with $answer', ({ asked, answer }) => {
    const set = createPolicySet({ revision: 1, policies });
    const [said, remedy] = answer.split(' remedy=');
    expect(told(decide(inputOf(asked), set))).toBe(said);
    if (remedy === undefined) return;
    const { remedies } = explain(inputOf(asked), set, {});
    expect(remedies.map(({ changes }) => changes.map(({ kind }) => kind).join('+'))).toEqual([remedy]);
  });
});
