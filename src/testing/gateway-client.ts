import { connect as connectNet, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { watchBytes, type ByteWatch } from './byte-watch.ts';

/** A client that writes bytes as told and looks at what comes. */
export interface TestClient {
  readonly socket: TLSSocket;
  readonly raw: Socket;
  readonly watch: ByteWatch;
  send(...lines: readonly string[]): void;
  /** Sends bytes as they are. */
  write(bytes: string | Uint8Array): void;
  /** Reads the next whole response and takes it off the text. */
  response(method?: string): Promise<TestResponse>;
  close(): void;
}

export interface TestResponse {
  readonly status: number;
  readonly head: string;
  /** Header values by lower-case name; several lines of one name are joined by newlines. */
  readonly fields: ReadonlyMap<string, string>;
  /** The body with chunks undone. */
  readonly body: string;
  readonly trailers: string;
}

/** Connects to a gateway as the client of a host. */
export async function connectClient(port: number, serverName: string, ca: string): Promise<TestClient> {
  const raw = connectNet({ port, host: '127.0.0.1' });
  const socket = connectTls({ socket: raw, servername: serverName, ca });
  const watch = watchBytes(socket);
  raw.on('error', () => watch.noteReset());
  await new Promise<void>((resolve, reject) => {
    socket.once('secureConnect', () => resolve());
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('closed before the handshake was over')));
  });
  return {
    socket,
    raw,
    watch,
    send: (...lines) => void socket.write(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'),
    write: (bytes) => void (typeof bytes === 'string' ? socket.write(bytes, 'latin1') : socket.write(bytes)),
    async response(method = 'GET') {
      const read = await watch.when(() => readResponse(watch.text, method, watch.ended !== 'no'));
      watch.take(read.length);
      return read.response;
    },
    close: () => void socket.destroy(),
  };
}

function readResponse(
  text: string,
  method: string,
  ended: boolean,
): { response: TestResponse; length: number } | undefined {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const head = text.slice(0, end);
  const [line = '', ...lines] = head.split('\r\n');
  const fields = new Map<string, string>();
  for (const one of lines) {
    const name = one.slice(0, one.indexOf(':')).toLowerCase();
    const value = one.slice(one.indexOf(':') + 1).trim();
    fields.set(name, fields.has(name) ? `${fields.get(name)}\n${value}` : value);
  }
  const status = Number(line.split(' ')[1]);
  const start = end + 4;
  const made = (body: string, length: number, trailers = '') => ({
    response: { status, head, fields, body, trailers },
    length,
  });
  if (method === 'HEAD' || status < 200 || status === 204 || status === 304) return made('', start);
  if (fields.get('transfer-encoding')?.toLowerCase() === 'chunked') return readChunks(text, start, made);
  const length = fields.get('content-length');
  if (length === undefined) return ended ? made(text.slice(start), text.length) : undefined;
  const stop = start + Number(length);
  return text.length < stop ? undefined : made(text.slice(start, stop), stop);
}

function readChunks<T>(
  text: string,
  start: number,
  made: (body: string, length: number, trailers: string) => T,
): T | undefined {
  let body = '';
  for (let at = start; ; ) {
    const line = text.indexOf('\r\n', at);
    if (line < 0) return undefined;
    const size = Number.parseInt(text.slice(at, line), 16);
    at = line + 2;
    if (size === 0) {
      if (text.startsWith('\r\n', at)) return made(body, at + 2, '');
      const stop = text.indexOf('\r\n\r\n', at);
      return stop < 0 ? undefined : made(body, stop + 4, text.slice(at, stop));
    }
    if (text.length < at + size + 2) return undefined;
    body += text.slice(at, at + size);
    at += size + 2;
  }
}
