import { type LinkedIdentity, type ProviderRefusal, recoveryCodeCount, wordsFor } from '#identity/index.ts';
import { renderSVG } from 'uqr';
import { raw } from 'hono/html';
import { type Page, messagePage } from '../parts/document.ts';
import { faultNotice, field, hidden } from '../parts/fields.ts';
import { html, type Markup } from '../parts/markup.ts';
import { notMeAddress } from './attempts.ts';
import type { SignInView } from './sign-in-markup.ts';

/** A provider as a button shows it. */
export interface ProviderChoice {
  readonly name: string;
  readonly title: string;
}

/** One button for each provider, below a line; nothing where there is none. */
export function providerButtons(
  choices: readonly ProviderChoice[],
  fields: Readonly<Record<string, string>>,
): Markup {
  if (choices.length === 0) return html``;
  const buttons = choices.map(
    ({ name, title }) =>
      html`<form method="post" action="/provider">${hidden({ ...fields, provider: name })}<button class="quiet">Continue with ${title}</button></form>`,
  );
  return html`<div class="after ways">${buttons}</div>`;
}

/** Says why somebody does not come in by a provider; the other ways stay open. */
export function providerProblem(refusal: ProviderRefusal, back: string): Page {
  const next = { href: back, label: 'Sign in another way' };
  return messagePage({ ...textsOf(refusal), next });
}

function textsOf(refusal: ProviderRefusal): { readonly title: string; readonly text: string } {
  switch (refusal.kind) {
    case 'no-such-provider':
      return {
        title: 'This way in is closed',
        text: 'There is no such provider here, or it is switched off.',
      };
    case 'over':
      return {
        title: 'This sign-in cannot go on',
        text: 'It took too long, was finished before, or was begun in another browser. Start again.',
      };
    case 'too-many':
      return {
        title: 'Too many sign-ins at once',
        text: `Many were begun from where you are and not finished. Wait ${Math.ceil(refusal.waitMs / 1000)} seconds and try again.`,
      };
    case 'unknown-person':
      return {
        title: 'Nobody invited you yet',
        text: `${refusal.title} knows you, but you are no member here. Ask an administrator for an invitation, or sign in as you did before and link ${refusal.title} in your portal.`,
      };
    case 'wrong-domain':
      return {
        title: 'Your address is not one of ours',
        text: `Only people with a verified e-mail address of this organisation become members by ${refusal.title}. Ask an administrator.`,
      };
    case 'taken':
      return {
        title: 'This account is somebody else’s here',
        text: `Whom ${refusal.title} named is tied to another member already. Nothing was changed.`,
      };
    case 'fault':
      return { title: `${refusal.title} did not sign you in`, text: faultText(refusal) };
  }
}

// Who signs in learns what they can do; the particulars stand on record for administrators.
function faultText({ fault, title }: Extract<ProviderRefusal, { kind: 'fault' }>): string {
  if (fault === 'refused-by-provider') return `${title} refused the sign-in, or you broke it off.`;
  if (fault === 'no-time-of-sign-in') return wordsFor(fault, title);
  return `Sallyport and ${title} do not understand each other at this moment (${fault}). Try again; if it stays so, tell an administrator.`;
}

/** Asks for an authenticator app of somebody who came by a provider and has no second factor. */
export function secondFactorPage(
  view: Pick<SignInView, 'organisation' | 'token' | 'fault'> & {
    readonly setup: { readonly secret: string; readonly address: string; readonly name: string };
  },
): Page {
  const { secret, address, name } = view.setup;
  const spaced = (secret.match(/.{1,4}/g) ?? []).join(' ');
  // What `renderSVG` makes consists of numbers and fixed text only; the address is in it as black and white.
  const code = raw(renderSVG(address, { border: 2, pixelSize: 4 }));
  return {
    title: 'Add an authenticator',
    organisation: view.organisation,
    body: html`<div class="card"><h1>Add an authenticator</h1>
<p class="lead">Hello ${name}. Nobody enters with one proof alone: scan this with an authenticator app on your phone, then type the code that it shows.</p>
<div class="qr" role="img" aria-label="QR code for your authenticator app">${code}</div>
<p class="hint">No camera? Type this key into the app:</p><p><code class="secret">${spaced}</code></p>
<form class="stack" method="post" action="/second-factor">${hidden({ token: view.token })}
${field({ name: 'answer', label: 'Six-digit code', autocomplete: 'one-time-code', inputMode: 'numeric', longest: 10, look: 'code', fault: view.fault, start: 'here' })}
<button class="main">Continue</button></form></div>`,
  };
}

/** The recovery codes of somebody who came by a provider. They are on this page only. */
export function providerCodesPage(view: {
  readonly organisation: string | undefined;
  readonly codes: readonly string[];
  readonly next: string;
}): Page {
  const codes = view.codes.map((code) => html`<li>${code}</li>`);
  return {
    title: 'Keep your recovery codes',
    organisation: view.organisation,
    body: html`<div class="card"><h1>Keep your recovery codes</h1>
<p class="lead">If you lose your phone, each of these ${recoveryCodeCount} codes stands in for it once. They are shown only now: print them, or keep them in a password manager.</p>
<ul class="codes" id="codes">${codes}</ul>
<div class="row"><button class="quiet small" type="button" data-copy="codes" data-done="Copied" hidden>Copy</button><button class="quiet small" type="button" data-print hidden>Print</button></div>
<p class="after"><a class="button main" href="${view.next}">I have kept them: continue</a></p></div>`,
  };
}

/** The providers that somebody is tied to, and those that they may link. */
export function identitiesPage(view: {
  readonly organisation: string | undefined;
  readonly token: string;
  readonly portal: string;
  readonly linked: readonly LinkedIdentity[];
  readonly choices: readonly ProviderChoice[];
  readonly fault?: string | undefined;
}): Page {
  const lines = view.linked.map(
    ({ provider, title, login, since }) =>
      html`<li><span class="text"><strong>${title}</strong><br><span class="meta">${login ?? 'linked'} · since ${new Date(since).toISOString().slice(0, 10)}</span></span>
<span class="actions"><form method="post" action="/identities/unlink">${hidden({ token: view.token, provider })}<button class="quiet small">Unlink<span class="hidden-label"> ${title}</span></button></form>
<a class="meta" href="${notMeAddress(provider)}">I did not add this<span class="hidden-label">: ${title}</span></a></span></li>`,
  );
  return {
    title: 'Linked providers',
    organisation: view.organisation,
    body: html`<div class="card"><h1>Linked providers</h1>
<p class="lead">Who else may vouch for you here. Link only an account that is yours alone.</p>
${faultNotice(view.fault)}
${lines.length === 0 ? html`<p class="empty">None yet.</p>` : html`<ul class="list">${lines}</ul>`}
${providerButtons(view.choices, { token: view.token, purpose: 'link' })}
<p class="after"><a href="${view.portal}">Back to your applications</a></p></div>`,
  };
}
