import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

const candidates = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** How a browser differs from one that was just unpacked. */
export interface BrowserSetting {
  /** Certificates that it trusts, by their keys: SHA-256 of the public key, base 64. */
  readonly trusted?: readonly string[];
  /** A domain, beside those below `.localhost`, whose names lead to this machine. */
  readonly domain?: string;
  /** The home directory in which it finds what its user trusts; absent: the one of whoever runs the test. */
  readonly home?: string;
}

/** A real browser that reaches nothing but this machine, and trusts nothing by itself. */
export async function openBrowser({ trusted, domain, home }: BrowserSetting = {}): Promise<Browser> {
  const executablePath = process.env['CHROMIUM'] ?? candidates.find((path) => existsSync(path));
  if (executablePath === undefined)
    throw new Error('no Chromium found: apt-get install chromium, or set CHROMIUM');
  return chromium.launch({
    executablePath,
    ...(home === undefined ? {} : { env: { ...process.env, HOME: home } }),
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      ...(trusted === undefined ? [] : [`--ignore-certificate-errors-spki-list=${trusted.join()}`]),
      ...(domain === undefined ? [] : [`--host-resolver-rules=MAP *.${domain} 127.0.0.1`]),
    ],
  });
}

/** One person's browser: cookies of its own. Our test installations vouch for themselves. */
export function openProfile(browser: Browser): Promise<BrowserContext> {
  return browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 1280, height: 800 } });
}

/** Notes what a page complains about: errors of scripts and refusals by its content security policy. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return complaints;
}
