/**
 * Answers with a stream of chunks, made only as fast as the client takes them. A failure on the way breaks the
 * answer off, so that half an export never looks whole.
 */
export function streamResponse(chunks: unknown, type: string): Response {
  if (!isChunks(chunks)) throw new TypeError('a streaming operation answers with chunks');
  const iterator = chunks[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await iterator.next();
      if (next.done === true) controller.close();
      else controller.enqueue(typeof next.value === 'string' ? encoder.encode(next.value) : next.value);
    },
    async cancel() {
      await iterator.return?.();
    },
  });
  return new Response(body, { headers: { 'content-type': type } });
}

function isChunks(value: unknown): value is AsyncIterable<Uint8Array | string> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
