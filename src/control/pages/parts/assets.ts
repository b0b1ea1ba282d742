import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { script } from './script.ts';
import { style } from './style.ts';

/**
 * What the content policy allows of styles: the stylesheet that stands in every page, by its hash. It is not a file
 * of its own, because the page that ends the setup must look right when the setup's files are served no more.
 */
export const styleSource = `'sha256-${createHash('sha256').update(style).digest('base64')}'`;

/** Where the pages' script lies. Its name changes with its content, so that it may be kept for long. */
export interface Assets {
  readonly script: string;
  /** Serves it. */
  readonly app: Hono;
}

/** Makes the file that pages load from below `base`, such as `/assets` or `/setup/assets`. */
export function createAssets(base: string): Assets {
  const name = createHash('sha256').update(script).digest('base64url').slice(0, 12);
  const path = `${base}/page.${name}.js`;
  const app = new Hono();
  app.get(path, (c) =>
    c.body(script, 200, {
      'Content-Type': 'text/javascript; charset=utf-8',
      'Cache-Control': 'public, max-age=31536000, immutable',
      'X-Content-Type-Options': 'nosniff',
      'Cross-Origin-Resource-Policy': 'same-origin',
    }),
  );
  return { script: path, app };
}
