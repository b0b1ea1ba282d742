import { z } from 'zod';
import type { Operation } from '#contracts/api/operation.ts';

/** Gives the text for a place of a request; undefined leaves it to the usual one for its form. */
export type TextFor = (place: {
  /** The property that holds it, or the list that it is in. */
  readonly name: string;
  /** The form that is asked for, a regular expression; empty for any text. */
  readonly pattern: string;
}) => string | undefined;

/** A request that an operation's schemas take. */
export interface SampleRequest {
  readonly path: string;
  readonly query: Readonly<Record<string, unknown>>;
  /** Undefined where the operation takes none. */
  readonly body: unknown;
}

/**
 * Makes a valid request for an operation out of its own schemas, so that a test which walks all operations walks
 * those as well that are added later.
 * @param all `required` leaves out what may be left out, `every` fills in each property there is
 * @throws Error for a form that nothing here can fill, which wants a line in `usualTexts`
 */
export function sampleRequest(
  operation: Operation,
  how: { readonly all: 'required' | 'every'; readonly text: TextFor },
): SampleRequest {
  const made = (schema: z.ZodType): unknown => {
    if (schema.safeParse(undefined).success && how.all === 'required') return undefined;
    const root = asNode(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
    return valueOf(root, 'body', { root, ...how });
  };
  const params = asNode(made(operation.params) ?? {});
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(params[name])),
  );
  const empty = operation.body instanceof z.ZodUndefined;
  return {
    path,
    query: asNode(made(operation.query) ?? {}),
    body: empty ? undefined : (made(operation.body) ?? {}),
  };
}

/** Every place of a value where text stands, as the way to it. */
export function textPlaces(value: unknown, way: readonly (string | number)[] = []): (string | number)[][] {
  if (typeof value === 'string') return [[...way]];
  if (Array.isArray(value)) return value.flatMap((item, n) => textPlaces(item, [...way, n]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) => textPlaces(item, [...way, name]));
}

/** The value with another text at one of its places. */
export function withText(value: unknown, way: readonly (string | number)[], text: string): unknown {
  const [first, ...rest] = way;
  if (first === undefined) return text;
  if (Array.isArray(value)) return value.map((item, n) => (n === first ? withText(item, rest, text) : item));
  const node = asNode(value);
  return { ...node, [first]: withText(node[String(first)], rest, text) };
}

type Node = Readonly<Record<string, unknown>>;

/** Texts of the forms that our schemas ask for, by how the form begins. */
const usualTexts: readonly (readonly [start: string, text: string])[] = [
  ['^[a-z][a-z0-9]*(?:-', 'sample-name'],
  ['^(?=.{1,253}$)', 'sample.test.localhost'],
  ['^[A-Za-z0-9][\\w.:/=-]', 'env=test'],
  ['^\\/[^?#', '/sample/**'],
  ['^[A-Z]{1,20}$', 'GET'],
  ['^https?:\\/\\/[a-z0-9.-]+', 'https://sample.example.org'],
  ['^[A-Za-z0-9-]{1,100}$', 'X-Sample'],
  ['^[A-Za-z0-9+/]{43}=$', `${'A'.repeat(43)}=`],
  ['^\\s*-----BEGIN CERTIFICATE', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'],
  ['^(?:(?:25[0-5]', '192.0.2.7'],
  ['^(?:[A-Za-z0-9_', 'sample@example.org'],
  ['^[A-Za-z0-9._:[', 'sample.example.org:80'],
  ['^[A-Za-z0-9._-]+$', 'sample.example.org'],
  ['^[A-Z]{2}$', 'DE'],
  ['^[\\x21-\\x7e]+$', 'sample'],
  ['^[\\x21\\x23', 'openid'],
  ['^[a-z0-9-]+(\\.[a-z0-9-]+)+$', 'example.org'],
  ['^[^\\p{Cc}]*$', 'sample'],
  ['^[0-9a-f]{64}$', 'a'.repeat(64)],
  ['^(?:Organisation|', 'Group:sample'],
];

interface Sampling {
  readonly root: Node;
  readonly all: 'required' | 'every';
  readonly text: TextFor;
}

function valueOf(node: Node, name: string, to: Sampling): unknown {
  const { $ref: ref, anyOf, oneOf, type } = node;
  if (typeof ref === 'string') return valueOf(named(to.root, ref), name, to);
  if ('const' in node) return node['const'];
  if (Array.isArray(node['enum'])) return node['enum'][0];
  for (const choices of [anyOf, oneOf]) if (Array.isArray(choices)) return oneOfThem(choices, name, to);
  if (type === 'string') return textOf(node, name, to);
  if (type === 'integer' || type === 'number') return Math.max(1, numberIn(node, 'minimum') ?? 1);
  if (type === 'boolean') return true;
  if (type === 'null') return null;
  if (type === 'array') return listOf(node, name, to);
  return type === 'object' ? objectOf(node, to) : {};
}

function named(root: Node, ref: string): Node {
  return asNode(asNode(root['$defs'])[ref.slice('#/$defs/'.length)]);
}

/** Text rather than null or nothing, so that there is something to be hostile with. */
function oneOfThem(choices: readonly unknown[], name: string, to: Sampling): unknown {
  const nodes = choices.map(asNode);
  const full = nodes.find((each) => each['type'] !== 'null' && each['const'] !== '');
  return valueOf(full ?? nodes[0] ?? {}, name, to);
}

function textOf(node: Node, name: string, { text }: Sampling): string {
  const pattern = typeof node['pattern'] === 'string' ? node['pattern'] : '';
  const own = text({ name, pattern });
  if (own !== undefined) return own;
  if (node['format'] === 'uri') return 'https://sample.example.org';
  if (pattern === '') return 'sample text for it';
  const usual = usualTexts.find(([start]) => pattern.startsWith(start));
  if (usual === undefined) throw new Error(`no text is known for ${name} of the form ${pattern}`);
  return usual[1];
}

function numberIn(node: Node, name: string): number | undefined {
  const value = node[name];
  return typeof value === 'number' ? value : undefined;
}

function resolved(node: Node, { root }: Sampling): Node {
  const { $ref: ref } = node;
  return typeof ref === 'string' ? named(root, ref) : node;
}

function listOf(node: Node, name: string, to: Sampling): unknown[] {
  const least = numberIn(node, 'minItems') ?? 0;
  const length = to.all === 'every' ? Math.max(least, 1) : least;
  const { anyOf, oneOf } = resolved(asNode(node['items']), to);
  const choices: unknown = oneOf ?? anyOf;
  // One of each kind, where things of several kinds stand in one list.
  if (to.all === 'every' && Array.isArray(choices))
    return choices.map((choice) => valueOf(asNode(choice), name, to));
  return Array.from({ length }, () => valueOf(asNode(node['items']), name, to));
}

function objectOf(node: Node, to: Sampling): Node {
  const required = new Set(Array.isArray(node['required']) ? node['required'] : []);
  const entries = Object.entries(asNode(node['properties']))
    .filter(([name]) => to.all === 'every' || required.has(name))
    .map(([name, property]): [string, unknown] => [name, valueOf(asNode(property), name, to)]);
  return Object.fromEntries(entries);
}

function asNode(value: unknown): Node {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
