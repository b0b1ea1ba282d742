import { raw } from 'hono/html';
import type { Assets } from './assets.ts';
import { html, type Markup } from './markup.ts';
import { style } from './style.ts';

export interface Page {
  /** What the browser's tab says. */
  readonly title: string;
  readonly body: Markup;
  /** `narrow` is one card in the middle, `wide` a list of things. */
  readonly width?: 'narrow' | 'wide';
  /** Whose installation this is, as the head of the page says it. */
  readonly organisation?: string | undefined;
  /** Stands at the right end of the head. */
  readonly aside?: Markup;
  /** Which script of its own the page needs. */
  readonly scripts?: 'passkeys' | 'trust' | undefined;
}

// Two doors, one behind the other, the second closed; as on the gateway's own pages.
const mark = html`<svg viewBox="0 0 44 44" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2.5" stroke-linejoin="round"><path d="M5 40V17a17 17 0 0 1 34 0v23"/><path d="M13 40V19a9 9 0 0 1 18 0v21z" fill="currentColor" fill-opacity=".14"/><path d="M2 40h40"/><circle cx="27" cy="29" r="1.6" fill="currentColor"/></svg>`;

const styles = raw(style);

/** Puts a page together. */
export function document(assets: Pick<Assets, 'script' | 'passkeys' | 'trust'>, page: Page): Markup {
  const own =
    page.scripts === undefined
      ? ''
      : html`
<script src="${assets[page.scripts]}" defer></script>`;
  const width = page.width === 'wide' ? 'wide' : 'middle';
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${page.title} · Sallyport</title>
<link rel="icon" href="data:,">
<style>${styles}</style>
<script src="${assets.script}" defer></script>${own}
</head>
<body>
<header class="top">${mark}<span class="name">${page.organisation ?? 'Sallyport'}</span>${page.aside ?? ''}</header>
<main class="${width}">${page.body}</main>
</body>
</html>`;
}

/** A page that says one thing, with what can be done next. */
export function messagePage(message: {
  readonly title: string;
  readonly text: string;
  readonly next?: { readonly href: string; readonly label: string };
}): Page {
  const { title, text, next } = message;
  const link = next === undefined ? '' : html`<a class="button main" href="${next.href}">${next.label}</a>`;
  return { title, body: html`<div class="card"><h1>${title}</h1><p class="lead">${text}</p>${link}</div>` };
}
