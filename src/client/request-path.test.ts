import { expect, it } from 'vitest';
import { requestPath } from './request-path.ts';

it('fills path and query, each value as one piece', () => {
  const parts = { params: { app: 'a/b?c#d' }, query: { search: 'x&y=z', limit: 5, cursor: undefined } };
  expect(requestPath('/apps/{app}', parts)).toBe('/apps/a%2Fb%3Fc%23d?search=x%26y%3Dz&limit=5');
  expect(requestPath('/apps', {})).toBe('/apps');
});

it.each(['..', '.', '', undefined, {}])('refuses %j, which would be another path', (app) => {
  expect(() => requestPath('/apps/{app}', { params: { app } })).toThrow(TypeError);
});
