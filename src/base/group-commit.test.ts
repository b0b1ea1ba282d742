import { expect, it } from 'vitest';
import { createGroupCommit } from './group-commit.ts';
import { turns } from '#testing/turns.ts';

function setUp(limits: { largest?: number; mostWaiting?: number } = {}) {
  const groups: (readonly number[])[] = [];
  const finish: ((error?: Error) => void)[] = [];
  const commit = createGroupCommit<number>({
    largest: limits.largest ?? 10,
    mostWaiting: limits.mostWaiting ?? 10,
    overflow: () => new Error('full'),
    write: (items) =>
      new Promise((resolve, reject) => {
        groups.push(items);
        finish.push((error) => (error === undefined ? resolve() : reject(error)));
      }),
  });
  return { groups, finish, commit };
}

it('writes together what came together, and one group at a time in order', async () => {
  const { groups, finish, commit } = setUp({ largest: 2 });
  const all = [commit.add(1), commit.add(2), commit.add(3)];
  await turns();
  expect(groups).toEqual([[1, 2]]);
  all.push(commit.add(4));
  finish[0]?.();
  await Promise.all(all.slice(0, 2));
  await turns();
  expect(groups).toEqual([
    [1, 2],
    [3, 4],
  ]);
  finish[1]?.();
  await Promise.all(all);
  await commit.idle();
  expect(commit.waiting()).toBe(0);
});

it('tells each item of a group that failed, and goes on', async () => {
  const { finish, commit } = setUp();
  const both = Promise.allSettled([commit.add(1), commit.add(2)]);
  await turns();
  finish[0]?.(new Error('away'));
  expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const next = commit.add(3);
  await turns();
  finish[1]?.();
  await next;
});

it('refuses what would make too many wait', async () => {
  const { finish, commit } = setUp({ mostWaiting: 2 });
  const two = [commit.add(1), commit.add(2)];
  await expect(commit.add(3)).rejects.toThrow('full');
  await turns();
  finish[0]?.();
  await Promise.all(two);
});
