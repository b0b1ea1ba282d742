import type { AppFacts, DecisionInput, GroupFacts, PersonFacts } from '#contracts/access.ts';
import type { PolicySnapshot, StoredPolicy } from '#contracts/policies.ts';

/** A Monday, 10:30 in Berlin. */
export const mondayMorning = Date.parse('2026-11-23T09:30:00Z');

/** A person without groups, roles or labels, unless said otherwise. */
export function somePerson(facts: Partial<PersonFacts> = {}): PersonFacts {
  return {
    kind: 'person',
    id: 'per_ann',
    issuer: 'local',
    subject: 'ann',
    name: 'Ann',
    roles: [],
    labels: [],
    groups: [],
    ...facts,
  };
}

/** A group directly in the groups named. */
export function someGroup(id: string, parents: readonly string[] = []): GroupFacts {
  return { id, name: id.replace(/^grp_/, ''), parents };
}

/** A web app under no tag, unless said otherwise. */
export function someApp(facts: Partial<AppFacts> = {}): AppFacts {
  return {
    type: 'App',
    id: 'app_wiki',
    name: 'wiki',
    kind: 'web',
    sensitivity: 'low',
    labels: [],
    tags: [],
    ...facts,
  };
}

/** Ann opens the wiki on a Monday morning, a minute after she signed in by password. */
export function someInput(facts: Partial<DecisionInput> = {}): DecisionInput {
  return {
    principal: somePerson(),
    action: 'open',
    resource: someApp(),
    authn: { methods: ['pwd'], authenticatedAt: mondayMorning - 60_000 },
    device: { class: 'unmanaged', facts: {} },
    network: { address: '192.0.2.7' },
    time: { at: mondayMorning, zone: 'Europe/Berlin' },
    ...facts,
  };
}

/** Policies of these texts, enforced, with ids `pol_0`, `pol_1` and so on. */
export function policiesOf(...texts: readonly string[]): readonly StoredPolicy[] {
  return texts.map((text, n) => ({ id: `pol_${n}`, title: `policy ${n}`, text, mode: 'enforce' }));
}

/** A snapshot of revision 1 with these texts. */
export function snapshotOf(...texts: readonly string[]): PolicySnapshot {
  return { revision: 1, policies: policiesOf(...texts) };
}
