import type { Rule } from './rule.ts';

/**
 * Refuses a bare `principal`. It would come to mean every kind of principal that is added later, and would stop
 * being valid the day one of them lacks an attribute that the policy reads.
 */
export const principalScoped: Rule = ({ json }) => {
  if (json.principal.op !== 'All') return [];
  const help = 'write `principal is Person` (or `principal is ServiceAccount`, or name a group)';
  return [
    {
      message: 'the policy does not say what kind of principal it is about',
      help,
      near: /(?<=\(\s*)principal\b/,
    },
  ];
};
