import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GatewayId } from '#base/ids.ts';
import { isFault } from '#contracts/errors.ts';
import { joinRequestSchema, longestJoinBody } from '#contracts/protocol/join.ts';
import type { JoinDesk } from './join-desk.ts';

export interface JoinExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly peer: GatewayId | undefined;
}

/** Answers `POST /join`: JSON in, JSON out, at most 16 KiB, and nothing that tells a stranger more than "no". */
export async function answerJoin(desk: JoinDesk, { request, response, peer }: JoinExchange): Promise<void> {
  const address = request.socket.remoteAddress ?? 'local';
  if (request.method !== 'POST') return end(response, 405, { error: 'post-only' });
  const body = await readBody(request);
  const parsed = joinRequestSchema.safeParse(body);
  if (!parsed.success) return end(response, 400, { error: 'malformed' });
  try {
    const joined = await desk.admit(parsed.data, { address, peer });
    if (joined.ok) end(response, 200, joined.value);
    else end(response, 403, { error: joined.error });
  } catch (thrown) {
    if (!isFault(thrown, 'proof-invalid')) throw thrown;
    end(response, 400, { error: 'proof-invalid' });
  }
}

function end(response: ServerResponse, status: number, value: unknown): void {
  const text = JSON.stringify(value);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    connection: 'close',
  });
  response.end(text);
}

/** The body as JSON; undefined when it is too long, or none. */
async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) return undefined;
    length += chunk.length;
    if (length > longestJoinBody) return undefined;
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return undefined;
  }
}
