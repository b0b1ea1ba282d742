import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { isSecret, secret } from './secret.ts';

it('shows its value to nobody who does not ask for it by name', () => {
  const hidden = secret('hunter2');
  const shown = [
    String(hidden),
    ''.concat(hidden as unknown as string),
    JSON.stringify({ hidden }),
    inspect({ deep: [hidden] }, { depth: 9, showHidden: true }),
    Object.entries(hidden)
      .filter(([, value]) => typeof value !== 'function')
      .join(),
  ].join('\n');
  expect(shown).not.toContain('hunter2');
  expect(shown).toContain('[secret]');
  expect(hidden.reveal()).toBe('hunter2');
});

it('is known by what it is, not by how it looks', () => {
  expect(isSecret(secret(1))).toBe(true);
  expect(isSecret({ reveal: () => 1 })).toBe(false);
  expect(isSecret(undefined)).toBe(false);
});
