import { expect, it } from 'vitest';
import { canonicalBytes } from '#base/canonical-json.ts';
import { someApp, someInput, somePerson } from '#testing/decisions.ts';
import { digestInput } from './input-digest.ts';

it('writes the canonical form of the whole, without the moment and the session', () => {
  for (const input of [
    someInput(),
    someInput({ http: { method: 'GET', path: '/ä' }, route: { id: 'rte_1', name: 'r' } }),
  ]) {
    const { session: _, time, ...lasting } = input;
    const whole = canonicalBytes({ ...lasting, time: { zone: time.zone } });
    // The second time from what was remembered.
    for (const round of [1, 2])
      expect([round, digestInput(input).bytes.toString()]).toEqual([round, whole.toString()]);
  }
});

it('tells facts apart that were read anew, and knows equal ones again', () => {
  const before = digestInput(someInput({ principal: somePerson(), resource: someApp() })).digest;
  const others = [
    someInput({ principal: somePerson({ labels: ['leaver'] }), resource: someApp() }),
    someInput({ principal: somePerson(), resource: someApp({ sensitivity: 'high' }) }),
  ];
  for (const other of others) expect(digestInput(other).digest).not.toBe(before);
  expect(digestInput(someInput({ principal: somePerson(), resource: someApp() })).digest).toBe(before);
});
