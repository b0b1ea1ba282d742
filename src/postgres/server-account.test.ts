import { expect, it } from 'vitest';
import { chooseServerAccount } from './server-account.ts';

const line = (name: string, uid: number, gid = uid): string => `${name}:x:${uid}:${gid}::/:/bin/sh`;
const root = (...lines: string[]) =>
  chooseServerAccount({ uid: 0, gid: 0, groups: [0], passwd: ['root:x:0:0::/:/', ...lines].join('\n') });

it('runs as whoever started us, unless that is root', () => {
  const own = chooseServerAccount({ uid: 1000, gid: 100, groups: [7], passwd: '' });
  expect(own).toMatchObject({ uid: 1000, separate: false, groups: [100, 7] });
});

it('takes its own account, else postgres, else nobody, under root', () => {
  const nobody = line('nobody', 65534);
  const postgres = line('postgres', 101, 104);
  expect(root(nobody).name).toBe('nobody');
  expect(root(nobody, postgres)).toMatchObject({ name: 'postgres', uid: 101, gid: 104, separate: true });
  expect(root(nobody, postgres, line('sallyport-postgres', 900)).name).toBe('sallyport-postgres');
});

it('never runs as root under another name, and says so when there is nobody else', () => {
  expect(root(line('postgres', 0), line('nobody', 65534)).name).toBe('nobody');
  expect(() => root(line('postgres', 0), 'nobody:x::')).toThrow(/does not run as root/);
});
