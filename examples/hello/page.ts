import type { IncomingHttpHeaders } from 'node:http';
import { type Texts, textsFor } from './texts.ts';
import type { Verified } from './verify-assertion.ts';

/** The page's stylesheet. */
export const style = `
:root { color-scheme: light dark; --ground: #f6f5f1; --card: #fff; --ink: #1d2530; --soft: #5b6675; --line: #e2e0d8;
  --accent: #1f5f6b; --good: #1d6b3f; --bad: #b3261e; font: 16px/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; }
@media (prefers-color-scheme: dark) { :root { --ground: #12161b; --card: #1a2027; --ink: #e9ecef; --soft: #9aa6b2; --line: #2b333c;
  --accent: #7cc5d1; --good: #86d6a5; --bad: #ff9d94; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); }
main { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; display: grid; gap: 1rem; }
main > * { min-width: 0; }
section { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 1.25rem 1.4rem; }
h1 { font-size: 1.45rem; margin: 0 0 .2rem; overflow-wrap: anywhere; }
h2 { font-size: 1.05rem; margin: 0 0 .6rem; }
p { margin: 0; color: var(--soft); }
#clock { font: 600 clamp(2rem, 12vw, 4.2rem)/1.1 ui-monospace, "DejaVu Sans Mono", Menlo, monospace; font-variant-numeric: tabular-nums;
  margin: .2rem 0 .4rem; }
#state.ticking { color: var(--good); }
#state.stopped { color: var(--bad); font-weight: 600; }
button { font: inherit; font-weight: 600; margin-top: .8rem; border-radius: 9px; border: 1px solid var(--line); background: transparent;
  color: inherit; padding: .45rem .9rem; cursor: pointer; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
dl { display: grid; grid-template-columns: minmax(7.5rem, max-content) 1fr; gap: .35rem 1.1rem; margin: 0; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; min-width: 0; }
ul { margin: 0; padding-left: 1.2rem; }
li + li { margin-top: .3rem; }
code { font: .88em ui-monospace, "DejaVu Sans Mono", Menlo, monospace; overflow-wrap: anywhere; }
details { margin-top: 1rem; }
summary { cursor: pointer; color: var(--accent); }
details dl { margin-top: .6rem; font-size: .9rem; }
.bad { color: var(--bad); }
[hidden] { display: none !important; }
@media (max-width: 30rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .5rem; } }
`;

/** The claims that are shown, in their order. */
const claimNames = [
  'name',
  'email',
  'groups',
  'roles',
  'amr',
  'auth_time',
  'sub',
  'sid',
  'iss',
  'aud',
  'exp',
];

/** Draws the page for one visitor. */
export function helloPage(visit: {
  readonly verified: Verified;
  readonly headers: IncomingHttpHeaders;
}): string {
  const { verified, headers } = visit;
  const name = verified.ok ? text(verified.claims['name']) : '';
  const { language, texts } = textsFor({
    acceptLanguage: headers['accept-language'],
    cookie: headers.cookie,
  });
  const says = (['connecting', 'ticking', 'stopped', 'noConnection'] as const).map(
    (key) => ` data-${key.toLowerCase()}="${escaped(texts[key])}"`,
  );
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${texts.hello}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
<script src="/clock.js" defer></script>
</head>
<body>
<main>
<section><h1>${texts.hello}${name === '' ? '' : `, <bdi>${escaped(name)}</bdi>`}</h1>
<p>${texts.what}</p></section>
<section aria-label="${texts.clock}"><div id="clock" role="timer">--:--:--.-</div><p id="state" role="status"${says.join('')}>${texts.noScript}</p>
<button id="again" type="button" hidden>${texts.again}</button></section>
<section><h2>${texts.told}</h2>
${verified.ok ? told(verified.claims, { language, texts }) : `<p class="bad">${texts.nothingCounts} ${escaped(texts.why[verified.why] ?? verified.why)}.</p>`}
${headerList(headers, texts)}</section>
<section><h2>${texts.notToldTitle}</h2><ul>${texts.notTold.map((line) => `<li>${line}</li>`).join('')}</ul></section>
</main>
</body>
</html>`;
}

type Said = ReturnType<typeof textsFor>;

function told(claims: Readonly<Record<string, unknown>>, said: Said): string {
  const lines = claimNames.flatMap((claim) => {
    const value = claims[claim];
    if (value === undefined) return [];
    return [`<dt>${said.texts.claims[claim] ?? claim}</dt><dd>${escaped(shown(claim, value, said))}</dd>`];
  });
  return `<dl>${lines.join('')}</dl>`;
}

function shown(claim: string, value: unknown, { language, texts }: Said): string {
  if (claim === 'auth_time' || claim === 'exp')
    return `${new Date(Number(value) * 1_000).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' })} UTC`;
  if (Array.isArray(value)) return value.length === 0 ? texts.none : value.map(text).join(', ');
  return text(value);
}

/** Every header but those that say how the connection works; the assertion is a credential and stays out. */
const unshown = new Set(['connection', 'upgrade', 'transfer-encoding', 'content-length', 'te']);

function headerList(headers: IncomingHttpHeaders, texts: Texts): string {
  const lines = Object.entries(headers)
    .filter(([name]) => !unshown.has(name))
    .map(([name, value]) => {
      const words = name === 'sallyport-assertion' ? texts.signedToken : text(value);
      return `<dt><code>${escaped(name)}</code></dt><dd><code>${escaped(words)}</code></dd>`;
    });
  return `<details><summary>${texts.headers}</summary><dl>${lines.join('')}</dl></details>`;
}

function text(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return String(value);
  return value === undefined || value === null ? '' : JSON.stringify(value);
}

function escaped(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
