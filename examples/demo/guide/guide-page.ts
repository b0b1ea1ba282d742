import { createHash } from 'node:crypto';
import { html } from '../apps/page.ts';
import type { CastMember } from '../cast.ts';

/** The page that says whom to be, with the policy under which it is shown: its own script and style, nothing else. */
export function guidePage(shown: {
  readonly people: readonly CastMember[];
  readonly password: string;
  readonly console: string;
  readonly portal: string;
}): { readonly document: string; readonly policy: string } {
  const { people, password } = shown;
  const rows = people.map(
    ({ name, email, title, groups, roles = [], lastDay }) => html`<tr>
<td><b>${name}</b><br><small>${title}</small></td>
<td><small>${[...roles, ...groups].join(', ')}${lastDay === undefined ? '' : ' · disabled'}</small></td>
<td><button data-copy="${email}">${email}</button></td>
<td><button class="code" data-code="${email}" aria-label="Code of ${name}">······</button></td></tr>`,
  );
  const document = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Whom to be · Sallyport demo</title><style>${{ html: style }}</style></head><body><main>
<h1>Whom to be</h1>
<p>Sign in as one of these people, as they would: with their address, their password, and the code that their
authenticator app shows now. A click copies. Use a private window for a second person, so that both stay signed in.</p>
<p class="password">Everybody’s password: <button data-copy="${password}">${password}</button>
<a href="${shown.console}">Console</a> <a href="${shown.portal}">Portal</a></p>
<table><thead><tr><th>Who</th><th>Roles and groups</th><th>Address</th><th>Code <span id="left"></span></th></tr></thead>
<tbody>${rows}</tbody></table>
<p><small>A code works once. If it was just used, wait for the next one. These people are invented, and this page
exists in the demo alone: an ordinary installation has nothing like it.</small></p>
<p role="status" id="said"></p></main><script>${{ html: script }}</script></body></html>`.html;
  const policy = [
    "default-src 'none'",
    `style-src '${digest(style)}'`,
    `script-src '${digest(script)}'`,
    "connect-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return { document, policy };
}

function digest(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

const script = `
const said=document.getElementById('said');
async function look(){const {codes,leftMs}=await (await fetch('/codes')).json();
for(const {email,code} of codes){const at=document.querySelector('[data-code="'+email+'"]');at.textContent=code.slice(0,3)+' '+code.slice(3);at.dataset.copy=code}
document.getElementById('left').textContent='· '+Math.ceil(leftMs/1000)+' s'}
setInterval(()=>look().catch(()=>{said.textContent='The demo has been stopped.'}),1000);look();
document.addEventListener('click',async({target})=>{const text=target.closest('[data-copy]')?.dataset.copy;if(!text)return;
await navigator.clipboard.writeText(text);said.textContent='Copied: '+text});
`;

const style = `
*{box-sizing:border-box}body{margin:0;font:16px/1.5 system-ui,sans-serif;color:#1d2530;background:#f4f6f8}
main{max-width:58rem;margin:2rem auto;padding:0 1.2rem}h1{font-size:1.6rem}
table{width:100%;border-collapse:collapse;background:#fff;border:1px solid #dde3ea}
td,th{padding:.45rem .7rem;border-bottom:1px solid #e8ecf1;text-align:left;vertical-align:middle}
small{color:#5a6675}a{color:#12669b;margin-left:1rem}
button{font:inherit;border:1px solid #cdd6e0;background:#fff;border-radius:6px;padding:.2rem .6rem;cursor:copy;color:inherit}
button:hover{border-color:#12669b}.code{font-family:ui-monospace,monospace;font-size:1.1rem;min-width:6.5rem}
#left{font-weight:400;color:#5a6675}
@media(prefers-color-scheme:dark){body{background:#14181f;color:#dfe6ee}table,button{background:#1b212b;border-color:#2c3542}td,th{border-color:#2c3542}a{color:#7fc1ee}small,#left{color:#9aa7b5}}
`;
