import { expect, it } from 'vitest';
import { readJoinToken, writeJoinToken } from './join.ts';

const parts = { secret: 's'.repeat(43), authority: 'a'.repeat(43) };

it('brings back what a join token says, and refuses what is damaged', () => {
  const token = writeJoinToken(parts);
  expect(readJoinToken(` ${token}\n`)).toEqual(parts);
  for (const damaged of [token.slice(1), token.slice(0, -1), `${token}x`, token.replace('.', ''), ''])
    expect(readJoinToken(damaged)).toBeUndefined();
});
