/** One request to the API, as a transport sends it. */
export interface ApiRequest {
  readonly method: string;
  /** Path and query, beginning with `/api/v1`. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
}

export interface ApiResponse {
  readonly status: number;
  /** Reads one header, its name in lower case. */
  header(name: string): string | undefined;
  text(): Promise<string>;
  chunks(): AsyncIterable<Uint8Array>;
}

/** How requests travel: by `fetch` in a browser, by a TLS or unix socket in Node. */
export type Transport = (request: ApiRequest) => Promise<ApiResponse>;

/** The transport of a browser: same origin, with its cookies. */
export function fetchTransport(origin = ''): Transport {
  return async ({ method, path, headers, body, signal }) => {
    const response = await fetch(`${origin}${path}`, {
      method,
      headers,
      credentials: 'same-origin',
      redirect: 'error',
      ...(body === undefined ? {} : { body }),
      ...(signal === undefined ? {} : { signal }),
    });
    return {
      status: response.status,
      header: (name) => response.headers.get(name) ?? undefined,
      text: () => response.text(),
      chunks: () => readChunks(response),
    };
  };
}

async function* readChunks(response: Response): AsyncIterable<Uint8Array> {
  const reader = response.body?.getReader();
  if (reader === undefined) return;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
