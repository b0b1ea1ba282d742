import { canonicalJson } from '#base/canonical-json.ts';
import type { ObjectDifference } from '#contracts/api/proposals.ts';
import type { PolicyChange } from '#contracts/api/policy-versions.ts';
import type { VersionedPolicy } from '#contracts/policies.ts';
import { fieldDifferences } from '../apply/field-differences.ts';
import { differenceOf } from '../policies/difference.ts';
import { showNames } from '../policies/resolve-names.ts';
import type { Judged, JudgedPolicies } from './judged.ts';

type Names = Parameters<typeof showNames>[0];

/** What every write changes by itself, or what is no part of a thing. */
const unshown: ReadonlySet<string> = new Set([
  'id',
  'version',
  'createdAt',
  'changedAt',
  'url',
  'addresses',
  'groups',
]);

/** Says how each thing that was judged differs, for people. */
export async function differencesOf(
  store: Names,
  judged: readonly Judged[],
): Promise<readonly ObjectDifference[]> {
  const all: ObjectDifference[] = [];
  for (const one of judged) {
    if (one.type === 'policies') all.push(...(await ofPolicies(store, one)));
    else if (one.type === 'deed') {
      const { deed, id, name, detail } = one;
      all.push({ type: deed, id, name, words: [], fields: fieldDifferences({}, detail), lines: [] });
    } else {
      const { type, before, after } = one;
      const fields = fieldDifferences(shownOf(before ?? {}), shownOf(after));
      const words = before === undefined ? ['added'] : [];
      all.push({ type, id: after.id, name: after.name, words, fields, lines: [] });
    }
  }
  return all;
}

async function ofPolicies(
  store: Names,
  { before, after }: JudgedPolicies,
): Promise<readonly ObjectDifference[]> {
  const [was, is] = [await withNames(store, before), await withNames(store, after)];
  return differenceOf(was, is).map(({ id, name, words, lines }) => ({
    type: 'policy',
    id,
    name,
    words,
    fields: [],
    lines,
  }));
}

function shownOf(thing: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(thing).filter(([field]) => !unshown.has(field)));
}

/** The changes of policies as a draft, so that a preview can say whom they give and take what; null: there are none. */
export async function draftOf(
  store: Names,
  judged: readonly Judged[],
): Promise<readonly PolicyChange[] | null> {
  const changed = judged.find((one): one is JudgedPolicies => one.type === 'policies');
  if (changed === undefined) return null;
  const after = await withNames(store, changed.after);
  const was = new Map(changed.before.map((policy) => [policy.id, policy]));
  const stored = new Map(changed.after.map((policy) => [policy.id, policy]));
  const draft: PolicyChange[] = changed.before
    .filter(({ id }) => !stored.has(id))
    .map(({ id }) => ({ kind: 'remove', policy: id }));
  for (const policy of after) {
    const { id, name, title, text, mode, enabled, enforceFrom = null } = policy;
    const old = was.get(id);
    if (old !== undefined && same(old, stored.get(id))) continue;
    const fields = { name, title, text, mode, enabled, ...(mode === 'observe' ? { enforceFrom } : {}) };
    draft.push(old === undefined ? { kind: 'create', ...fields } : { kind: 'update', policy: id, ...fields });
  }
  return draft.length > 100 || draft.length === 0 ? null : draft;
}

function same(one: VersionedPolicy, other: VersionedPolicy | undefined): boolean {
  return canonicalJson(one) === canonicalJson(other ?? null);
}

async function withNames(
  store: Names,
  policies: readonly VersionedPolicy[],
): Promise<readonly VersionedPolicy[]> {
  const texts = await showNames(
    store,
    policies.map(({ text }) => text),
  );
  return policies.map((policy, place) => ({ ...policy, text: texts[place] ?? policy.text }));
}
