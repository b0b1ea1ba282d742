import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { configurationReference } from './reference.ts';
import { namedSettings } from './sections.ts';

it('is what docs/configuration.md says (npm run docs writes it)', () => {
  expect(readFileSync('docs/configuration.md', 'utf8')).toBe(configurationReference());
});

it('gives every setting names of its own', () => {
  expect(namedSettings.length).toBeGreaterThan(20);
  for (const names of [
    namedSettings.map(({ path }) => path),
    namedSettings.map(({ flag }) => flag),
    namedSettings.flatMap(({ variables }) => variables),
  ])
    expect(new Set(names).size).toBe(names.length);
});
