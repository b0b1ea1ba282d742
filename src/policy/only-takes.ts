import { canonicalJson } from '#base/canonical-json.ts';
import type { PolicyJson } from './cedar.ts';
import type { Statement } from './statement.ts';

/** A statement with the moment from which it has its say: 0 for now, a date, or infinity for never. */
export interface Standing extends Pick<Statement, 'effect' | 'json'> {
  readonly from: number;
}

/**
 * Tells whether a permit lets nobody in whom another one does not, by its form alone: the same scope or a part of it,
 * every condition of the other in the same order, and nothing but more conditions behind them. No means "not shown", not
 * "gives more". A condition that fails to evaluate makes a permit not hold, so more conditions never give.
 */
export function permitWithin(narrow: Standing, wide: Standing): boolean {
  return (
    wide.from <= narrow.from &&
    isScopeWithin(narrow.json, wide.json) &&
    beginsWith(narrow.json.conditions, wide.json.conditions)
  );
}

/**
 * Tells whether a forbid refuses everything that another one does. Its conditions must be the first of the other's:
 * conditions are evaluated in their order, and a forbid that fails to evaluate refuses, so leaving one out from the
 * front could lose a refusal that came of its failing.
 */
export function forbidCovers(wide: Standing, narrow: Standing): boolean {
  return (
    wide.from <= narrow.from &&
    isScopeWithin(narrow.json, wide.json) &&
    beginsWith(narrow.json.conditions, wide.json.conditions)
  );
}

type Scope = PolicyJson['principal'] | PolicyJson['resource'];

function isScopeWithin(narrow: PolicyJson, wide: PolicyJson): boolean {
  return (
    same(narrow.action, wide.action) &&
    isPartOf(narrow.principal, wide.principal) &&
    isPartOf(narrow.resource, wide.resource)
  );
}

/** The same, or `is T in G` within `is T` or `in G`; `== e` within `is` of its type. */
function isPartOf(narrow: Scope, wide: Scope): boolean {
  if (wide.op === 'All' || same(narrow, wide)) return true;
  if (wide.op === 'is' && wide.in === undefined) {
    if (narrow.op === 'is') return narrow.entity_type === wide.entity_type;
    return narrow.op === '==' && 'entity' in narrow && typeOf(narrow.entity) === wide.entity_type;
  }
  if (wide.op === 'in' && 'entity' in wide && narrow.op === 'is' && narrow.in !== undefined) {
    return same(narrow.in, { entity: wide.entity });
  }
  return false;
}

function typeOf(entity: unknown): unknown {
  if (typeof entity !== 'object' || entity === null) return undefined;
  if ('type' in entity) return entity.type;
  return '__entity' in entity ? typeOf(entity.__entity) : undefined;
}

function beginsWith(longer: PolicyJson['conditions'], shorter: PolicyJson['conditions']): boolean {
  return shorter.every((condition, place) => {
    const other = longer[place];
    return other !== undefined && same(other, condition);
  });
}

function same(one: unknown, other: unknown): boolean {
  return canonicalJson(one) === canonicalJson(other);
}
