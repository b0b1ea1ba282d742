import { request } from 'node:https';
import WebSocket from 'ws';
import type { AppName } from '../cast.ts';
import { sharedPassword } from '../cast.ts';
import { contents } from '../apps/content.ts';
import { oneTimeCode } from '../one-time-code.ts';
import { type Answer, openBrowser } from './browser.ts';

export interface VisitorOptions {
  readonly email: string;
  readonly totpSecret: string;
  /** The app whose live page they look at. */
  readonly app: AppName;
  /** The app's public origin. */
  readonly origin: string;
  /** PEM of the authority that vouches for Sallyport's hosts. */
  readonly authority: string;
  /** Told of what keeps them from the page, for the demo's log. */
  readonly note: (line: string) => void;
}

/** Somebody who works in the background while the demo runs. */
export interface Visitor {
  stop(): void;
}

/** How soon they come back when they were cut, and when they have to sign in or were refused, milliseconds. */
const comeBackMs = 6_000;
const signInAgainMs = 31_000;
/** How often they click: a session in which nobody does anything ends. */
const clickMs = 45_000;

const userAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0';

/** Lets somebody open a live page as any browser does, and come back when it is cut. */
export function startVisitor(options: VisitorOptions): Visitor {
  const { origin, note, email } = options;
  const browser = openBrowser({ authority: () => options.authority, userAgent });
  const stopping = new AbortController();
  const { signal } = stopping;

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
    });

  const signIn = async (page: Answer): Promise<Answer> => {
    const next = await browser.submit(page, '/password', { login: email, password: sharedPassword });
    const answer = oneTimeCode(options.totpSecret, Date.now());
    return browser.submit(next, '/factor', { answer });
  };

  const visit = async (): Promise<number> => {
    let page = await browser.open(`${origin}/`);
    if (page.url.origin !== origin && page.url.pathname !== '/refused') page = await signIn(page);
    if (page.url.origin !== origin || page.status !== 200) return signInAgainMs;
    const clicking = setInterval(() => void browser.open(`${origin}/`).catch(() => {}), clickMs);
    try {
      await stayOn(options, { browser, signal });
    } finally {
      clearInterval(clicking);
    }
    return comeBackMs;
  };

  const live = async (): Promise<void> => {
    while (!signal.aborted) {
      const wait = await visit().catch((error: unknown) => {
        note(`${email}: ${error instanceof Error ? error.message : 'cannot open the page'}`);
        return signInAgainMs;
      });
      await pause(wait);
    }
  };
  void live();
  return { stop: () => stopping.abort() };
}

/** Keeps the page's connection open; resolves when it is over, whoever ended it. */
async function stayOn(
  { app, origin }: VisitorOptions,
  { browser, signal }: { readonly browser: ReturnType<typeof openBrowser>; readonly signal: AbortSignal },
): Promise<void> {
  const url = new URL('/live', origin);
  const { headers, ...way } = await browser.way(url);
  return new Promise((resolve) => {
    if (contents[app].live === 'numbers') {
      const options = { ...way, headers: { ...headers, origin } };
      const socket = new WebSocket(`wss://127.0.0.1:${url.port}/live`, options);
      socket.on('error', () => {});
      socket.on('close', () => resolve());
      signal.addEventListener('abort', () => socket.terminate(), { once: true });
      return;
    }
    const sent = request({
      ...way,
      path: '/live',
      headers: { ...headers, accept: 'text/event-stream' },
    });
    sent.on('error', () => resolve());
    sent.on('response', (response) => response.resume().on('close', () => resolve()));
    signal.addEventListener('abort', () => sent.destroy(), { once: true });
    sent.end();
  });
}
