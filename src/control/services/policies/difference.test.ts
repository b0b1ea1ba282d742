import { expect, it } from 'vitest';
import type { VersionedPolicy } from '#contracts/policies.ts';
import { differenceOf } from './difference.ts';
import { differingLines } from '#contracts/differing-lines.ts';

const policy = (more: Partial<VersionedPolicy> = {}): VersionedPolicy => ({
  id: 'pol_a',
  name: 'a',
  title: 'A',
  text: 'one\ntwo\nthree',
  mode: 'enforce',
  enabled: true,
  ...more,
});

it('says nothing of what is the same', () => {
  expect(differenceOf([policy()], [policy()])).toEqual([]);
});

it('tells what came, went and changed, in words', () => {
  const before = [policy(), policy({ id: 'pol_b', name: 'b', mode: 'observe' }), policy({ id: 'pol_c' })];
  const after = [
    policy({ mode: 'observe' }),
    policy({ id: 'pol_c', enabled: false, title: 'C' }),
    policy({ id: 'pol_d' }),
  ];
  expect(differenceOf(before, after).map(({ id, kind, words }) => [id, kind, words])).toEqual([
    ['pol_a', 'changed', ['enforcing → only observing']],
    ['pol_c', 'changed', ['enforcing → off', 'title was “A”']],
    ['pol_d', 'added', ['added, enforcing']],
    ['pol_b', 'removed', ['removed, only observing']],
  ]);
});

it('notices a changed mode of a policy that is off', () => {
  const off = policy({ enabled: false });
  expect(differenceOf([off], [{ ...off, mode: 'observe' }])[0]?.words).toEqual(['mode enforce → observe']);
});

it('shows the fewest lines that tell two texts apart', () => {
  expect(differingLines('a\nb\nc\nd', 'a\nx\nc\ny\nd').map(({ kind, text }) => `${kind} ${text}`)).toEqual([
    'same a',
    'removed b',
    'added x',
    'same c',
    'added y',
    'same d',
  ]);
});

it('loses no line of either text, however long they are', () => {
  const before = Array.from({ length: 3_000 }, (_, n) => `old ${n}`).join('\n');
  const after = Array.from({ length: 3_000 }, (_, n) => `new ${n}`).join('\n');
  const found = differingLines(`same\n${before}`, `same\n${after}`);
  expect(found.filter(({ kind }) => kind === 'removed')).toHaveLength(3_000);
  expect(found.filter(({ kind }) => kind === 'added')).toHaveLength(3_000);
  expect(found[0]).toEqual({ kind: 'same', text: 'same' });
});
