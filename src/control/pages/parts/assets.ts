import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { passkeyScript } from './passkey-script.ts';
import { script } from './script.ts';
import { trustScript } from './trust-script.ts';
import { style } from './style.ts';

/**
 * What the content policy allows of styles: the stylesheet that stands in every page, by its hash. It is not a file
 * of its own, because the page that ends the setup must look right when the setup's files are served no more.
 */
export const styleSource = `'sha256-${createHash('sha256').update(style).digest('base64')}'`;

/** Where the pages' scripts lie. A name changes with its content, so that each may be kept for long. */
export interface Assets {
  /** On every page. */
  readonly script: string;
  /** On pages that offer passkeys. */
  readonly passkeys: string;
  /** On the page that finds out whether the browser trusts our certificate. */
  readonly trust: string;
  /** Serves them. */
  readonly app: Hono;
}

/** Makes the files that pages load from below `base`, such as `/assets` or `/setup/assets`. */
export function createAssets(base: string): Assets {
  const app = new Hono();
  const serve = (name: string, text: string): string => {
    const hash = createHash('sha256').update(text).digest('base64url').slice(0, 12);
    const path = `${base}/${name}.${hash}.js`;
    app.get(path, (c) =>
      c.body(text, 200, {
        'Content-Type': 'text/javascript; charset=utf-8',
        'Cache-Control': 'public, max-age=31536000, immutable',
        'X-Content-Type-Options': 'nosniff',
        'Cross-Origin-Resource-Policy': 'same-origin',
      }),
    );
    return path;
  };
  return {
    script: serve('page', script),
    passkeys: serve('passkeys', passkeyScript),
    trust: serve('trust', trustScript),
    app,
  };
}
