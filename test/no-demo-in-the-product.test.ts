import { expect, it } from 'vitest';
import { sharedPassword } from '../examples/demo/cast.ts';
import { sourceFiles } from './support/source-files.ts';

// What is built is `src` and `console`: nothing of the demo's password and helpers may reach it.
it('keeps the demo out of what an installation runs', () => {
  const files = [...sourceFiles('src'), ...sourceFiles('console/src')];
  expect(files.length).toBeGreaterThan(100);
  const offences = files.filter(
    ({ text }) => /['"][^'"]*examples\/demo/.test(text) || text.includes(sharedPassword),
  );
  expect(offences.map(({ path }) => path)).toEqual([]);
});
