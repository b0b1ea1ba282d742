/** A response that the gateway makes itself. */
export interface Answer {
  readonly status: number;
  /** Header lines, each with its CRLF; framing and connection lines are added when it is written. */
  readonly lines: string;
  readonly body: string | Buffer;
  /** The code of a reason or fault, for the record. */
  readonly reason?: string | undefined;
  /** The short id that the page shows and the record has. */
  readonly errorId?: string | undefined;
  /** Close the connection afterwards. */
  readonly close?: boolean | undefined;
}

const phrases: Readonly<Record<number, string>> = {
  200: 'OK',
  204: 'No Content',
  303: 'See Other',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  413: 'Content Too Large',
  414: 'URI Too Long',
  417: 'Expectation Failed',
  421: 'Misdirected Request',
  426: 'Upgrade Required',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
  505: 'HTTP Version Not Supported',
};

/** Writes an answer to a request with this method as bytes. */
export function writeAnswer(answer: Answer, method: string): Buffer {
  const { body } = answer;
  const size = typeof body === 'string' ? Buffer.byteLength(body) : body.length;
  const length = answer.status === 204 ? '' : `Content-Length: ${size}\r\n`;
  const close = answer.close ? 'Connection: close\r\n' : '';
  const date = `Date: ${new Date().toUTCString()}\r\n`;
  const phrase = phrases[answer.status] ?? 'Error';
  const head = `HTTP/1.1 ${answer.status} ${phrase}\r\n${date}${answer.lines}${length}${close}\r\n`;
  if (method === 'HEAD' || answer.status === 204) return Buffer.from(head, 'latin1');
  const bytes = Buffer.allocUnsafe(head.length + size);
  bytes.write(head, 'latin1');
  if (typeof body === 'string') bytes.write(body, head.length, 'utf8');
  else body.copy(bytes, head.length);
  return bytes;
}

/** A short answer for programs and for heads that could not be read: nothing in it comes from the request. */
export function plainAnswer(status: number, reason: string): Answer {
  // RFC 9110, 10.2.3: whoever is turned away for a time is told for how long.
  const again = status === 429 ? 'Retry-After: 2\r\n' : '';
  return {
    status,
    lines: `Content-Type: text/plain; charset=utf-8\r\nCache-Control: no-store\r\n${again}`,
    body: `${status} ${phrases[status] ?? 'Error'}: ${reason}\n`,
    reason,
    close: true,
  };
}
