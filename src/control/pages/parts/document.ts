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
}

// Two doors, one behind the other.
const mark = html`<svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linejoin="round"><path d="M3 21V8a9 9 0 0 1 18 0v13"/><path d="M8 21V11a4 4 0 0 1 8 0v10"/><path d="M2 21h20" stroke-linecap="round"/><circle cx="13.6" cy="16" r=".6" fill="currentColor"/></svg>`;

const styles = raw(style);

/** Puts a page together. */
export function document(assets: Pick<Assets, 'script'>, page: Page): Markup {
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
<script src="${assets.script}" defer></script>
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
