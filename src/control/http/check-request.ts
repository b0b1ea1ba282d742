import type { Operation } from '#contracts/api/operation.ts';
import { Fault } from '#contracts/errors.ts';
import { invalidRequest } from './problem-response.ts';

/** The largest body of a request to the API, bytes. */
const largestBody = 1024 * 1024;

/** The parts of a request after its operation's schemas. */
export interface CheckedParts {
  readonly params: Record<string, unknown>;
  readonly query: Record<string, unknown>;
  readonly body: unknown;
  readonly version: number;
}

/**
 * Checks a request against its operation: parameters, query, `If-Match`, body. The body is read last and only
 * as far as the limit.
 * @throws Fault `invalid-request` with every problem in its place, `too-large`
 */
export async function checkRequest(
  operation: Operation,
  request: Request,
  pathParams: Readonly<Record<string, string>>,
): Promise<CheckedParts> {
  const params = operation.params.safeParse(pathParams);
  if (!params.success) throw invalidRequest('path', params.error);
  const query = operation.query.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!query.success) throw invalidRequest('query', query.error);
  const version = operation.versioned ? versionOf(request) : 0;
  const body = operation.body.safeParse(await readBody(operation, request));
  if (!body.success) throw invalidRequest('body', body.error);
  return { params: params.data, query: query.data, body: body.data, version };
}

function versionOf(request: Request): number {
  const [, version] = /^"(\d{1,9})"$/.exec(request.headers.get('if-match') ?? '') ?? [];
  if (version !== undefined) return Number(version);
  const detail = 'Send If-Match with the version that you read, such as "3".';
  throw new Fault('invalid-request', 'no usable If-Match', { details: { detail } });
}

async function readBody(operation: Operation, request: Request): Promise<unknown> {
  const takesNone = operation.body.safeParse(undefined).success;
  const text = await readText(request);
  if (text === '' && takesNone) return undefined;
  // A form on another site can send text/plain or a form, never this, without asking first (CORS).
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/json(?:\s*;|$)/i.test(type)) {
    const detail = 'Send the body as application/json.';
    throw new Fault('invalid-request', `the body is ${type}`, { details: { detail } });
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new Fault('invalid-request', 'the body is not JSON', {
      details: { detail: 'The body is not JSON.' },
    });
  }
}

async function readText(request: Request): Promise<string> {
  if (Number(request.headers.get('content-length') ?? 0) > largestBody) throw tooLarge();
  if (request.body === null) return '';
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of request.body) {
    length += part.byteLength;
    if (length > largestBody) throw tooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function tooLarge(): Fault {
  return new Fault('too-large', 'the body is larger than 1 MiB', {
    details: { detail: 'A body may have 1 MiB.' },
  });
}
