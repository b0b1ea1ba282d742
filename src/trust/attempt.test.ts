import { expect, it } from 'vitest';
import { type Attempt, attemptLifetimeMs, openAttempt, sealAttempt } from './attempt.ts';

const key = (id: string) => ({ id, secret: Buffer.alloc(32, id).toString('base64url') });
const attempt: Attempt = {
  id: 'a1',
  host: 'wiki.example.org',
  path: '/x?y=1',
  nonceHash: 'n',
  at: 1_000_000,
};

it('brings back what was sealed, by an older key too', () => {
  const text = sealAttempt([key('a')], attempt);
  expect(openAttempt([key('b'), key('a')], text, attempt.at + 5)).toEqual({ ok: true, value: attempt });
});

it('refuses what was altered, made by another key, or is too old', () => {
  const text = sealAttempt([key('a')], attempt);
  const [id, payload, mac] = text.split('.');
  const other = Buffer.from(JSON.stringify({ ...attempt, host: 'evil.example' })).toString('base64url');
  expect(openAttempt([key('a')], `${id}.${other}.${mac}`, attempt.at)).toEqual({
    ok: false,
    error: 'forged',
  });
  expect(openAttempt([key('b')], text, attempt.at)).toEqual({ ok: false, error: 'forged' });
  expect(openAttempt([{ ...key('b'), id: 'a' }], text, attempt.at)).toEqual({ ok: false, error: 'forged' });
  expect(openAttempt([key('a')], text, attempt.at + attemptLifetimeMs + 1)).toEqual({
    ok: false,
    error: 'expired',
  });
  for (const junk of ['', '.', '..', 'a.b', `${id}.${payload}.`, 'x'.repeat(10_000), '__proto__.x.y'])
    expect(openAttempt([key('a')], junk, attempt.at).ok).toBe(false);
});
