import type { z } from 'zod';
import type { Operation } from '#contracts/api/operation.ts';
import type { Call } from '../services/call.ts';

/** A request that passed every check of its operation. */
export interface Checked<O extends Operation> {
  readonly call: Call;
  readonly params: z.output<O['params']>;
  readonly query: z.output<O['query']>;
  readonly body: z.output<O['body']>;
  /** What `If-Match` named; 0 where the operation has no versions. */
  readonly version: number;
  /** The proof against forgery of this session; null where none is needed. */
  readonly csrf: string | null;
  /** The last event that a reader of a stream heard (`Last-Event-ID`). */
  readonly lastEventId?: string;
}

/** What answers an operation. */
export interface Endpoint<O extends Operation = Operation> {
  readonly operation: O;
  /** A value that the operation's answer schema takes, or chunks of a stream where it streams. */
  answer(request: Checked<O>): Promise<unknown>;
}

/** A value that is read only, down to its last list. */
type Frozen<T> = T extends readonly (infer Item)[]
  ? readonly Frozen<Item>[]
  : T extends object
    ? { readonly [K in keyof T]: Frozen<T[K]> }
    : T;

/** Binds an operation to what answers it; the answer's type is the operation's. */
export function defineEndpoint<O extends Operation>(
  operation: O,
  answer: (request: Checked<O>) => Promise<Frozen<z.input<O['answer']>>>,
): Endpoint {
  // A list holds endpoints of many types; each gets exactly what its own operation's schemas let through.
  return { operation, answer: answer as Endpoint['answer'] };
}

/** Binds an operation that streams to what makes its chunks. */
export function defineStream<O extends Operation>(
  operation: O,
  answer: (request: Checked<O>) => Promise<AsyncIterable<Uint8Array | string>>,
): Endpoint {
  return { operation, answer: answer as Endpoint['answer'] };
}
