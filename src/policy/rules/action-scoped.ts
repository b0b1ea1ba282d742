import type { Rule } from './rule.ts';

/** Refuses a bare `action`: it would reach into every action that is added later, which has a context of its own. */
export const actionScoped: Rule = ({ json }) => {
  if (json.action.op !== 'All') return [];
  const help = 'write `action == Action::"open"` or `action in Action::"administer"`';
  return [{ message: 'the policy does not say which action it is about', help, near: /(?<=,\s*)action\b/ }];
};
