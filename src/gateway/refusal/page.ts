import { createHash } from 'node:crypto';
import type { PageLanguage } from '#contracts/texts/language.ts';
import { refusalIn, say } from './in-language.ts';
import type { Refusal } from './refusals.ts';

const style = `
:root{color-scheme:light dark;--ground:#f6f5f1;--card:#fff;--ink:#1d2530;--soft:#5b6675;--line:#e2e0d8;--mark:#b4541a;--act:#1f5f6b;--act-ink:#fff}
@media(prefers-color-scheme:dark){:root{--ground:#12161b;--card:#1a2027;--ink:#e9ecef;--soft:#9aa6b2;--line:#2b333c;--mark:#e39a63;--act:#7cc5d1;--act-ink:#0d1b1e}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1.5rem;background:var(--ground);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{width:100%;max-width:34rem;background:var(--card);border:1px solid var(--line);border-radius:14px;padding:2.25rem 2.25rem 1.75rem;box-shadow:0 1px 2px rgb(0 0 0/.04),0 12px 32px rgb(0 0 0/.06)}
.mark{display:block;width:44px;height:44px;margin-bottom:1.25rem;color:var(--mark)}
h1{font-size:1.375rem;line-height:1.3;margin:0 0 .5rem;font-weight:650;text-wrap:balance}
p{margin:.5rem 0 0;color:var(--soft)}
.remedy{margin-top:1rem;padding:.75rem 1rem;border-left:3px solid var(--act);background:var(--ground);border-radius:0 8px 8px 0;color:var(--ink)}
ul{margin:1rem 0 0;padding:.75rem 1rem .75rem 2rem;background:var(--ground);border-radius:8px}
li+li{margin-top:.35rem}
.go{display:inline-block;margin-top:1.5rem;padding:.6rem 1.15rem;border-radius:8px;background:var(--act);color:var(--act-ink);text-decoration:none;font-weight:600}
.go:focus-visible{outline:3px solid var(--mark);outline-offset:2px}
footer{margin-top:1.75rem;padding-top:1rem;border-top:1px solid var(--line);font-size:.8125rem;color:var(--soft);display:flex;flex-wrap:wrap;gap:.25rem 1.25rem}
b{font-weight:600;color:var(--ink)}
code{font:inherit;overflow-wrap:anywhere;font-variant-numeric:tabular-nums;user-select:all;color:var(--ink)}
@media(max-width:30rem){body{padding:.75rem;place-items:start center}main{padding:1.5rem 1.25rem 1.25rem}.go{display:block;text-align:center}}
`;

const styleHash = createHash('sha256').update(style).digest('base64');

/** The page's Content-Security-Policy: one style by its hash, nothing else, in nobody's frame. */
export const pagePolicy =
  `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; ` +
  "frame-ancestors 'none'";

// Two doors, one behind the other, the second closed.
const mark =
  '<svg class="mark" viewBox="0 -2 44 44" fill="none" stroke="currentColor" stroke-width="2.5" ' +
  'stroke-linejoin="round" aria-hidden="true"><path d="M5 40V17a17 17 0 0 1 34 0v23"/>' +
  '<path d="M13 40V19a9 9 0 0 1 18 0v21z" fill="currentColor" fill-opacity=".14"/>' +
  '<path d="M2 40h40"/><circle cx="27" cy="29" r="1.6" fill="currentColor"/></svg>';

/** Renders a refusal as one document that loads nothing and runs nothing, in one of our languages. */
export function renderPage(refused: Refusal, errorId: string, language: PageLanguage = 'en'): string {
  const refusal = refusalIn(refused, language);
  const ours = (sentence: string): string => escape(say(sentence, language));
  const advice = (refusal.advice ?? []).slice(0, 8).map((line) => `<li>${escape(line)}</li>`);
  const { link } = refusal;
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    `<title>${escape(refusal.text)}</title><style>${style}</style></head><body><main>${mark}`,
    `<h1>${escape(refusal.text)}</h1>`,
    refusal.next === undefined ? '' : `<p class="next">${escape(refusal.next)}</p>`,
    refusal.remedy === undefined ? '' : `<p class="remedy">${escape(refusal.remedy)}</p>`,
    advice.length === 0 ? '' : `<ul>${advice.join('')}</ul>`,
    link === undefined ? '' : `<a class="go" href="${escape(link.href)}">${escape(link.label)}</a>`,
    '<footer>',
    refusal.name === undefined ? '' : `<span>${ours('Signed in as')} <b>${escape(refusal.name)}</b></span>`,
    `<span>${ours('Error')} <code>${escape(errorId)}</code></span>`,
    refusal.decision === undefined
      ? ''
      : `<span>${ours('Decision')} <code>${escape(refusal.decision)}</code></span>` +
        `<span>${ours('An administrator finds everything about it by that number.')}</span>`,
    '</footer></main></body></html>',
  ].join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.slice(0, 1000).replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
