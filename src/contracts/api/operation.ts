import { z } from 'zod';

type ParamsSchema = z.ZodObject;
type QuerySchema = z.ZodObject;

/** Who an operation is for: anyone policy lets, or only whoever holds the machine's own socket. */
export type Door = 'any' | 'local';

/**
 * One operation of the HTTP API: from it come the server's route and its checks, the OpenAPI document and the
 * client's types. Paths are below `/api/v1`, parameters in braces.
 */
export interface Operation<
  P extends ParamsSchema = ParamsSchema,
  Q extends QuerySchema = QuerySchema,
  B extends z.ZodType = z.ZodType,
  A extends z.ZodType = z.ZodType,
  V extends boolean = boolean,
> {
  /** `noun.verb`, stable: the command line, metrics and the document use it. */
  readonly id: string;
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  readonly path: string;
  /** One sentence: what it does. */
  readonly summary: string;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly answer: A;
  /** On success (RFC 9110): 204 exactly when there is no answer. */
  readonly status: 200 | 201 | 204;
  /** Whether `If-Match` has to name the version that was read, so that nobody overwrites what they never saw. */
  readonly versioned: V;
  readonly door: Door;
  /** The answer is a stream of this media type in place of one JSON value. */
  readonly streams?: string;
}

const noFields = z.object({});
const nothing = z.undefined();
type NoFields = typeof noFields;
type Nothing = typeof nothing;

interface Given<P, Q, B, A, V> {
  readonly id: string;
  readonly method: Operation['method'];
  readonly path: string;
  readonly summary: string;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly answer?: A;
  readonly status?: 200 | 201 | 204;
  readonly versioned?: V;
  readonly door?: Door;
  readonly streams?: string;
}

/** Defines an operation; what is left out is empty, and the door is open to whoever policy lets. */
export function defineOperation<
  P extends ParamsSchema = NoFields,
  Q extends QuerySchema = NoFields,
  B extends z.ZodType = Nothing,
  A extends z.ZodType = Nothing,
  const V extends boolean = false,
>(given: Given<P, Q, B, A, V>): Operation<P, Q, B, A, V> {
  const empty = { params: noFields, query: noFields, body: nothing, answer: nothing, versioned: false };
  const status = given.answer === undefined && given.streams === undefined ? 204 : 200;
  // The defaults stand exactly where the type parameters have theirs.
  return { ...empty, status, door: 'any', ...given } as unknown as Operation<P, Q, B, A, V>;
}

type Part<K extends string, T> = [T] extends [undefined]
  ? unknown
  : Record<string, never> extends T
    ? { readonly [key in K]?: T }
    : { readonly [key in K]: T };

/** What a caller hands over to use an operation; empty parts are left out. */
export type CallInput<O extends Operation> = Part<'params', z.input<O['params']>> &
  Part<'query', z.input<O['query']>> &
  Part<'body', z.input<O['body']>> &
  (O['versioned'] extends true ? { readonly version: number } : unknown);

/** What an operation answers. */
export type CallAnswer<O extends Operation> = z.output<O['answer']>;
