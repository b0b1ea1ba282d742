import { steps } from '../enrolment/steps.ts';
import type { Page } from '../parts/document.ts';
import { field } from '../parts/fields.ts';
import { html, type Markup } from '../parts/markup.ts';

/** What the page about the domain knows. */
export interface DomainView {
  readonly domain: string;
  readonly publicPort: number;
  /** Whether browsers take the domain's names as this machine. */
  readonly local: boolean;
  /** The flag that names the data directory, where commands need it. */
  readonly place: string;
  /** Another domain that was asked about. */
  readonly wish: string;
  readonly fault?: string | undefined;
}

/** The first step: under which names everything is served, and how to have others. */
export function domainPage(view: DomainView): Page {
  const { domain, publicPort, local, wish, fault } = view;
  const names = publicPort === 443 ? domain : `${domain}:${publicPort}`;
  const wished = wish !== '' && fault === undefined;
  const tried = local
    ? html`Browsers take these names as the machine they run on, so nothing has to be set up, and nobody else can reach it. That is right for a try.`
    : html`They lead wherever your name server says.`;
  return {
    title: 'Set up Sallyport',
    body: html`<div class="card">${steps('setup', 'domain')}<h1>Set up Sallyport</h1>
<p class="lead">Everything is served below one domain: the console, sign-in, and each app under a name of its own.</p>
<p>This installation answers at <strong>*.${names}</strong>. ${tried}</p>
<p><a class="button main" href="/setup/certificate">Keep ${domain}</a></p>
<details${wish === '' ? '' : html` open`}><summary>Use a domain of your own</summary>
<form class="stack" method="get" action="/setup/domain">${field({ name: 'wish', label: 'Your domain', value: wish, autocomplete: 'off', longest: 253, fault, hint: 'Such as access.example.org. It is not changed from here: you get the commands.' })}
<button class="quiet">Show me how</button></form>
${wished ? wayTo(view) : ''}</details></div>`,
  };
}

function wayTo({ wish, publicPort, place }: DomainView): Markup {
  const port = publicPort === 443 ? '' : ` --port ${publicPort}`;
  return html`<ol class="todo"><li>Have <code>${wish}</code> and <code>*.${wish}</code> lead to this machine, by two records at your name server.</li>
<li>Stop Sallyport with Ctrl-C, and start it under the new name: <code class="command">npm start -- --domain ${wish}${port}${place}</code></li>
<li>Open the setup link that it prints then. The names change only by this; nothing is lost.</li></ol>`;
}

/** What the page about the certificate knows. */
export interface CertificateView {
  /** An address with `*` where a name of one's own goes, to try the certificate with. */
  readonly check: string;
  /** Who vouches: an authority of our own, by its fingerprint; or the certificate was given. */
  readonly fingerprint: string | undefined;
  /** The command that makes this machine's browsers trust our authority. */
  readonly command: string;
}

/** The second step: whether this browser trusts the certificate, found out while one looks. */
export function certificatePage(view: CertificateView): Page {
  const { check, fingerprint, command } = view;
  const way = fingerprint === undefined ? given : ownAuthority({ fingerprint, command });
  return {
    title: 'Certificate',
    scripts: 'trust',
    body: html`<div class="card">${steps('setup', 'certificate')}<h1>Does your browser trust it?</h1>
<div data-trust-check="${check}" role="status">
<p data-trust="looking" class="notice">Looking …<noscript> This check needs JavaScript.</noscript></p>
<div data-trust="yes" class="notice good" hidden><p><strong>Your browser trusts this.</strong> Passkeys will work, and no page warns you.</p></div>
<div data-trust="no" class="notice bad" hidden><p><strong>Your browser does not trust this certificate yet.</strong> This line changes by itself when it does.</p></div>
</div>${way}
<p class="after"><a class="button main" href="/setup">Continue</a></p>
<p class="hint">You can go on without: browsers warn once for each name, and passkeys wait until the certificate is trusted.</p></div>`,
  };
}

function ownAuthority(view: { readonly fingerprint: string; readonly command: string }): Markup {
  return html`<p>The certificate comes from an authority that Sallyport made for itself. It can vouch for names below this domain and for nothing else.</p>
<p>On the machine where it runs, in the folder where you started it:</p>
<p class="row"><code class="secret wide" id="command">${view.command}</code><button class="quiet small" type="button" data-copy="command" data-done="Copied" hidden>Copy</button></p>
<p class="hint">It says what it did, and the same with <code>--undo</code> takes exactly that back. A browser that stays on “not yet” has to be started anew.</p>
<details><summary>Fingerprint of the authority (SHA-256)</summary><p class="hint"><code>${view.fingerprint}</code></p></details>`;
}

const given = html`<p>The certificate is the one that you gave. If browsers do not trust it, is the chain complete, and is it for all names below the domain?</p>`;
