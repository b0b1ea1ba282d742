import { signInCookie } from '#contracts/cookies.ts';

/** Answers requests, as a Hono app does. */
export interface Site {
  fetch(request: Request): Response | Promise<Response>;
}

/** A page as the browser shows it. */
export interface Shown {
  readonly url: URL;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** What stands on it to be read: no tags, one blank between words. */
  readonly said: string;
  /** Every address on the way here, the last one included. */
  readonly way: readonly string[];
}

/** A browser without scripts: cookies by host, forms, redirects, and the headers that say where a request came from. */
export interface PageBrowser {
  readonly cookies: Map<string, Map<string, string>>;
  shown(): Shown;
  go(url: string): Promise<Shown>;
  /** Fills in and sends the form of this page whose action has this path. */
  send(path: string, fields: Readonly<Record<string, string>>): Promise<Shown>;
  /** What the sign-in cookie holds. */
  signInSecret(): string | undefined;
}

/**
 * Makes a browser over sites by host name. An unknown host is shown as an empty page, so that a redirect to an app
 * ends there.
 */
export function createPageBrowser(options: {
  readonly sites: Readonly<Record<string, Site>>;
  readonly address?: string;
  /** What it asks for in `Accept-Language`. */
  readonly language?: string;
}): PageBrowser {
  const cookies = new Map<string, Map<string, string>>();
  let last: Shown | undefined;

  const keep = (host: string, response: Response): void => {
    const jar = cookies.get(host) ?? new Map<string, string>();
    cookies.set(host, jar);
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      const [, domain] = /;\s*domain=([^;]+)/i.exec(line) ?? [];
      if (domain !== undefined) {
        for (const other of Object.keys(options.sites).filter((name) => name.endsWith(`.${domain}`))) {
          const theirs = cookies.get(other) ?? new Map<string, string>();
          cookies.set(other, theirs.set(pair.slice(0, at), pair.slice(at + 1)));
        }
      } else if (/max-age=0/i.test(line)) jar.delete(pair.slice(0, at));
      else jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
  };

  const ask = async (url: URL, init: RequestInit & { readonly site: string }): Promise<Response> => {
    const site = options.sites[url.hostname];
    if (site === undefined) return new Response('', { status: 200 });
    const headers = new Headers(init.headers);
    headers.set('host', url.host);
    headers.set('sec-fetch-mode', 'navigate');
    headers.set('sec-fetch-site', init.site);
    headers.set('user-agent', 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0');
    headers.set('sallyport-address', options.address ?? '192.0.2.1');
    if (options.language !== undefined) headers.set('accept-language', options.language);
    const jar = cookies.get(url.hostname);
    if (jar !== undefined && jar.size > 0)
      headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await site.fetch(new Request(url, { ...init, headers }));
    keep(url.hostname, response);
    return response;
  };

  const follow = async (start: URL, first: RequestInit & { readonly site: string }): Promise<Shown> => {
    let url = start;
    let response = await ask(url, first);
    const way = [url.href];
    for (let hops = 0; hops < 10; hops += 1) {
      const location = response.headers.get('location');
      if (location === null) break;
      const from = url;
      url = new URL(location, url);
      way.push(url.href);
      const kept = response.status === 307 ? first : {};
      response = await ask(url, { ...kept, site: from.host === url.host ? 'same-origin' : 'same-site' });
    }
    const { status, headers } = response;
    const text = await response.text();
    last = { url, status, headers, text, said: saidBy(text), way };
    return last;
  };

  const shown = (): Shown => {
    if (last === undefined) throw new Error('no page is open');
    return last;
  };

  return {
    cookies,
    shown,
    go: (url) => follow(new URL(url), { site: 'none' }),
    async send(path, fields) {
      const page = shown();
      const form = formOf(page, path);
      const action = new URL(form.action, page.url);
      const body = new URLSearchParams({ ...form.fields, ...fields }).toString();
      const site = action.host === page.url.host ? 'same-origin' : 'same-site';
      const headers = { origin: page.url.origin, 'content-type': 'application/x-www-form-urlencoded' };
      return follow(action, { method: 'POST', body, headers, site });
    },
    signInSecret: () => [...cookies].find(([host]) => host.startsWith('signin.'))?.[1].get(signInCookie),
  };
}

function formOf(page: Shown, path: string): { action: string; fields: Record<string, string> } {
  const forms = page.text.matchAll(/<form[^>]* action="([^"]*)"[^>]*>(.*?)<\/form>/gs);
  for (const [, action = '', inner = ''] of forms) {
    if (new URL(unescape(action), page.url).pathname !== path) continue;
    const inputs = inner.matchAll(/<input([^>]*)>/gs);
    const fields = [...inputs].map(([, attributes = '']) => {
      const read = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? '';
      return [read('name'), unescape(read('value'))] as const;
    });
    return { action: unescape(action), fields: Object.fromEntries(fields) };
  }
  throw new Error(`this page has no form for ${path}: ${page.text.replace(/<[^>]*>/g, ' ').slice(-600)}`);
}

/** What stands on a page to be read, hidden words too: styles and tags are left out. */
export function saidBy(page: string): string {
  const words = page
    .replaceAll(/<(style|script)\b.*?<\/\1>/gs, '')
    .replaceAll(/<\/?(?:bdi|strong|time)\b[^>]*>/g, '');
  return unescape(words.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')).trim();
}

function unescape(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}
