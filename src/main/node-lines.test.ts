import { expect, it } from 'vitest';
import { nodeWarning } from './node-lines.ts';

it('warns about a line that has ended, and names those that live', () => {
  const now = new Date('2026-11-22');
  expect(nodeWarning('v20.19.0', now)).toBe(
    'Node 20 has had no security fixes since 2026-04-30. Use Node 22 or 24.',
  );
  expect(nodeWarning('v25.1.0', now)).toContain('for a few months only');
  expect(nodeWarning('v24.3.0', now)).toBeUndefined();
  expect(nodeWarning('v28.0.0', now)).toBeUndefined();
});
