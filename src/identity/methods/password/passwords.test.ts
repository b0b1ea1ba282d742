import { expect, it } from 'vitest';
import { createPasswords } from './passwords.ts';

const cheap = { memoryCost: 1024, timeCost: 1 };

it('tells the right password from a wrong one, and from nobody', async () => {
  const passwords = createPasswords({ cost: cheap });
  const made = await passwords.hash('correct horse battery');
  if (!made.ok) throw new Error('busy');
  expect(made.value).toMatch(/^\$argon2id\$v=19\$m=1024,t=1,p=1\$/);
  expect(await passwords.check('correct horse battery', made.value)).toEqual({ ok: true, value: 'right' });
  expect(await passwords.check('correct horse batterie', made.value)).toEqual({ ok: true, value: 'wrong' });
  expect(await passwords.check('correct horse battery', undefined)).toEqual({ ok: true, value: 'wrong' });
});

it('takes composed and decomposed letters for the same, and nothing longer than the limit', async () => {
  const passwords = createPasswords({ cost: cheap });
  const made = await passwords.hash('Zürich-Löwenbräu');
  if (!made.ok) throw new Error('busy');
  const typed = 'Zürich-Löwenbräu'.normalize('NFD');
  expect(await passwords.check(typed, made.value)).toEqual({ ok: true, value: 'right' });
  const long = await passwords.hash('x'.repeat(512));
  if (!long.ok) throw new Error('busy');
  expect(await passwords.check('x'.repeat(513), long.value)).toEqual({ ok: true, value: 'wrong' });
});

it('says when a hash is weaker than those made now', async () => {
  const old = await createPasswords({ cost: cheap }).hash('correct horse battery');
  if (!old.ok) throw new Error('busy');
  const now = createPasswords({ cost: { memoryCost: 2048, timeCost: 1 } });
  expect(await now.check('correct horse battery', old.value)).toEqual({ ok: true, value: 'right-stale' });
});

it('turns a flood away instead of queueing it without bound', async () => {
  const passwords = createPasswords({ cost: cheap, running: 1, waiting: 3 });
  const answers = await Promise.all(Array.from({ length: 12 }, () => passwords.check('x', undefined)));
  expect(answers.filter((answer) => answer.ok)).toHaveLength(4);
  expect(answers.filter((answer) => !answer.ok)).toHaveLength(8);
});
