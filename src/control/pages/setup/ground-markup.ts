import { steps } from '../enrolment/steps.ts';
import type { Page } from '../parts/document.ts';
import { field } from '../parts/fields.ts';
import { html, type Markup } from '../parts/markup.ts';
import type { Plain, Words } from '../texts/words.ts';

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
  readonly fault?: Plain | undefined;
}

/** The first step: under which names everything is served, and how to have others. */
export function domainPage(view: DomainView): Page {
  const { domain, publicPort, local, wish, fault } = view;
  const names = publicPort === 443 ? domain : `${domain}:${publicPort}`;
  const wished = wish !== '' && fault === undefined;
  return (words) => {
    const { t, put } = words;
    const title = t('Set up Sallyport');
    const tried = local
      ? t(
          'Browsers take these names as the machine they run on, so nothing has to be set up, and nobody else can reach it. That is right for a try.',
        )
      : t('They lead wherever your name server says.');
    const label = t('Your domain');
    const hint = t('Such as access.example.org. It is not changed from here: you get the commands.');
    const said = fault && t(fault);
    return {
      title,
      body: html`<div class="card">${steps(words, 'setup', 'domain')}<h1>${title}</h1>
<p class="lead">${t('Everything is served below one domain: the console, sign-in, and each app under a name of its own.')}</p>
<p>${put('This installation answers at {{names}}.', { names: html`<strong>*.${names}</strong>` })} ${tried}</p>
<p><a class="button main" href="/setup/certificate">${put('Keep {{domain}}', { domain })}</a></p>
<details${wish === '' ? '' : html` open`}><summary>${t('Use a domain of your own')}</summary>
<form class="stack" method="get" action="/setup/domain">${field({ name: 'wish', label, value: wish, autocomplete: 'off', longest: 253, fault: said, hint })}
<button class="quiet">${t('Show me how')}</button></form>
${wished ? wayTo(view, words) : ''}</details></div>`,
    };
  };
}

function wayTo({ wish, publicPort, place }: DomainView, { t, put }: Words): Markup {
  const port = publicPort === 443 ? '' : ` --port ${publicPort}`;
  return html`<ol class="todo"><li>${put('Have {{domain}} and {{all}} lead to this machine, by two records at your name server.', { domain: html`<code>${wish}</code>`, all: html`<code>*.${wish}</code>` })}</li>
<li>${t('Stop Sallyport with Ctrl-C, and start it under the new name:')} <code class="command">npm start -- --domain ${wish}${port}${place}</code></li>
<li>${t('Open the setup link that it prints then. The names change only by this; nothing is lost.')}</li></ol>`;
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
  return (words) => {
    const { t } = words;
    return {
      title: t('Certificate'),
      scripts: 'trust',
      body: html`<div class="card">${steps(words, 'setup', 'certificate')}<h1>${t('Does your browser trust it?')}</h1>
<div data-trust-check="${check}" role="status">
<p data-trust="looking" class="notice">${t('Looking …')}<noscript> ${t('This check needs JavaScript.')}</noscript></p>
<div data-trust="yes" class="notice good" hidden><p><strong>${t('Your browser trusts this.')}</strong> ${t('Passkeys will work, and no page warns you.')}</p></div>
<div data-trust="no" class="notice bad" hidden><p><strong>${t('Your browser does not trust this certificate yet.')}</strong> ${t('This line changes by itself when it does.')}</p></div>
</div>${fingerprint === undefined ? given(words) : ownAuthority({ fingerprint, command }, words)}
<p class="after"><a class="button main" href="/setup">${t('Continue')}</a></p>
<p class="hint">${t('You can go on without: browsers warn once for each name, and passkeys wait until the certificate is trusted.')}</p></div>`,
    };
  };
}

function ownAuthority(
  view: { readonly fingerprint: string; readonly command: string },
  { t, put }: Words,
): Markup {
  return html`<p>${t('The certificate comes from an authority that Sallyport made for itself. It can vouch for names below this domain and for nothing else.')}</p>
<p>${t('On the machine where it runs, in the folder where you started it:')}</p>
<p class="row"><code class="secret wide" id="command">${view.command}</code><button class="quiet small" type="button" data-copy="command" data-done="${t('Copied')}" hidden>${t('Copy')}</button></p>
<p class="hint">${put('It says what it did, and the same with {{undo}} takes exactly that back. A browser that stays on “not yet” has to be started anew.', { undo: html`<code>--undo</code>` })}</p>
<details><summary>${t('Fingerprint of the authority (SHA-256)')}</summary><p class="hint"><code>${view.fingerprint}</code></p></details>`;
}

function given({ t }: Words): Markup {
  return html`<p>${t('The certificate is the one that you gave. If browsers do not trust it, is the chain complete, and is it for all names below the domain?')}</p>`;
}
