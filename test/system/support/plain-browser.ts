import type { IncomingHttpHeaders } from 'node:http';
import { request } from 'node:https';
import { connect as connectTls, type TLSSocket } from 'node:tls';

/** An answer as it came. */
export interface Page {
  readonly url: URL;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/**
 * What a browser does that the story needs: one cookie jar a host, redirects, forms, and the headers by which
 * it says where a request comes from. Names below `.localhost` lead to this machine, as in browsers.
 */
export interface PlainBrowser {
  /** Goes to an address, following redirects. */
  open(url: string): Promise<Page>;
  /** Sends the form of a page whose action ends so, with these fields filled in; follows redirects. */
  submit(page: Page, action: string, fields: Readonly<Record<string, string>>): Promise<Page>;
  /** One request as a script or program makes it, without redirects. */
  fetch(url: string): Promise<Page>;
  /** Opens a WebSocket (RFC 6455) and tells what comes. */
  webSocket(url: string): Promise<PlainWebSocket>;
}

export interface PlainWebSocket {
  send(text: string): void;
  /** Text frames so far. */
  readonly messages: readonly string[];
  /** Resolves with the close code (1006 without one) when the connection is over. */
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
}

interface Sent {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Opens a browser that trusts this authority. */
export function openPlainBrowser(authority: () => Promise<string>): PlainBrowser {
  const jars = new Map<string, Map<string, string>>();

  const cookiesFor = (url: URL): string =>
    [...(jars.get(url.hostname) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');

  const keep = (url: URL, lines: readonly string[]): void => {
    const jar = jars.get(url.hostname) ?? new Map<string, string>();
    jars.set(url.hostname, jar);
    for (const line of lines) {
      const [pair = '', ...attributes] = line.split(';');
      const at = pair.indexOf('=');
      const gone = attributes.some((attribute) => /^\s*max-age=0\s*$/i.test(attribute));
      if (gone) jar.delete(pair.slice(0, at));
      else jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
  };

  const send = async ({ method, url, headers, body }: Sent): Promise<Page> => {
    const ca = await authority();
    const cookie = cookiesFor(url);
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          host: '127.0.0.1',
          port: url.port,
          servername: url.hostname,
          ca,
          method,
          path: `${url.pathname}${url.search}`,
          agent: false,
          headers: {
            host: url.host,
            'user-agent': 'plain browser',
            ...(cookie === '' ? {} : { cookie }),
            ...headers,
          },
        },
        (response) => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (chunk: string) => (text += chunk));
          response.on('error', reject);
          response.on('end', () => {
            keep(url, response.headers['set-cookie'] ?? []);
            resolve({ url, status: response.statusCode ?? 0, headers: response.headers, text });
          });
        },
      );
      sent.setTimeout(20_000, () => sent.destroy(new Error(`${method} ${url.href}: no answer within 20 s`)));
      sent.on('error', reject);
      sent.end(body);
    });
  };

  const follow = async (first: Page): Promise<Page> => {
    let page = first;
    for (let hop = 0; page.headers.location !== undefined && hop < 20; hop += 1) {
      const url = new URL(page.headers.location, page.url);
      const site = url.origin === page.url.origin ? 'same-origin' : 'same-site';
      page = await send({ method: 'GET', url, headers: navigation(site) });
    }
    return page;
  };

  return {
    open: async (url) =>
      follow(await send({ method: 'GET', url: new URL(url), headers: navigation('none') })),
    async submit(page, action, fields) {
      const form = formsOf(page).find((one) => one.action.pathname.endsWith(action));
      if (form === undefined) throw new Error(`no form ${action} on ${page.url.href}:\n${page.text}`);
      const site = form.action.origin === page.url.origin ? 'same-origin' : 'same-site';
      const headers = {
        ...navigation(site),
        origin: page.url.origin,
        'content-type': 'application/x-www-form-urlencoded',
      };
      const body = new URLSearchParams({ ...form.hidden, ...fields }).toString();
      return follow(await send({ method: 'POST', url: form.action, headers, body }));
    },
    fetch: (url) => send({ method: 'GET', url: new URL(url), headers: { accept: '*/*' } }),
    async webSocket(address) {
      const url = new URL(address);
      const ca = await authority();
      return openWebSocket(url, { ca, cookie: cookiesFor(url) });
    },
  };
}

function navigation(site: string): Record<string, string> {
  return {
    accept: 'text/html,application/xhtml+xml',
    'sec-fetch-mode': 'navigate',
    'sec-fetch-dest': 'document',
    'sec-fetch-site': site,
    'sec-fetch-user': '?1',
  };
}

interface Form {
  readonly action: URL;
  readonly hidden: Readonly<Record<string, string>>;
}

/** Finds the forms of a page with their hidden fields. */
export function formsOf({ text, url }: Page): readonly Form[] {
  return [...text.matchAll(/<form[^>]*action="([^"]*)"[^>]*>(.*?)<\/form>/gs)].map(([, action, inside]) => ({
    action: new URL(unescaped(action ?? ''), url),
    hidden: Object.fromEntries(
      [...(inside ?? '').matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
        ([, name, value]) => [name ?? '', unescaped(value ?? '')],
      ),
    ),
  }));
}

function unescaped(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&amp;', '&');
}

function openWebSocket(url: URL, { ca, cookie }: { ca: string; cookie: string }): Promise<PlainWebSocket> {
  const socket = connectTls({ host: '127.0.0.1', port: Number(url.port), servername: url.hostname, ca });
  socket.write(
    [
      `GET ${url.pathname}${url.search} HTTP/1.1`,
      `Host: ${url.host}`,
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      'Sec-WebSocket-Version: 13',
      `Origin: https://${url.host}`,
      `Cookie: ${cookie}`,
      '\r\n',
    ].join('\r\n'),
  );
  return new Promise((resolve, reject) => {
    let head = '';
    const onData = (chunk: Buffer): void => {
      head += chunk.toString('latin1');
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) return;
      socket.off('data', onData);
      if (!head.startsWith('HTTP/1.1 101')) return reject(new Error(head.slice(0, end)));
      resolve(followFrames(socket, Buffer.from(head.slice(end + 4), 'latin1')));
    };
    socket.on('data', onData);
    socket.on('error', reject);
  });
}

function followFrames(socket: TLSSocket, begun: Buffer): PlainWebSocket {
  const messages: string[] = [];
  let waiting = begun;
  let close = { code: 1006, reason: '' };
  const read = (): void => {
    while (waiting.length >= 2) {
      const length = (waiting[1] ?? 0) & 127;
      if (length > 125 || waiting.length < 2 + length) return; // the story's frames are short
      const payload = waiting.subarray(2, 2 + length);
      const opcode = (waiting[0] ?? 0) & 15;
      if (opcode === 1) messages.push(payload.toString('utf8'));
      if (opcode === 8 && length >= 2)
        close = { code: payload.readUInt16BE(0), reason: payload.subarray(2).toString('utf8') };
      waiting = waiting.subarray(2 + length);
    }
  };
  const closed = new Promise<{ code: number; reason: string }>((resolve) =>
    socket.on('close', () => resolve(close)),
  );
  socket.on('data', (chunk: Buffer) => {
    waiting = Buffer.concat([waiting, chunk]);
    read();
  });
  socket.on('error', () => socket.destroy());
  socket.on('end', () => socket.destroy());
  read();
  return {
    messages,
    closed,
    send(text) {
      const payload = Buffer.from(text);
      // A mask of zeros is a mask (RFC 6455 5.3) and leaves the text readable.
      socket.write(Buffer.concat([Buffer.from([0x81, 0x80 | payload.length, 0, 0, 0, 0]), payload]));
    },
  };
}
