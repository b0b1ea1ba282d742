import { expect, it } from 'vitest';
import { toldByRecord } from './told.ts';

const nouns = (...record: Parameters<typeof toldByRecord>) => toldByRecord(...record).map(({ noun }) => noun);

it('tells of a decision, not of all whom it concerns', () => {
  expect(nouns('decision-made', ['dec_1', 'per_1', 'ses_1', 'app_1', 'grt_1'])).toEqual([
    'decisions',
    'audit',
  ]);
});

it('tells of every object that a record is about', () => {
  expect(nouns('object-changed', ['grp_1', 'per_1'])).toEqual(['groups', 'people', 'audit']);
  expect(nouns('policy-published', ['pol_1'])).toContain('policies');
});

it('tells of something when what it is about has no identifier', () => {
  expect(nouns('object-created', [])).toEqual(['other', 'audit']);
  expect(nouns('object-changed', ['settings'])).toEqual(['other', 'audit']);
});
