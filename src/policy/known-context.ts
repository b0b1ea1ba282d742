import type { DecisionInput } from '#contracts/access.ts';
import type { PolicyJson } from './cedar.ts';
import { contextLeaves } from './facts.ts';

type Json = unknown;

const readOf = new Map(contextLeaves.map(({ path, read }) => [path, read]));
/** Records that every request has, whatever is in them. */
const always: ReadonlySet<string> = new Set(['authn', 'network', 'time', 'device']);

/**
 * Writes into a statement's conditions what is known of the context, and for all else that nothing is known of it.
 * Cedar takes a record for unknown as a whole when one of its members is; so each member is written in its place.
 */
export function withKnownContext(
  json: PolicyJson,
  input: DecisionInput,
  known: ReadonlySet<string>,
): PolicyJson {
  const rewrite = (expression: Json): Json => {
    if (Array.isArray(expression)) return expression.map(rewrite);
    if (!isObject(expression)) return expression;
    const asked = presenceOf(expression);
    if (asked !== undefined) return answerPresence(asked, input, known);
    const path = pathOf(expression);
    if (path !== undefined) return valueAt(path, input, known);
    // Strings of a policy are under `Value`, and nothing in them is an expression.
    if ('Value' in expression) return expression;
    return Object.fromEntries(Object.entries(expression).map(([key, part]) => [key, rewrite(part)]));
  };
  const conditions = json.conditions.map(({ kind, body }) => ({ kind, body: rewrite(body) }));
  // What comes out has the shape that went in: only expressions took the place of expressions.
  return { ...json, conditions: conditions as PolicyJson['conditions'] };
}

function isObject(value: Json): value is Record<string, Json> {
  return typeof value === 'object' && value !== null;
}

/** The dotted path below `context` that an expression reads; the empty one is `context` itself. */
function pathOf(expression: Record<string, Json>): string | undefined {
  if (expression['Var'] === 'context') return '';
  const access = expression['.'];
  if (!isObject(access) || !isObject(access['left']) || typeof access['attr'] !== 'string') return undefined;
  const before = pathOf(access['left']);
  return before === undefined ? undefined : below(before, access['attr']);
}

function below(path: string, attribute: string): string {
  return path === '' ? attribute : `${path}.${attribute}`;
}

/** The path that a `has` asks for. */
function presenceOf(expression: Record<string, Json>): string | undefined {
  const has = expression['has'];
  if (!isObject(has) || !isObject(has['left'])) return undefined;
  const before = pathOf(has['left']);
  if (before === undefined) return undefined;
  return [has['attr']].flat().reduce<string>((path, attribute) => below(path, String(attribute)), before);
}

function answerPresence(path: string, input: DecisionInput, known: ReadonlySet<string>): Json {
  if (always.has(path)) return { Value: true };
  if (known.has(path)) return { Value: readOf.get(path)?.(input) !== undefined };
  const held = [...known].some((one) => one.startsWith(`${path}.`) && readOf.get(one)?.(input) !== undefined);
  return held ? { Value: true } : unknown(path);
}

function valueAt(path: string, input: DecisionInput, known: ReadonlySet<string>): Json {
  const value = known.has(path) ? readOf.get(path)?.(input) : undefined;
  return value === undefined ? unknown(path) : literal(value);
}

function unknown(path: string): Json {
  return { unknown: [{ Value: `context.${path}` }] };
}

function literal(value: Json): Json {
  if (Array.isArray(value)) return { Set: value.map(literal) };
  if (isObject(value) && isObject(value['__extn'])) {
    const { fn, arg } = value['__extn'];
    return { [String(fn)]: [{ Value: arg }] };
  }
  return { Value: value };
}
