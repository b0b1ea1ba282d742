import { expect, it } from 'vitest';
import { cast, sharedPassword } from '../examples/demo/cast.ts';
import { sourceFiles } from './support/source-files.ts';

// What is built is `src` and `console`: nothing of the demo's people, passwords or helpers may reach it.
it('keeps the demo out of what an installation runs', () => {
  const files = [...sourceFiles('src'), ...sourceFiles('console/src')];
  expect(files.length).toBeGreaterThan(100);
  const secrets = [sharedPassword, ...cast.map(({ email }) => email)];
  const offences = files.filter(
    ({ text }) => /['"][^'"]*examples\/demo/.test(text) || secrets.some((secret) => text.includes(secret)),
  );
  expect(offences.map(({ path }) => path)).toEqual([]);
});
