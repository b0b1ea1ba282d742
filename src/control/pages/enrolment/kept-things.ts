import { renderSVG } from 'uqr';
import { raw } from 'hono/html';
import { html, type Markup } from '../parts/markup.ts';
import type { Words } from '../texts/words.ts';

/** Draws the key of an authenticator app: to be scanned, or typed in groups of four. */
export function authenticatorKey(
  { t }: Words,
  { secret, address }: { readonly secret: string; readonly address: string },
): Markup {
  const spaced = (secret.match(/.{1,4}/g) ?? []).join(' ');
  // What `renderSVG` makes consists of numbers and fixed text only; the address is in it as black and white.
  const svg = renderSVG(address, { border: 2, pixelSize: 4 });
  return html`<div class="qr" role="img" aria-label="${t('QR code for your authenticator app')}">${raw(svg)}</div>
<p class="hint">${t('No camera? Type this key into the app:')}</p><p><code class="secret">${spaced}</code></p>`;
}

/** Draws recovery codes, with ways to keep them. They are on this page only. */
export function codeList({ t }: Words, codes: readonly string[]): Markup {
  const items = codes.map((code) => html`<li>${code}</li>`);
  return html`<ul class="codes" id="codes">${items}</ul>
<div class="row"><button class="quiet small" type="button" data-copy="codes" data-done="${t('Copied')}" hidden>${t('Copy')}</button><button class="quiet small" type="button" data-print hidden>${t('Print')}</button></div>`;
}
