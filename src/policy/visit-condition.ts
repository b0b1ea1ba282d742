import { Fault } from '#contracts/errors.ts';
import { entityKey } from './entity-key.ts';
import type { Mentions } from './mentions.ts';

type Node = Readonly<Record<string, unknown>>;
type Visit = (body: Node, mentions: Mentions) => void;

function isNode(thing: unknown): thing is Node {
  return typeof thing === 'object' && thing !== null && !Array.isArray(thing);
}

function node(thing: unknown): Node {
  if (!isNode(thing)) throw new Fault('internal', 'a policy has an expression that is not understood');
  return thing;
}

const both: Visit = (body, mentions) => {
  visitCondition(body.left, mentions);
  visitCondition(body.right, mentions);
};
const one: Visit = (body, mentions) => visitCondition(body.arg, mentions);

/** What to do with each operator of Cedar's JSON form; one that is not here is not understood, so refused. */
const visits: Readonly<Record<string, Visit>> = {
  '!': one,
  neg: one,
  isEmpty: one,
  '==': comparison([0, 1], [0, 1]),
  '!=': comparison([0, 1], [0, 1]),
  '<': comparison([0], [1]),
  '<=': comparison([1], [0]),
  '>': comparison([1], [0]),
  '>=': comparison([0], [1]),
  '&&': both,
  '||': both,
  '+': both,
  '-': both,
  '*': both,
  contains,
  containsAll: both,
  containsAny: both,
  getTag: both,
  hasTag: both,
  in: (body, mentions) => {
    subject(body.left, mentions);
    target(body.right, mentions);
  },
  is: (body, mentions) => {
    if (body.in === undefined) {
      if (variable(body.left) === undefined) visitCondition(body.left, mentions);
      return;
    }
    subject(body.left, mentions);
    target(body.in, mentions);
  },
  '.': (body, mentions) => attributes(body.left, [String(body.attr)], mentions),
  has: (body, mentions) => attributes(body.left, [body.attr].flat().map(String), mentions),
  like: (body, mentions) => visitCondition(body.left, mentions),
  'if-then-else': (body, mentions) => {
    visitCondition(body.if, mentions);
    visitCondition(body.then, mentions);
    visitCondition(body.else, mentions);
  },
  Record: (body, mentions) => {
    for (const part of Object.values(body)) visitCondition(part, mentions);
  },
};

/** Adds to the mentions what an expression in Cedar's JSON form can look at. */
export function visitCondition(expression: unknown, mentions: Mentions): void {
  const path = contextPath(expression);
  if (path !== undefined) {
    mentions.context.add(path);
    mentions.uncompared.add(path);
    return;
  }
  const presence = presencePath(expression);
  if (presence !== undefined) {
    mentions.presence.add(presence);
    return;
  }
  for (const [operator, body] of Object.entries(node(expression))) {
    if (operator === 'Value') literal(body, mentions);
    else if (operator === 'Var') mentions.bare.add(String(body));
    else if (Array.isArray(body)) for (const part of body) visitCondition(part, mentions);
    else {
      const visit = Object.hasOwn(visits, operator) ? visits[operator] : undefined;
      if (visit === undefined) throw new Fault('internal', `a policy uses ${operator}, which is not known`);
      visit(node(body), mentions);
    }
  }
}

/** `context.authn.ageSeconds` as `authn.ageSeconds`, `context` as the empty path, anything else as nothing. */
function contextPath(expression: unknown): string | undefined {
  if (!isNode(expression)) return undefined;
  if (expression.Var === 'context') return '';
  const access = expression['.'];
  if (!isNode(access)) return undefined;
  const above = contextPath(access.left);
  if (above === undefined) return undefined;
  return above === '' ? String(access.attr) : `${above}.${String(access.attr)}`;
}

function presencePath(expression: unknown): string | undefined {
  if (!isNode(expression) || !isNode(expression.has)) return undefined;
  const above = contextPath(expression.has.left);
  if (above === undefined) return undefined;
  const below = [expression.has.attr].flat().map(String).join('.');
  return above === '' ? below : `${above}.${below}`;
}

function variable(expression: unknown): string | undefined {
  return isNode(expression) && typeof expression.Var === 'string' ? expression.Var : undefined;
}

function entity(expression: unknown): string | undefined {
  if (!isNode(expression) || !isNode(expression.Value) || !isNode(expression.Value.__entity))
    return undefined;
  const { type, id } = expression.Value.__entity;
  return entityKey({ type: String(type), id: String(id) });
}

/** A whole number, written out or reckoned from such, as `8 * 60`; not one that JavaScript cannot hold exactly. */
function whole(expression: unknown): number | undefined {
  const number = reckoned(expression);
  return Number.isSafeInteger(number) ? number : undefined;
}

function reckoned(expression: unknown): number | undefined {
  if (!isNode(expression)) return undefined;
  if (typeof expression.Value === 'number') return expression.Value;
  for (const [operator, reckon] of Object.entries(arithmetic)) {
    const body = expression[operator];
    if (!isNode(body)) continue;
    const left = whole(body.left);
    const right = whole(body.right);
    return left === undefined || right === undefined ? undefined : reckon(left, right);
  }
  return undefined;
}

const arithmetic: Readonly<Record<string, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
};

/** Notes the values of a path at which an answer can change. */
function change(path: string, steps: readonly number[], mentions: Mentions): void {
  mentions.context.add(path);
  const known = mentions.compared.get(path) ?? new Set();
  for (const step of steps) known.add(step);
  mentions.compared.set(path, known);
}

/**
 * A comparison of a path with a number `n` changes where the path reaches `n`, or `n + 1`, or both, which depends
 * on the operator and on the side on which the path stands: `path < n` at `n`, `n < path` at `n + 1`.
 */
function comparison(pathLeft: readonly number[], pathRight: readonly number[]): Visit {
  return (body, mentions) => {
    for (const [one, other, offsets] of [
      [body.left, body.right, pathLeft],
      [body.right, body.left, pathRight],
    ] as const) {
      const path = contextPath(one);
      const number = whole(other);
      if (path !== undefined && number !== undefined) {
        return change(
          path,
          offsets.map((offset) => number + offset),
          mentions,
        );
      }
      // `principal == Person::"x"`: only that one entity's identity matters.
      const named = entity(other);
      if (variable(one) !== undefined && named !== undefined) {
        mentions.entities.add(named);
        return;
      }
    }
    both(body, mentions);
  };
}

function contains(body: Node, mentions: Mentions): void {
  const path = contextPath(body.right);
  const numbers = numbersOf(body.left);
  if (path === undefined || numbers === undefined) return both(body, mentions);
  change(
    path,
    numbers.flatMap((number) => [number, number + 1]),
    mentions,
  );
}

function numbersOf(expression: unknown): readonly number[] | undefined {
  if (!isNode(expression) || !Array.isArray(expression.Set)) return undefined;
  const numbers = expression.Set.map(whole).filter((number) => number !== undefined);
  return numbers.length === expression.Set.length ? numbers : undefined;
}

/** The left side of `in`: a variable's ancestors are known, those of an entity named are given whole. */
function subject(expression: unknown, mentions: Mentions): void {
  const name = variable(expression);
  if (name === 'resource') mentions.resourceIn = true;
  if (name !== undefined) return;
  if (entity(expression) === undefined) mentions.indirect.add('in');
  visitCondition(expression, mentions);
}

/** The right side of `in`: entities named there need no parents of their own. */
function target(expression: unknown, mentions: Mentions): void {
  const named = entity(expression);
  if (named !== undefined) mentions.entities.add(named);
  else if (isNode(expression) && Array.isArray(expression.Set)) {
    for (const part of expression.Set) target(part, mentions);
  } else {
    mentions.anyAncestor = true;
    visitCondition(expression, mentions);
  }
}

function attributes(owner: unknown, names: readonly string[], mentions: Mentions): void {
  for (const name of names) mentions.attributes.add(name);
  const variableName = variable(owner);
  const read = attributesOf(variableName, mentions);
  for (const name of names) read.add(name);
  if (variableName !== undefined) return;
  mentions.indirect.add(names.join('.'));
  visitCondition(owner, mentions);
}

function attributesOf(variableName: string | undefined, mentions: Mentions): Set<string> {
  if (variableName === 'principal') return mentions.principalAttributes;
  return variableName === 'resource' ? mentions.resourceAttributes : mentions.otherAttributes;
}

function literal(value: unknown, mentions: Mentions): void {
  if (Array.isArray(value)) for (const part of value) literal(part, mentions);
  else if (isNode(value)) {
    if (isNode(value.__entity)) {
      const { type, id } = value.__entity;
      mentions.entities.add(entityKey({ type: String(type), id: String(id) }));
      mentions.looseTypes.add(String(type));
    } else for (const part of Object.values(value)) literal(part, mentions);
  }
}
