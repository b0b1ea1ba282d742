import type { Context, MiddlewareHandler } from 'hono';
import { formCookie } from '#contracts/cookies.ts';
import { isFault } from '#contracts/errors.ts';
import { isLanguage, keepLanguage, languageAsked, languageChosen } from '#contracts/texts/language.ts';
import { type Assets, styleSource } from './assets.ts';
import { type Again, document, languageParameter, messagePage, type Page } from './document.ts';
import { isFromOwnOrigin } from '../../origin/from-own-origin.ts';
import { formTokenHolds, formTokenOf, isFormCookie, newFormCookie } from './form-proof.ts';
import { readCookie, setCookie } from './own-cookies.ts';
import { saying, type Text, type Words, wordsIn } from '../texts/words.ts';

/** What every handler of a page finds on its context. */
export interface PageEnv {
  Variables: {
    /** The anti-forgery token to put into forms. */
    formToken: string;
    /** The fields of a form that was sent and proved to be ours. */
    form: URLSearchParams;
    /** Origins beside our own to which a form's answer may lead. */
    formTargets: readonly string[];
    /** Says things in the language of whoever asks. */
    words: Words;
    /** Where this page can be had in another language; absent where asking again would give another page. */
    again: Again | undefined;
    /** Origins that the page's script may ask, beside none. */
    connectTargets: readonly string[];
    /** `origin` where a form leads to another host of ours, which has to learn where it came from. */
    referrer: 'own' | 'origin';
  };
}

export interface Shell {
  readonly assets: Assets;
  /** The origin of the host that these pages are on. */
  readonly origin: string;
  /** The domain below which all our hosts are. */
  readonly domain: string;
  /** Paths that take forms of other origins because they check themselves where those come from. */
  readonly foreignForms?: readonly string[];
  /** Notes a fault; answers with the short id that the page shows. */
  readonly report: (fault: unknown) => string;
}

/** The largest form, bytes. */
export const longestForm = 16 * 1024;

/**
 * The rules that hold for every page, in one place: what the browser may load and keep, who may send forms, and
 * how large they are. A form is read only after its origin was found to be ours.
 */
export function pageRules(shell: Shell): MiddlewareHandler<PageEnv> {
  return async (c, next) => {
    c.set('formTargets', []);
    chooseWords(c, shell);
    c.set('connectTargets', []);
    c.set('referrer', 'own');
    const cookie = readCookie(c.req.raw, formCookie);
    const known = isFormCookie(cookie) ? cookie : undefined;
    const present = known ?? newFormCookie();
    c.set('formToken', formTokenOf(present));
    if (c.req.method === 'POST') {
      const refusal = await readForm(c, shell, known);
      if (refusal !== undefined) return protect(c, refusal);
    } else if (c.req.method !== 'GET' && c.req.method !== 'HEAD') {
      return c.text('', 405, { Allow: 'GET, HEAD, POST' });
    }
    await next();
    if (known === undefined && c.res.headers.get('content-type')?.startsWith('text/html') === true)
      c.res.headers.append('Set-Cookie', setCookie(formCookie, present));
    protect(c, c.res);
    return undefined;
  };
}

/**
 * Finds the language of an answer: what the address asks for, which is kept; else what was chosen before, on any of
 * our hosts; else what the browser asks for. Never what is known of an account, so that it tells nobody who exists.
 */
function chooseWords(c: Context<PageEnv>, { domain }: Pick<Shell, 'domain'>): void {
  const query = new URL(c.req.url).searchParams;
  const wish = c.req.method === 'POST' ? null : query.get(languageParameter);
  if (isLanguage(wish)) c.header('Set-Cookie', keepLanguage(wish, domain), { append: true });
  const before = languageChosen(c.req.header('cookie')) ?? languageAsked(c.req.header('accept-language'));
  c.set('words', wordsIn(isLanguage(wish) ? wish : before));
  c.set('again', c.req.method === 'POST' ? undefined : { path: '', query });
}

async function readForm(
  c: Context<PageEnv>,
  shell: Shell,
  cookie: string | undefined,
): Promise<Response | undefined> {
  const foreign = shell.foreignForms?.includes(c.req.path) === true;
  const source = { method: c.req.method, header: (name: string) => c.req.header(name) };
  if (!foreign && !isFromOwnOrigin(source, shell.origin)) return unprovedForm(c, shell);
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') return show(c, shell, wrongForm, 415);
  const text = await readText(c.req.raw);
  if (text === undefined) return show(c, shell, wrongForm, 413);
  const form = new URLSearchParams(text);
  if (!foreign && !formTokenHolds(cookie, form.get('token'))) return unprovedForm(c, shell);
  c.set('form', form);
  return undefined;
}

// Bytes are counted as they come: a length that was announced binds nobody.
/** Reads a body as text; undefined when it is longer than a form may be. */
export async function readText(request: Request): Promise<string | undefined> {
  if (request.body === null) return '';
  const reader: ReadableStreamDefaultReader<Uint8Array> = request.body.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(parts).toString('utf8');
    size += value.byteLength;
    if (size > longestForm) {
      await reader.cancel();
      return undefined;
    }
    parts.push(value);
  }
}

const wrongForm: Page = messagePage({
  title: 'This could not be read',
  text: 'What was sent is not one of our forms. Go back and try again.',
});

function unprovedForm(c: Context<PageEnv>, shell: Shell): Promise<Response> {
  const page = messagePage({
    title: 'Please send this again',
    text: 'We could not make sure that this came from our own page. Go back, reload the page and send it again. Cookies have to be allowed for this site.',
  });
  return show(c, shell, page, 403);
}

/** Answers with a page. */
export async function show(
  c: Context<PageEnv>,
  shell: Pick<Shell, 'assets'>,
  page: Page,
  status: 200 | 400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 429 | 500 | 503 | 507 = 200,
): Promise<Response> {
  // Whoever is turned away for a time is told for how long (RFC 9110, 10.2.3).
  const away = status === 429 || status === 503;
  if (away && c.res.headers.get('Retry-After') === null) c.header('Retry-After', '5');
  const words = c.get('words');
  return c.html(await document(shell.assets, page(words), { words, again: c.get('again') }), status);
}

/** Answers what a handler threw: the page says an id, the log under that id says the rest. */
export async function showFault(c: Context<PageEnv>, shell: Shell, thrown: unknown): Promise<Response> {
  const id = shell.report(thrown);
  const { text, status } = wordsFor(thrown, id);
  return protect(c, await show(c, shell, messagePage({ title: 'This did not work', text }), status));
}

function wordsFor(thrown: unknown, id: string): { readonly text: Text; readonly status: 500 | 503 | 507 } {
  if (isFault(thrown, 'database-unavailable'))
    return {
      text: saying(
        'The database does not answer, so nobody can be signed in. Try again in a moment. ({{id}})',
        { id },
      ),
      status: 503,
    };
  if (isFault(thrown, 'disk-full'))
    return {
      text: saying(
        'There is no room left to write, so nobody can be signed in. An administrator has to make room on the server. ({{id}})',
        { id },
      ),
      status: 507,
    };
  return {
    text: saying(
      'Something went wrong on our side. Try again; if it stays so, tell an administrator this: {{id}}',
      { id },
    ),
    status: 500,
  };
}

function protect(c: Context<PageEnv>, response: Response): Response {
  if (response.headers.get('cache-control')?.includes('immutable') === true) return response;
  // `form-action` binds the redirects after a form too, and where an app sends people after they signed in is
  // the app's business: a page that ends a sign-in allows what its handler named.
  const targets = ["'self'", ...(c.get('formTargets') ?? [])].join(' ');
  const connect = c.get('connectTargets') ?? [];
  const policy = [
    "default-src 'none'",
    `style-src ${styleSource}`,
    "script-src 'self'",
    "img-src 'self' data:",
    ...(connect.length === 0 ? [] : [`connect-src ${connect.join(' ')}`]),
    `form-action ${targets}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
  const headers: Readonly<Record<string, string>> = {
    'Content-Security-Policy': policy,
    // Not `no-referrer`: under it browsers send `Origin: null` with our own forms.
    'Referrer-Policy': c.get('referrer') === 'origin' ? 'strict-origin' : 'same-origin',
    'Cache-Control': 'no-store',
    'Content-Language': c.get('words').language,
    // Nothing is to be kept; should something keep it all the same, then not for readers of another language.
    Vary: 'Accept-Language, Cookie',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
  };
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}
