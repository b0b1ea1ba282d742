import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import type { ConsoleFiles } from './read-console.ts';

const aYear = 'public, max-age=31536000, immutable';

/**
 * Serves the administration: its files, and for every other path its page, which finds the place by itself.
 * Nobody is identified here; the files are the same for all, and the API behind them decides.
 */
export function createConsolePages(files: ConsoleFiles): Hono {
  const app = new Hono();
  const page = new TextDecoder().decode(files.get('/index.html')?.bytes);
  app.get('*', (c) => {
    const file = c.req.path === '/index.html' ? undefined : files.get(c.req.path);
    if (file !== undefined) {
      const cache = c.req.path.startsWith('/assets/') ? aYear : 'no-cache';
      return c.body(file.bytes, 200, { ...everywhere, 'content-type': file.type, 'cache-control': cache });
    }
    if (c.req.path.startsWith('/assets/')) return c.text('There is no such file.', 404, everywhere);
    if (page === '') return c.text('The console was not built. Run: npm run build', 503, everywhere);
    const nonce = randomBytes(16).toString('base64url');
    return c.body(page.replaceAll('__NONCE__', nonce), 200, {
      ...everywhere,
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': contentSecurityPolicy(nonce),
    });
  });
  return app;
}

const everywhere = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const;

/** Scripts from our own files only; style elements by nonce, since the component library writes some. */
function contentSecurityPolicy(nonce: string): string {
  return [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self' data:`,
    `connect-src 'self'`,
    `form-action 'self'`,
    `base-uri 'none'`,
    `frame-ancestors 'none'`,
    // Text becomes no script and no markup, whichever way it came into the page; the one rule is the console's own.
    `require-trusted-types-for 'script'`,
    `trusted-types default`,
  ].join('; ');
}
