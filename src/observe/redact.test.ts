import { expect, it } from 'vitest';
import { secret } from '#base/secret.ts';
import { Fault } from '#contracts/errors.ts';
import { redact, redactText } from './redact.ts';

const shown = (value: unknown): string => JSON.stringify(redact(value));

it('leaves out secrets by their type, wherever they stand', () => {
  const hidden = secret('hunter2');
  const cause = new Error('inner', { cause: hidden });
  const fault = new Fault('key-unavailable', 'outer', { cause, details: { list: [{ hidden }] } });
  const text = shown({ a: hidden, b: [hidden], c: new Map([['x', hidden]]), d: new Set([hidden]), fault });
  expect(text).not.toContain('hunter2');
  expect(text).toContain('key-unavailable');
});

it.each(['password', 'Authorization', 'set-cookie', 'client_secret', 'private_key', 'apiToken'])(
  'leaves out what stands under the name %s',
  (name) => {
    expect(shown({ headers: { [name]: 'hunter2' } })).not.toContain('hunter2');
  },
);

it.each([
  'connect to postgres://sallyport:hunter2@db:5432/x failed',
  'GET /setup?code=hunter2&x=1',
  'authorization: Bearer hunter2hunter2',
  'found eyJhbGciOiJFUzI1NiJ9.eyJoidW50ZXIyIn0.hunter2 in it',
  'slp_hunter2hunter2hunter2 was used',
  '-----BEGIN PRIVATE KEY-----\nhunter2\n-----END PRIVATE KEY-----',
])('takes the secret out of %j', (text) => {
  expect(redactText(text)).not.toContain('hunter2');
  expect(redactText(text)).toContain('[secret]');
});

it('leaves ordinary text as it is', () => {
  const text = 'https://console.sallyport.localhost:8443/apps?cursor=abc said 404 after 12 ms';
  expect(redactText(text)).toBe(text);
});

it('is bounded and survives what cannot be read', () => {
  const circle: Record<string, unknown> = {};
  circle['self'] = circle;
  const bad = {
    get broken(): string {
      throw new Error('no');
    },
  };
  expect(shown(circle)).toContain('[deeper]');
  expect(shown({ bad })).toContain('[unreadable]');
  expect(shown('x'.repeat(100_000)).length).toBeLessThan(5_000);
  expect(shown(Array.from({ length: 5_000 }, () => 1)).length).toBeLessThan(1_000);
  expect(shown({ bytes: Buffer.from('hunter2') })).not.toContain('hunter2');
  expect(shown({ __proto__: null, ok: 1 })).toBe('{"ok":1}');
});
