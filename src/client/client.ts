import type { CallAnswer, CallInput, Operation } from '#contracts/api/operation.ts';
import { apiPath, csrfHeader } from '#contracts/api/operations.ts';
import { readProblem } from './api-error.ts';
import { requestPath } from './request-path.ts';
import type { ApiResponse, Transport } from './transport.ts';

type Optional<T> = Record<string, never> extends T ? [input?: T] : [input: T];

/** The API as calls: `client.call(apps.create, { body })`. */
export interface Client {
  /** @throws ApiError when the answer is not a result */
  call<O extends Operation>(operation: O, ...input: Optional<CallInput<O>>): Promise<CallAnswer<O>>;
  /**
   * Uses an operation that answers with a stream, chunk by chunk.
   * @throws ApiError
   */
  stream<O extends Operation>(
    operation: O,
    ...input: Optional<CallInput<O>>
  ): Promise<AsyncIterable<Uint8Array>>;
}

export interface ClientOptions {
  readonly transport: Transport;
  /** An API token; a browser has none, its requests come signed in through the gateway. */
  readonly token?: string;
  /** The token against forgery that `me` gave; asked at each write, since it changes with the session. */
  readonly csrf?: () => string | undefined;
}

interface Parts {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly version?: number;
}

/** Makes a client. */
export function createClient(options: ClientOptions): Client {
  const send = async (operation: Operation, parts: Parts): Promise<ApiResponse> => {
    const response = await options.transport({
      method: operation.method.toUpperCase(),
      path: `${apiPath}${requestPath(operation.path, parts)}`,
      headers: headersOf(options, operation, parts),
      ...(parts.body === undefined ? {} : { body: JSON.stringify(parts.body) }),
    });
    if (response.status < 200 || response.status > 299) throw await readProblem(response);
    return response;
  };
  return {
    async call<O extends Operation>(operation: O, ...[input]: Optional<CallInput<O>>) {
      const response = await send(operation, partsOf(input));
      // The server checks its answers by this very schema, so here its word is taken.
      const text = await response.text();
      return (text === '' ? undefined : JSON.parse(text)) as CallAnswer<O>;
    },
    async stream(operation, ...[input]) {
      const response = await send(operation, partsOf(input));
      return response.chunks();
    },
  };
}

function partsOf(input: unknown): Parts {
  return typeof input === 'object' && input !== null ? input : {};
}

function headersOf(
  { token, csrf }: ClientOptions,
  operation: Operation,
  parts: Parts,
): Readonly<Record<string, string>> {
  const proof = operation.method === 'get' ? undefined : csrf?.();
  return {
    accept: operation.streams ?? 'application/json',
    ...(parts.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(parts.version === undefined ? {} : { 'if-match': `"${parts.version}"` }),
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(proof === undefined ? {} : { [csrfHeader]: proof }),
  };
}
