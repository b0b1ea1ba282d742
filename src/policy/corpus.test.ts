import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { policiesOf } from '#testing/decisions.ts';
import { checkPolicy } from './check.ts';

// Policies as they were stored under earlier schemas, a file for each version of the schema. A file is never
// changed; whoever extends the schema adds one. If this test fails, somebody's stored policies have stopped being
// valid, and their next start or publication would be refused.
const folder = new URL('fixtures/stored-policies/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.cedar'));

it('has a corpus', () => {
  expect(files.length).toBeGreaterThan(0);
});

it.each(files)('still accepts every policy of %s', (name) => {
  const texts = readFileSync(new URL(name, folder), 'utf8').split(/^\/\/ ---$/m);
  expect(texts.length).toBeGreaterThan(20);
  expect(policiesOf(...texts).flatMap(checkPolicy)).toEqual([]);
});
