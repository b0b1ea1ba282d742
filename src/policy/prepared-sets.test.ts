import { expect, it } from 'vitest';
import { policiesOf } from '#testing/decisions.ts';
import { statefulIsAuthorized } from './cedar.ts';
import { createPreparedSets, type PreparedSets } from './prepared-sets.ts';
import { readStatements } from './statement.ts';

const owners = [0, 1, 2, 3].map((n) => ({
  app: `app_${n}`,
  statements: policiesOf(
    `permit(principal is Person, action == Action::"open", resource == App::"app_${n}");`,
  ).flatMap(readStatements),
}));

function allows(sets: PreparedSets, owner: (typeof owners)[number], app: string): boolean {
  const answer = statefulIsAuthorized({
    principal: { type: 'Person', id: 'per_a' },
    action: { type: 'Action', id: 'open' },
    resource: { type: 'App', id: app },
    context: {},
    entities: [],
    validateRequest: false,
    preparsedPolicySetId: sets.nameOf(owner, owner.statements),
  });
  return answer.type === 'success' && answer.response.decision === 'allow';
}

it.each([
  { mostSets: 2, mostStatements: 100 },
  { mostSets: 100, mostStatements: 3 },
  { mostSets: 1, mostStatements: 1 },
])('asks the right set, however often sets give way to each other ($mostSets, $mostStatements)', (bounds) => {
  const sets = createPreparedSets(bounds);
  for (const place of [0, 1, 0, 2, 3, 0, 1, 1, 3, 2, 0, 3]) {
    const owner = owners[place] ?? { app: '', statements: [] };
    for (const { app } of owners) expect(allows(sets, owner, app)).toBe(app === owner.app);
  }
});

it('uses no more names than it may', () => {
  const sets = createPreparedSets({ mostSets: 2, mostStatements: 100 });
  const names = [0, 1, 2, 3, 0, 1, 2, 3].map((place) => {
    const owner = owners[place] ?? { app: '', statements: [] };
    return sets.nameOf(owner, owner.statements);
  });
  expect(new Set(names).size).toBe(2);
});
