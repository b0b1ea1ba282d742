import { expect, it } from 'vitest';
import { detailFor, upstreamOf, withDetailFor } from '../apps/upstream-details.ts';
import { nameFor, readOwn } from './own-app.ts';

it('asks for the detail that mends a fault, and for no other', () => {
  expect(detailFor('wrong-host', 'http://127.0.0.1:3000')).toEqual({ name: 'host', value: '127.0.0.1:3000' });
  expect(detailFor('tls-untrusted', 'https://10.0.0.7')).toEqual({ name: 'ca', value: '' });
  expect(detailFor('tls-wrong-name', 'https://10.0.0.7')).toEqual({ name: 'serverName', value: '' });
  expect(detailFor('refused', 'http://127.0.0.1:3000')).toBeUndefined();
  const probe = { reachable: false, said: '', code: 'wrong-host' } as const;
  expect(withDetailFor({ pin: 'p' }, probe, 'http://wiki')).toEqual({ host: 'wiki', pin: 'p' });
  expect(withDetailFor({ host: 'mine' }, probe, 'http://wiki')).toEqual({ host: 'mine' });
});

it('writes what was given, and leaves out what was left empty', () => {
  expect(upstreamOf('https://10.0.0.7', { ca: ' ', host: ' wiki ', pin: '' })).toEqual({
    url: 'https://10.0.0.7',
    host: 'wiki',
  });
  const { app, policy } = readOwn({ url: 'http://a', details: {}, name: 'wiki', readers: 'administrators' });
  expect(app).toEqual({ name: 'wiki', upstream: { url: 'http://a' } });
  expect(policy.text).toContain('App::"wiki"');
  expect(nameFor('http://127.0.0.1:3000')).toBe('app-3000');
});
