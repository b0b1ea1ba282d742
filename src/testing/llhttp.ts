import { createRequire } from 'node:module';

/** What llhttp, the parser inside Node, made of some bytes. */
export interface LlhttpReading {
  /** The error's code, when it refused. */
  readonly error: string | undefined;
  readonly heads: readonly LlhttpHead[];
  readonly body: string;
  readonly complete: number;
  readonly trailers: readonly string[];
}

/** One head as llhttp read it. */
export interface LlhttpHead {
  readonly url: string | undefined;
  readonly status: number | undefined;
  readonly upgrade: boolean;
  /** Names and values in turn. */
  readonly fields: readonly string[];
}

interface Parser {
  [hook: number]: unknown;
  initialize(type: number, resource: object, maxHeaderSize: number, lenientFlags: number): void;
  execute(bytes: Uint8Array): number | Error;
  close(): void;
}

interface ParserClass {
  new (): Parser;
  readonly REQUEST: number;
  readonly RESPONSE: number;
  readonly kOnHeaders: number;
  readonly kOnHeadersComplete: number;
  readonly kOnBody: number;
  readonly kOnMessageComplete: number;
}

const { HTTPParser } = createRequire(import.meta.url)('_http_common') as { HTTPParser: ParserClass };

/** Reads latin1 text with llhttp, strictly, as a request or as a response. */
export function readWithLlhttp(kind: 'request' | 'response', text: string): LlhttpReading {
  const heads: LlhttpHead[] = [];
  const trailers: string[] = [];
  let pending: string[] = [];
  let url: string | undefined;
  let body = '';
  let complete = 0;
  const parser = new HTTPParser();
  parser.initialize(kind === 'request' ? HTTPParser.REQUEST : HTTPParser.RESPONSE, {}, 1 << 20, 0);
  // Heads of many fields come in parts; after the head the same hook brings trailers.
  parser[HTTPParser.kOnHeaders] = (fields: string[], part: string) => {
    if (heads.length > complete) trailers.push(...fields);
    else {
      pending.push(...fields);
      url = (url ?? '') + part;
    }
  };
  parser[HTTPParser.kOnHeadersComplete] = (...seen: unknown[]) => {
    const fields = [...pending, ...((seen[2] as string[] | undefined) ?? [])];
    heads.push({
      url: (seen[4] as string | undefined) ?? url,
      status: seen[5] as number | undefined,
      upgrade: seen[7] === true,
      fields,
    });
    pending = [];
    url = undefined;
  };
  parser[HTTPParser.kOnBody] = (bytes: Buffer) => {
    body += bytes.toString('latin1');
  };
  parser[HTTPParser.kOnMessageComplete] = () => {
    complete++;
  };
  const result = parser.execute(Buffer.from(text, 'latin1'));
  parser.close();
  const error = result instanceof Error ? String((result as Error & { code?: string }).code) : undefined;
  return { error, heads, body, complete, trailers };
}
