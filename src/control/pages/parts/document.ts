import { raw } from 'hono/html';
import { languages } from '#contracts/texts/language.ts';
import type { Plain, Text, Words } from '../texts/words.ts';
import type { Assets } from './assets.ts';
import { html, type Markup } from './markup.ts';
import { style } from './style.ts';

/** A page, once it is known in which language. */
export type Page = (words: Words) => PageParts;

export interface PageParts {
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

/** Where a page can be asked for in another language: an address of ours with its query, or only a query. */
export interface Again {
  readonly path: string;
  readonly query: URLSearchParams;
}

/** The parameter of a page's address that chooses a language. */
export const languageParameter = 'language';

/** Puts a page together. */
export function document(
  assets: Pick<Assets, 'script' | 'passkeys' | 'trust'>,
  page: PageParts,
  { words, again }: { readonly words: Words; readonly again: Again | undefined },
): Markup {
  const own =
    page.scripts === undefined
      ? ''
      : html`
<script src="${assets[page.scripts]}" defer></script>`;
  const width = page.width === 'wide' ? 'wide' : 'middle';
  return html`<!doctype html>
<html lang="${words.language}">
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
<main class="${width}">${page.body}</main>${again === undefined ? '' : choiceOf(words, again)}
</body>
</html>`;
}

// What our pages read of their address; whatever else somebody put into it is not carried on.
const ownParameters = new Set(['state', 'way', 'about', 'done', 'wish']);

const kept = (query: URLSearchParams) => [...query].filter(([name]) => ownParameters.has(name));

// A link and not a form: it leads to the page that is here, so that there is no address to send anybody to.
function choiceOf(words: Words, { path, query }: Again): Markup {
  const items = Object.entries(languages).map(([tag, name]) => {
    if (tag === words.language) return html`<li aria-current="true">${name}</li>`;
    const asked = new URLSearchParams(kept(query));
    asked.set(languageParameter, tag);
    return html`<li><a href="${path}?${asked.toString()}" lang="${tag}" hreflang="${tag}" rel="nofollow">${name}</a></li>`;
  });
  return html`
<footer class="languages"><ul aria-label="${words.t('Language')}">${items}</ul></footer>`;
}

/** A page that says one thing, with what can be done next. */
export function messagePage(message: {
  readonly title: Text;
  readonly text: Text;
  readonly next?: { readonly href: string; readonly label: Plain };
}): Page {
  return (words) => {
    const { next } = message;
    const title = words.say(message.title);
    const link =
      next === undefined ? '' : html`<a class="button main" href="${next.href}">${words.t(next.label)}</a>`;
    const body = html`<div class="card"><h1>${title}</h1><p class="lead">${words.say(message.text)}</p>${link}</div>`;
    return { title, body };
  };
}
