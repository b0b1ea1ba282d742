import { expect, it } from 'vitest';
import { api } from '#contracts/api/operations.ts';
import type { Rights } from '#contracts/api/rights.ts';
import { judge, thingsOf } from './judge.ts';

const said = (...items: readonly Partial<Rights>[]) =>
  new Map(items.map((item) => [item.of ?? '', { of: '', allowed: [], stronger: [], ...item }]));
const update = { by: api.policies.update, about: { policy: 'pol_1' } };

it('asks of each thing that the operation is done to', () => {
  expect(thingsOf(update, 'per_1')).toEqual(['Policy:pol_1', 'Policy:all']);
  expect(thingsOf({ by: api.decisions.list }, 'per_1')).toEqual([]);
});

it('offers what is allowed of all of them, and nothing before that is known', () => {
  const one = { of: 'Policy:pol_1', allowed: ['write' as const] };
  expect(judge(update, 'per_1', said(one))).toEqual({ kind: 'unknown' });
  expect(judge(update, 'per_1', said(one, { of: 'Policy:all' }))).toEqual({ kind: 'no' });
  const all = { of: 'Policy:all', allowed: ['publish' as const] };
  expect(judge(update, 'per_1', said(one, all))).toEqual({ kind: 'yes' });
});

it('says what a stronger sign-in would open, unless something else is refused outright', () => {
  const need = { methods: ['hwk'] };
  const all = { of: 'Policy:all', stronger: [{ action: 'publish' as const, need }] };
  const one = { of: 'Policy:pol_1', allowed: ['write' as const] };
  expect(judge(update, 'per_1', said(one, all))).toEqual({ kind: 'stronger', need });
  expect(judge(update, 'per_1', said({ of: 'Policy:pol_1' }, all))).toEqual({ kind: 'no' });
});

it('lets everybody end what is their own', () => {
  const end = { by: api.sessions.end, about: { session: 'ses_1', owner: 'per_1' } };
  expect(judge(end, 'per_1', said())).toEqual({ kind: 'yes' });
  expect(thingsOf(end, 'per_2')).toEqual(['Session:ses_1']);
  // Nobody in particular owns nothing in particular.
  expect(judge({ by: api.sessions.end, about: { session: 'ses_1' } }, undefined, said())).toEqual({
    kind: 'unknown',
  });
});

it('asks more where more is asked', () => {
  const and = [{ action: 'grantRole' as const, type: 'Person' as const, param: 'person' }];
  const reset = { by: api.people.resetLink, about: { person: 'per_2' }, and };
  const of = 'Person:per_2';
  expect(judge(reset, 'per_1', said({ of, allowed: ['write'] }))).toEqual({ kind: 'no' });
  expect(judge(reset, 'per_1', said({ of, allowed: ['write', 'grantRole'] }))).toEqual({ kind: 'yes' });
});

it('offers nothing of the machine’s own socket', () => {
  expect(judge({ by: api.installation.backup }, 'per_1', said())).toEqual({ kind: 'no' });
});
