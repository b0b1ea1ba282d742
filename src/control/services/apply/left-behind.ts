import type { AppliedObject, ApplyItem } from '#contracts/api/apply.ts';
import { isFault } from '#contracts/errors.ts';
import type { AppRow, GroupRow, PolicyRow, PolicyTestRow, ServiceAccountRow } from '#store/index.ts';
import { policyTestSpecSchema } from '#contracts/api/policy-tests.ts';
import { deleteApp } from '../apps/remove-app.ts';
import { deleteGroup } from '../groups/remove-group.ts';
import { sentenceOf } from '../policies/tests/sentence.ts';
import { removedTest } from '../policies/tests/removed-test.ts';
import { withNames } from '../policies/tests/test-names.ts';
import { deleteAccount } from '../service-accounts/remove-account.ts';
import { deleteTag } from '../tags/remove-tag.ts';
import { type Applying, note } from './applying.ts';

/** What earlier applies of a set made and this one does not have any more. */
export interface LeftBehind {
  readonly apps: readonly AppRow[];
  readonly groups: readonly GroupRow[];
  readonly accounts: readonly ServiceAccountRow[];
  readonly policies: readonly PolicyRow[];
  readonly tests: readonly PolicyTestRow[];
  readonly tags: readonly string[];
}

/** Finds what is left; what is gone already counts as not there. */
export async function leftBehind(
  { tx, items }: Applying,
  objects: readonly AppliedObject[],
  set: string | undefined,
): Promise<LeftBehind> {
  const noted = set === undefined ? [] : await tx.appliedObjects.ofSet(set);
  const named = new Set(objects.map((one) => (one.kind === 'policy-test' ? '' : `${one.kind} ${one.name}`)));
  const kept = new Set([...items.values()].map(({ id }) => id));
  const of = (kind: ApplyItem['kind']): string[] =>
    noted.filter((one) => one.kind === kind).map(({ object }) => object);
  const unnamed =
    (kind: ApplyItem['kind']) =>
    ({ name }: { readonly name: string }): boolean =>
      !named.has(`${kind} ${name}`);
  const [policies, tests, tags] = [new Set(of('policy')), new Set(of('policy-test')), new Set(of('tag'))];
  const [allPolicies, allTests, allTags] = [tx.policies.all(), tx.policyTests.all(), tx.tags.all()];
  return {
    apps: (await tx.apps.findMany(of('app'))).filter(unnamed('app')),
    groups: (await tx.groups.findMany(of('group'))).filter(unnamed('group')),
    accounts: (await tx.serviceAccounts.findMany(of('service-account'))).filter(unnamed('service-account')),
    policies: (await allPolicies).filter((row) => policies.has(row.id) && unnamed('policy')(row)),
    tests: (await allTests).filter(({ id }) => tests.has(id) && !kept.has(id)),
    tags: (await allTags).filter((row) => tags.has(row.name) && unnamed('tag')(row)).map(({ name }) => name),
  };
}

interface Named {
  readonly id: string;
  readonly name: string;
  readonly version: number;
}

/** Says what becomes of what is left: it goes, or it stays until somebody asks for it to go. */
export async function itemsOf(
  { tx }: Applying,
  left: LeftBehind,
  action: 'remove' | 'left',
): Promise<readonly ApplyItem[]> {
  const row = (kind: ApplyItem['kind'], { id, name, version }: Named) => ({
    kind,
    id,
    name,
    version,
    action,
    fields: [],
    lines: [],
  });
  const tests: ApplyItem[] = [];
  for (const { id, spec } of left.tests) {
    const name = sentenceOf(await withNames(tx, policyTestSpecSchema.parse(spec)));
    tests.push({ kind: 'policy-test', id, name, version: null, action, fields: [], lines: [] });
  }
  return [
    ...tests,
    ...left.policies.map((policy) => row('policy', policy)),
    ...left.accounts.map((account) => row('service-account', account)),
    ...left.apps.map((app) => row('app', app)),
    ...left.groups.map((group) => row('group', group)),
    ...left.tags.map((name) => ({
      kind: 'tag' as const,
      id: name,
      name,
      version: null,
      action,
      fields: [],
      lines: [],
    })),
  ];
}

/** Removes sentences that are left, before anything is held to them. */
export async function removeTests({ tx, events, judged }: Applying, left: LeftBehind): Promise<void> {
  for (const { id } of left.tests) {
    const before = await tx.policyTests.remove(id);
    if (before !== undefined) judged.push(await removedTest(tx, before));
    events.push({ kind: 'object-removed', about: [id], data: { before: { id, spec: before?.spec } } });
  }
}

/** Removes accounts, apps, groups and tags that are left, in an order in which none is in use by another of them. */
export async function removeObjects(applying: Applying, left: LeftBehind): Promise<void> {
  const { tx, call, problems } = applying;
  for (const account of left.accounts) note(applying, await deleteAccount(tx, account));
  for (const app of left.apps) note(applying, await deleteApp(call, tx, app));
  for (const group of left.groups) note(applying, await deleteGroup(tx, group));
  for (const name of await undermostFirst(applying, left.tags)) {
    try {
      note(applying, await deleteTag(tx, name));
    } catch (thrown) {
      if (!isFault(thrown, 'conflict')) throw thrown;
      problems.push({ at: '', message: `the tag ${name} cannot be removed: ${thrown.message}` });
    }
  }
}

async function undermostFirst({ tx }: Applying, tags: readonly string[]): Promise<readonly string[]> {
  const parentsOf = new Map((await tx.tags.all()).map(({ name, parents }) => [name, parents]));
  const depth = (name: string): number =>
    1 + Math.max(0, ...(parentsOf.get(name) ?? []).map((parent) => depth(parent)));
  return tags.toSorted((one, other) => depth(other) - depth(one));
}
