import type { IncomingHttpHeaders } from 'node:http';
import { type RequestOptions, request } from 'node:https';

/** An answer as it came. */
export interface Answer {
  readonly url: URL;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** As much of a browser as somebody needs who signs in and opens apps: cookies by host, redirects, forms. */
export interface Browser {
  open(url: string): Promise<Answer>;
  /** Sends the form of a page whose action ends so, with these fields filled in. */
  submit(page: Answer, action: string, fields: Readonly<Record<string, string>>): Promise<Answer>;
  /** How to begin a connection to an address, with the cookies that belong there. */
  way(url: URL): RequestOptions;
}

interface Sent {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

const mostHops = 20;
const answerWithinMs = 20_000;

/** Opens a browser that trusts this authority (PEM) and finds every name on this machine. */
export function openBrowser(options: { readonly authority: string; readonly userAgent: string }): Browser {
  const jars = new Map<string, Map<string, string>>();

  const way = (url: URL): RequestOptions => {
    const cookie = [...(jars.get(url.hostname) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
    return {
      host: '127.0.0.1',
      port: url.port,
      servername: url.hostname,
      ca: options.authority,
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

  const send = ({ method, url, headers, body }: Sent): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const base = way(url);
      const all = { ...base, method, path: `${url.pathname}${url.search}` };
      const sent = request({ ...all, headers: Object.assign({}, base.headers, headers) }, (response) => {
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
      if (form === undefined) throw new Error(`there is no form ${action} on ${page.url.pathname}`);
      const headers = {
        ...navigation(siteOf(form.action, page.url)),
        origin: page.url.origin,
        'content-type': 'application/x-www-form-urlencoded',
      };
      const body = new URLSearchParams({ ...form.hidden, ...fields }).toString();
      return follow(await send({ method: 'POST', url: form.action, headers, body }));
    },
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

// Good enough for pages of our own, whose markup we know.
function formsOf({ text, url }: Answer): readonly Form[] {
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
