import { expect, it } from 'vitest';
import { changesOf } from '../console/src/pages/audit/changes-of.ts';

it('tells each field that differs, and nothing that every write changes by itself', () => {
  const before = { name: 'Ada', roles: [], version: 1, changedAt: 1, gone: 'x' };
  const after = { name: 'Ada L.', roles: ['admin'], version: 2, changedAt: 2, labels: [] };
  expect(changesOf({ type: 'person', before, after })).toEqual([
    { field: 'name', before: 'Ada', after: 'Ada L.' },
    { field: 'roles', before: '[]', after: '[\n "admin"\n]' },
    { field: 'gone', before: 'x', after: undefined },
    { field: 'labels', before: undefined, after: '[]' },
  ]);
});

it('tells all of what was made or removed, and nothing of records that change no object', () => {
  expect(changesOf({ after: { name: 'x' } })).toEqual([{ field: 'name', before: undefined, after: 'x' }]);
  expect(changesOf({ before: { name: 'x' } })).toEqual([{ field: 'name', before: 'x', after: undefined }]);
  expect(changesOf({ session: 'ses_x' })).toBeUndefined();
  expect(changesOf({ before: 'invited', after: ['x'] })).toBeUndefined();
  expect(changesOf(null)).toBeUndefined();
});
