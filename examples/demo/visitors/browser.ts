import type { IncomingHttpHeaders } from 'node:http';
import { type RequestOptions, request } from 'node:https';

/** An answer as it came. */
export interface Answer {
  readonly url: URL;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/**
 * As much of a browser as somebody needs who signs in and opens apps: one cookie jar a host, redirects, forms, and
 * the headers by which it says where a request comes from.
 */
export interface Browser {
  /** Goes to an address, following redirects. */
  open(url: string): Promise<Answer>;
  /** Sends the form of a page whose action ends so, with these fields filled in; follows redirects. */
  submit(page: Answer, action: string, fields: Readonly<Record<string, string>>): Promise<Answer>;
  /** One request as a script or program makes it, without redirects. */
  fetch(url: string): Promise<Answer>;
  /** How to begin a connection to an address, with the cookies that belong there. */
  way(url: URL): Promise<Way>;
}

/** What `node:https` and `node:tls` need to begin a connection as this browser. */
export type Way = Pick<RequestOptions, 'host' | 'port' | 'servername' | 'ca' | 'agent'> & {
  readonly headers: Readonly<Record<string, string>>;
};

export interface BrowserOptions {
  /** The authority (PEM) that is trusted; asked anew for each connection. */
  readonly authority: () => string | Promise<string>;
  readonly userAgent: string;
}

interface Sent {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

const mostHops = 20;
const answerWithinMs = 20_000;

/** Opens a browser that finds every name on this machine, as browsers do with names below `.localhost`. */
export function openBrowser(options: BrowserOptions): Browser {
  const jars = new Map<string, Map<string, string>>();

  const way = async (url: URL): Promise<Way> => {
    const cookie = [...(jars.get(url.hostname) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
    return {
      host: '127.0.0.1',
      port: url.port,
      servername: url.hostname,
      ca: await options.authority(),
      agent: false,
      headers: { host: url.host, 'user-agent': options.userAgent, ...(cookie === '' ? {} : { cookie }) },
    };
  };

  const keep = (url: URL, lines: readonly string[]): void => {
    const jar = jars.get(url.hostname) ?? new Map<string, string>();
    jars.set(url.hostname, jar);
    for (const line of lines) {
      const [pair = '', ...attributes] = line.split(';');
      const at = pair.indexOf('=');
      if (attributes.some((attribute) => /^\s*max-age=0\s*$/i.test(attribute))) jar.delete(pair.slice(0, at));
      else jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
  };

  const send = async ({ method, url, headers, body }: Sent): Promise<Answer> => {
    const base = await way(url);
    const all = { ...base, method, path: `${url.pathname}${url.search}` };
    return new Promise((resolve, reject) => {
      const sent = request({ ...all, headers: { ...base.headers, ...headers } }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('error', reject);
        response.on('end', () => {
          keep(url, response.headers['set-cookie'] ?? []);
          resolve({ url, status: response.statusCode ?? 0, headers: response.headers, text });
        });
      });
      sent.setTimeout(answerWithinMs, () => sent.destroy(new Error(`${url.href} does not answer`)));
      sent.on('error', reject);
      sent.end(body);
    });
  };

  const follow = async (first: Answer): Promise<Answer> => {
    let page = first;
    for (let hop = 0; page.headers.location !== undefined && hop < mostHops; hop += 1) {
      const url = new URL(page.headers.location, page.url);
      page = await send({ method: 'GET', url, headers: navigation(siteOf(url, page.url)) });
    }
    return page;
  };

  return {
    way,
    open: async (url) =>
      follow(await send({ method: 'GET', url: new URL(url), headers: navigation('none') })),
    async submit(page, action, fields) {
      const form = formsOf(page).find((one) => one.action.pathname.endsWith(action));
      if (form === undefined) throw new Error(`no form ${action} on ${page.url.href}:\n${page.text}`);
      const headers = {
        ...navigation(siteOf(form.action, page.url)),
        origin: page.url.origin,
        'content-type': 'application/x-www-form-urlencoded',
      };
      const body = new URLSearchParams({ ...form.hidden, ...fields }).toString();
      return follow(await send({ method: 'POST', url: form.action, headers, body }));
    },
    fetch: (url) => send({ method: 'GET', url: new URL(url), headers: { accept: '*/*' } }),
  };
}

function siteOf(url: URL, from: URL): string {
  return url.origin === from.origin ? 'same-origin' : 'same-site';
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

/** Finds the forms of a page with their hidden fields. Good enough for pages of our own, whose markup we know. */
export function formsOf({ text, url }: Answer): readonly Form[] {
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
