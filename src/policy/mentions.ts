import type { PolicyJson } from './cedar.ts';
import { entityKey } from './entity-key.ts';
import { visitCondition } from './visit-condition.ts';

/**
 * What the text of statements can possibly look at. Everything else of a request cannot change their answer,
 * so it is left out before evaluation.
 */
export interface Mentions {
  /** Entities named, as `Type::id`. */
  readonly entities: Set<string>;
  /** Types of entities that are named where their own parents count (`Group::"a" in Group::"b"`). */
  readonly looseTypes: Set<string>;
  /** Names of entity attributes, whosever they are. */
  readonly attributes: Set<string>;
  /** Dotted paths below `context` whose value is used; the empty path is the whole of it. */
  readonly context: Set<string>;
  /** Dotted paths below `context` that are only asked for with `has`. */
  readonly presence: Set<string>;
  /** Whole numbers at which comparisons of a path of the context with a number change, while it grows. */
  readonly compared: Map<string, Set<number>>;
  /** Paths of the context that are used in another way than by comparison with a number. */
  readonly uncompared: Set<string>;
  /** Variables whose identity may matter beyond the entities named. */
  readonly bare: Set<string>;
  /** Whether something is asked to be in what no text names, as in `principal in resource`: every ancestor counts. */
  anyAncestor: boolean;
  /** Attributes read of who asks, of the resource, and of entities that are neither for sure. */
  readonly principalAttributes: Set<string>;
  readonly resourceAttributes: Set<string>;
  readonly otherAttributes: Set<string>;
  /** Whether a condition asks what the resource is in. */
  resourceIn: boolean;
  /** Left sides of `in` and owners of attributes that are neither a variable nor an entity named. */
  readonly indirect: Set<string>;
}

/** Nothing mentioned yet. */
export function noMentions(): Mentions {
  return {
    entities: new Set(),
    looseTypes: new Set(),
    attributes: new Set(),
    context: new Set(),
    presence: new Set(),
    compared: new Map(),
    uncompared: new Set(),
    bare: new Set(),
    anyAncestor: false,
    principalAttributes: new Set(),
    resourceAttributes: new Set(),
    otherAttributes: new Set(),
    resourceIn: false,
    indirect: new Set(),
  };
}

/** Collects what one statement mentions, in its scopes and its conditions. */
export function mentionsOf(policy: PolicyJson): Mentions {
  const mentions = noMentions();
  for (const scope of [policy.principal, policy.resource]) {
    const entity = scopeEntity(scope);
    if (entity !== undefined) mentions.entities.add(entityKey(entity));
  }
  for (const condition of policy.conditions) visitCondition(condition.body, mentions);
  return mentions;
}

/** The entity that a scope names, if it names one. */
export function scopeEntity(
  scope: PolicyJson['principal'] | PolicyJson['resource'],
): { readonly type: string; readonly id: string } | undefined {
  if (scope.op === 'All') return undefined;
  const target = scope.op === 'is' ? scope.in : scope;
  if (target === undefined || !('entity' in target)) return undefined;
  return '__entity' in target.entity ? target.entity.__entity : target.entity;
}

/** Adds up what several statements mention. */
export function mergeMentions(all: readonly Mentions[]): Mentions {
  const sum = noMentions();
  for (const one of all) {
    for (const entity of one.entities) sum.entities.add(entity);
    for (const type of one.looseTypes) sum.looseTypes.add(type);
    for (const attribute of one.attributes) sum.attributes.add(attribute);
    for (const path of one.context) sum.context.add(path);
    for (const path of one.presence) sum.presence.add(path);
    for (const path of one.uncompared) sum.uncompared.add(path);
    for (const variable of one.bare) sum.bare.add(variable);
    for (const attribute of one.principalAttributes) sum.principalAttributes.add(attribute);
    for (const attribute of one.resourceAttributes) sum.resourceAttributes.add(attribute);
    for (const attribute of one.otherAttributes) sum.otherAttributes.add(attribute);
    if (one.anyAncestor) sum.anyAncestor = true;
    if (one.resourceIn) sum.resourceIn = true;
    for (const place of one.indirect) sum.indirect.add(place);
    for (const [path, numbers] of one.compared) {
      const known = sum.compared.get(path) ?? new Set();
      for (const number of numbers) known.add(number);
      sum.compared.set(path, known);
    }
  }
  return sum;
}

/** Tells whether the value at a path of the context can matter: it, something above or below it is used. */
export function usesContext(mentions: Mentions, path: string): boolean {
  return [...mentions.context].some((used) => covers(used, path) || covers(path, used));
}

/** Tells whether one dotted path is another one or stands above it. */
export function covers(upper: string, path: string): boolean {
  return upper === '' || upper === path || path.startsWith(`${upper}.`);
}
