import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createHashingThreads, hashingThreadCount } from './hashing-threads.ts';
import { createPasswords } from './passwords.ts';

const cost = { memoryCost: 1024, timeCost: 1, parallelism: 1 };

it('leaves half of the processors to everything else, and takes one at least', () => {
  expect([1, 2, 3, 4, 8, 64].map(hashingThreadCount)).toEqual([1, 1, 1, 2, 4, 4]);
});

it('hashes and checks in threads of its own', async () => {
  const threads = createHashingThreads(2);
  const [hash] = await Promise.all([threads.hash('one', cost), threads.hash('two', cost)]);
  expect(await threads.verify(hash, 'one')).toBe(true);
  expect(await threads.verify(hash, 'two')).toBe(false);
  await expect(threads.verify('not a hash', 'one')).rejects.toThrow('Decoding failed');
});

it.runIf(process.platform === 'linux')('gives way to the rest of the process', async () => {
  const threads = createHashingThreads(2);
  const before = nicest();
  await Promise.all([threads.hash('one', cost), threads.hash('two', cost)]);
  expect(nicest() - before).toBe(2);
});

it('serves passwords', async () => {
  const passwords = createPasswords({ cost, hashing: createHashingThreads(1) });
  const made = await passwords.hash('correct horse battery');
  if (!made.ok) throw new Error('busy');
  expect(await passwords.check('correct horse battery', made.value)).toEqual({ ok: true, value: 'right' });
  expect(await passwords.check('correct horse batterie', made.value)).toEqual({ ok: true, value: 'wrong' });
  expect(await passwords.check('anything', undefined)).toEqual({ ok: true, value: 'wrong' });
});

// How many threads of this process wait for the others (proc(5): the 19th field of stat).
function nicest(): number {
  return readdirSync('/proc/self/task').filter((thread) => {
    const stat = readFileSync(`/proc/self/task/${thread}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(fields[16]) >= 5;
  }).length;
}
