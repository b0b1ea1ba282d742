import type { PolicyJson } from './cedar.ts';

/**
 * The label without which a resource never meets a statement, if the statement begins by asking for one: then its
 * first condition is false wherever the label lacks, and Cedar looks at nothing behind it, so that it cannot even
 * err. Undefined: no such label.
 */
export function labelNeeded({ conditions }: Pick<PolicyJson, 'conditions'>): string | undefined {
  const [first] = conditions;
  return first?.kind === 'when' ? leftmost(first.body) : undefined;
}

function leftmost(expression: unknown): string | undefined {
  const both = member(expression, '&&');
  if (both !== undefined) return leftmost(member(both, 'left'));
  const contains = member(expression, 'contains');
  const read = member(member(contains, 'left'), '.');
  const ofResource = member(member(read, 'left'), 'Var') === 'resource' && member(read, 'attr') === 'labels';
  const label = member(member(contains, 'right'), 'Value');
  return ofResource && typeof label === 'string' ? label : undefined;
}

function member(thing: unknown, name: string): unknown {
  if (typeof thing !== 'object' || thing === null || Array.isArray(thing)) return undefined;
  return Object.hasOwn(thing, name) ? Object.entries(thing).find(([key]) => key === name)?.[1] : undefined;
}
