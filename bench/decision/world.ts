import type { DecisionInput, GroupFacts, PersonFacts, TagFacts } from '#contracts/access.ts';
import type { PolicySnapshot } from '#contracts/policies.ts';
import { mondayMorning, someApp, someInput, somePerson } from '#testing/decisions.ts';

/** How large an organisation is measured. */
export interface WorldSize {
  readonly policies: number;
  readonly apps: number;
  readonly people: number;
  /** Share of the policies whose scope names no resource. */
  readonly unscoped: number;
}

/** Numbers without chance, so that runs compare: a linear congruential generator. */
export function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const groupsCount = 100;
const tagsCount = 10;
const conditions = [
  '',
  '',
  'when { context.authn.methods.contains("otp") }',
  'when { context.authn.methods.containsAny(["otp", "hwk"]) && context.authn.ageSeconds < 28800 }',
  'when { context.time.minute >= 480 && context.time.minute < 1200 && context.time.weekday < 6 }',
  'when { context.network has country && ["DE", "FR", "NL"].contains(context.network.country) }',
  'unless { context.network.address.isInRange(ip("198.51.100.0/24")) }',
  'when { principal.labels.contains("staff") && resource.sensitivity != "high" }',
];

/** Policies as such organisations write them: mostly groups on apps, some on tags, a few on everything. */
export function worldPolicies(size: WorldSize): PolicySnapshot {
  const next = numbers(7);
  const policies = Array.from({ length: size.policies }, (_, n) => {
    const condition = conditions[next(conditions.length)] ?? '';
    const group = `principal in Group::"grp_${next(groupsCount)}"`;
    const open = 'action == Action::"open"';
    const app = `resource == App::"app_${n % size.apps}"`;
    const text =
      n < size.policies * size.unscoped
        ? unscopedPolicy(n, group, condition)
        : n % 20 === 1
          ? `forbid(${group}, ${open}, resource in Tag::"tag-${next(tagsCount)}") ${condition || 'when { context.authn.ageSeconds > 86400 }'};`
          : n % 20 === 2
            ? `permit(principal is Person, ${open}, ${app}) ${condition};`
            : `permit(${group}, ${open}, ${app}) ${condition};`;
    return { id: `pol_${n}`, title: `policy ${n}`, text, mode: 'enforce' as const };
  });
  return { revision: 1, policies };
}

function unscopedPolicy(n: number, group: string, condition: string): string {
  const open = 'action == Action::"open"';
  if (n % 2 === 0)
    return `permit(${group}, ${open}, resource) ${condition || 'when { resource.kind == "web" }'};`;
  return `forbid(principal is Person, ${open}, resource) when { resource.labels.contains("label-${n}") && !context.authn.phishingResistant };`;
}

/** People in about eight groups each, and apps under one tag. */
export function worldInputs(size: WorldSize): (person: number, app: number) => DecisionInput {
  const people = Array.from({ length: size.people }, (_, n) => person(n));
  const apps = Array.from({ length: size.apps }, (_, n) => {
    const tags: TagFacts[] = [{ name: `tag-${n % tagsCount}`, parents: [] }];
    return someApp({ id: `app_${n}`, name: `app-${n}`, tags, labels: [`label-${n % 7}`] });
  });
  return (whom, what) => {
    const { facts, age } = people[whom % people.length] ?? person(0);
    return someInput({
      principal: facts,
      resource: apps[what % apps.length] ?? someApp(),
      authn: {
        methods: whom % 3 === 0 ? ['pwd'] : ['pwd', 'otp'],
        authenticatedAt: mondayMorning - age * 1000,
      },
      network: { address: `192.0.2.${whom % 250}`, ...(whom % 5 === 0 ? {} : { country: 'DE' }) },
    });
  };
}

function person(n: number): { readonly facts: PersonFacts; readonly age: number } {
  const next = numbers(n + 1);
  const ids = [...new Set(Array.from({ length: 8 }, () => next(groupsCount)))];
  const groups: GroupFacts[] = ids.map((id) => ({ id: `grp_${id}`, name: `group ${id}`, parents: [] }));
  const facts = somePerson({ id: `per_${n}`, subject: `${n}`, groups, labels: n % 4 === 0 ? [] : ['staff'] });
  return { facts, age: next(100_000) };
}
