import type { PolicyDifference } from '#contracts/api/policy-versions.ts';
import type { VersionedPolicy } from '#contracts/policies.ts';
import { type DiffLine, differingLines } from '#contracts/differing-lines.ts';

type Book = readonly VersionedPolicy[];

/** Says how two versions of the policies differ, policy by policy, in words and lines. */
export function differenceOf(before: Book, after: Book): PolicyDifference[] {
  const was = new Map(before.map((policy) => [policy.id, policy]));
  const is = new Set(after.map(({ id }) => id));
  const gone = before.filter(({ id }) => !is.has(id)).map((policy) => told(policy, 'removed'));
  const there = after.flatMap((policy) => {
    const old = was.get(policy.id);
    if (old === undefined) return [told(policy, 'added')];
    const words = wordsFor(old, policy);
    if (words.length === 0) return [];
    const { id, name, title } = policy;
    const lines = old.text === policy.text ? [] : differingLines(old.text, policy.text);
    return [{ id, name, title, kind: 'changed' as const, words: [...words], lines: [...lines] }];
  });
  return [...there, ...gone];
}

function told(policy: VersionedPolicy, kind: 'added' | 'removed'): PolicyDifference {
  const { id, name, title, text } = policy;
  const lines: DiffLine[] = text.split('\n').map((line) => ({ kind, text: line }));
  return { id, name, title, kind, words: [`${kind}, ${standing(policy)}`, ...dateOf(policy)], lines };
}

function dateOf({ enforceFrom }: VersionedPolicy): readonly string[] {
  return typeof enforceFrom === 'number' ? [`to be enforced from ${shownTime(enforceFrom)} on`] : [];
}

function standing({ enabled, mode }: VersionedPolicy): string {
  return enabled ? (mode === 'observe' ? 'only observing' : 'enforcing') : 'off';
}

/** A moment as sentences name it, UTC, to the minute. */
export function shownTime(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function wordsFor(before: VersionedPolicy, after: VersionedPolicy): readonly string[] {
  const words: string[] = [];
  if (standing(before) !== standing(after)) words.push(`${standing(before)} → ${standing(after)}`);
  else if (before.mode !== after.mode) words.push(`mode ${before.mode} → ${after.mode}`);
  const [was, is] = [before.enforceFrom ?? null, after.enforceFrom ?? null];
  if (was !== is && is !== null) words.push(`to be enforced from ${shownTime(is)} on`);
  if (was !== is && is === null && after.mode === 'observe') words.push('not enforced by itself any more');
  if (before.name !== after.name) words.push(`called ${before.name} before`);
  if (before.title !== after.title) words.push(`title was “${before.title}”`);
  if (before.text !== after.text) words.push('text changed');
  return words;
}
