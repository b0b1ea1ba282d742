import { renderSVG } from 'uqr';
import { raw } from 'hono/html';
import {
  type DetailFault,
  type DetailFaults,
  type DetailField,
  type EnrolmentState,
  type CreationOptions,
  longestLogin,
  type Offer,
  passwordFaultTexts,
  recoveryCodeCount,
  shortestPassword,
} from '#identity/index.ts';
import type { Page } from '../parts/document.ts';
import { faultNotice, faultSummary, field, hidden } from '../parts/fields.ts';
import { html, type Markup } from '../parts/markup.ts';
import { passkeyForm } from '../parts/passkey-form.ts';
import { steps } from './steps.ts';

/** What every page of an enrolment knows. */
export interface EnrolmentView {
  readonly state: EnrolmentState;
  /** The path below which this enrolment's pages lie. */
  readonly base: string;
  readonly organisation: string | undefined;
  readonly token: string;
  readonly fault?: string | undefined;
  /** Stands below the first step: other ways to accept. */
  readonly beside?: Markup;
  /** On the last step, where a passkey may be made. */
  readonly passkey?: Offer<CreationOptions> | undefined;
}

const faultTexts: Readonly<Record<DetailFault, string>> = {
  ...passwordFaultTexts,
  missing: 'This is missing.',
  'no-address': 'This is not an e-mail address.',
  differs: 'This is not the same password.',
};

const fields = ['organisation', 'name', 'email', 'password', 'again'] as const;

const fieldNames: Readonly<Record<DetailField, string>> = {
  organisation: 'Organisation',
  name: 'Your name',
  email: 'E-mail',
  password: 'Password',
  again: 'Password again',
};

function textOf(fault: DetailFault, name: DetailField): string {
  if (fault === 'too-long' && name !== 'password') return 'Use at most 120 characters.';
  return faultTexts[fault];
}

const titles: Readonly<Record<EnrolmentState['kind'], { readonly title: string; readonly lead: string }>> = {
  setup: {
    title: 'Become its owner',
    lead: 'Whoever finishes the next three steps owns this installation.',
  },
  invitation: {
    title: 'Welcome',
    lead: 'Choose how you sign in. It takes two minutes, and a passkey or a phone with an authenticator app.',
  },
  reset: {
    title: 'Choose anew how you sign in',
    lead: 'Password, authenticator, passkeys and recovery codes that you had stop working at the end.',
  },
};

/** The first step: who somebody is, and a password. */
export function detailsPage(
  view: EnrolmentView & {
    readonly typed?: Partial<Record<DetailField, string>>;
    readonly faults?: DetailFaults;
  },
): Page {
  const { state, faults = {}, typed = {} } = view;
  const found = fields.flatMap((name) => {
    const fault = faults[name];
    return fault === undefined ? [] : [{ name, text: `${fieldNames[name]}: ${textOf(fault, name)}` }];
  });
  const first =
    found[0]?.name ??
    (state.kind === 'setup' ? 'organisation' : state.kind === 'reset' ? 'password' : 'name');
  const common = (name: DetailField) => {
    const fault = faults[name];
    return {
      name,
      label: fieldNames[name],
      fault: fault && textOf(fault, name),
      start: name === first ? ('here' as const) : undefined,
      value: name === 'password' || name === 'again' ? '' : (typed[name] ?? state.details[name]),
    };
  };
  const { title, lead } = titles[state.kind];
  const setup = state.kind === 'setup';
  const use = setup ? ('edit' as const) : ('read' as const);
  return {
    title,
    organisation: view.organisation,
    scripts: state.passkey === 'offered' ? 'passkeys' : undefined,
    body: html`<div class="card">${steps(state.kind, 'details')}<h1>${title}</h1><p class="lead">${lead}</p>
${faultNotice(view.fault)}${faultSummary(found)}
<form class="stack" method="post" action="${view.base}/details">${hidden({ token: view.token })}
${setup ? field({ ...common('organisation'), autocomplete: 'organization', longest: 120, hint: 'Shown on every page, such as Example Ltd.' }) : ''}
${state.kind === 'reset' ? '' : field({ ...common('name'), autocomplete: 'name', longest: 120 })}
${field({ ...common('email'), type: 'email', autocomplete: 'username', inputMode: 'email', longest: longestLogin, use, hint: setup ? 'You sign in with it. Nothing is sent to it.' : 'You sign in with this address.' })}
${field({ ...common('password'), type: 'password', autocomplete: 'new-password', longest: 512, hint: `At least ${shortestPassword} characters. A few words in a row are good.` })}
${field({ ...common('again'), type: 'password', autocomplete: 'new-password', longest: 512 })}
<button class="main">Continue</button>${state.passkey === 'offered' ? withoutPassword : ''}</form>${view.beside ?? ''}</div>`,
  };
}

// Shown by the script, where it knows that passkeys work.
const withoutPassword = html`<div data-passkey-only hidden><p class="hint">A passkey needs neither password nor codes.</p>
<button class="quiet wide" name="by" value="passkey" formnovalidate>Use a passkey alone</button></div>
<p class="hint" data-passkey-untrusted hidden>Passkeys work once this browser trusts the certificate of this page. Until then, choose a password; you can add a passkey later.</p>`;

// What `renderSVG` makes consists of numbers and fixed text only; the address is in it as black and white.
function qrCode(address: string): Markup {
  const svg = renderSVG(address, { border: 2, pixelSize: 4 });
  return html`<div class="qr" role="img" aria-label="QR code for your authenticator app">${raw(svg)}</div>`;
}

/** The second step: an authenticator app, and a code that proves it. */
export function authenticatorPage(view: EnrolmentView): Page {
  const { state } = view;
  const secret = state.totp?.secret ?? '';
  const spaced = (secret.match(/.{1,4}/g) ?? []).join(' ');
  return {
    title: 'Add an authenticator',
    organisation: view.organisation,
    scripts: view.passkey === undefined ? undefined : 'passkeys',
    body: html`<div class="card">${steps(view.state.kind, 'factor')}<h1>Add an authenticator</h1>
<p class="lead">Scan this with an authenticator app on your phone, then type the code that it shows.</p>
${qrCode(state.totp?.address ?? '')}
<p class="hint">No camera? Type this key into the app:</p><p><code class="secret">${spaced}</code></p>
<form class="stack" method="post" action="${view.base}/factor">${hidden({ token: view.token })}
${field({ name: 'answer', label: 'Six-digit code', autocomplete: 'one-time-code', inputMode: 'numeric', longest: 10, look: 'code', fault: view.fault, start: 'here' })}
<button class="main">Continue</button></form>${passkeyPart(view, { button: 'Use a passkey instead', look: 'quiet' })}
<form class="after" method="post" action="${view.base}/back">${hidden({ token: view.token })}<button class="link">Back</button></form></div>`,
  };
}

function passkeyPart(
  view: EnrolmentView,
  how: { readonly button: string; readonly look: 'main' | 'quiet' },
): Markup {
  if (view.passkey === undefined) return html``;
  return passkeyForm({
    ...how,
    action: `${view.base}/passkey`,
    fields: { token: view.token },
    ceremony: { kind: 'create', offer: view.passkey },
    untilTrusted: 'Until then, use an authenticator app; you can add a passkey later.',
  });
}

/** The second step of whoever chose to sign in by a passkey alone. */
export function passkeyStepPage(view: EnrolmentView): Page {
  return {
    title: 'Make your passkey',
    organisation: view.organisation,
    scripts: 'passkeys',
    body: html`<div class="card">${steps(view.state.kind, 'factor')}<h1>Make your passkey</h1>
<p class="lead">Your browser asks where to keep it: this device, a phone, a security key or your password manager. It opens with your finger, face or PIN.</p>
${faultNotice(view.fault)}${passkeyPart(view, { button: 'Make a passkey', look: 'main' })}
<p class="hint" data-passkey-missing hidden>This browser has no passkeys. Go back and choose a password.</p>
<noscript><p class="hint">Passkeys need JavaScript. Allow it for this site, or go back and choose a password.</p></noscript>
<form class="after" method="post" action="${view.base}/back">${hidden({ token: view.token })}<button class="link">Back</button></form></div>`,
  };
}

/** The last page of whoever signs in by a passkey alone. */
export function passkeyReadyPage(view: {
  readonly kind: EnrolmentState['kind'];
  readonly organisation: string | undefined;
  readonly onward: Markup;
}): Page {
  const title = 'Your passkey is ready';
  return {
    title,
    organisation: view.organisation,
    body: html`<div class="card">${steps(view.kind, 'codes')}<h1>${title}</h1>
<p class="lead">It is all you need to sign in. Should you lose it, an administrator can make you a link to start anew; a second passkey on another device spares you that.</p>
${view.onward}</div>`,
  };
}

/** The last step: the codes for the day on which the phone is gone. They are on this page only. */
export function codesPage(view: {
  readonly kind: EnrolmentState['kind'];
  readonly organisation: string | undefined;
  readonly codes: readonly string[];
  readonly onward: Markup;
}): Page {
  const codes = view.codes.map((code) => html`<li>${code}</li>`);
  return {
    title: 'Keep your recovery codes',
    organisation: view.organisation,
    body: html`<div class="card">${steps(view.kind, 'codes')}<h1>Keep your recovery codes</h1>
<p class="lead">If you lose your phone, each of these ${recoveryCodeCount} codes signs you in once. They are shown only now: print them, or keep them in a password manager.</p>
<ul class="codes" id="codes">${codes}</ul>
<div class="row"><button class="quiet small" type="button" data-copy="codes" data-done="Copied" hidden>Copy</button><button class="quiet small" type="button" data-print hidden>Print</button></div>
${view.onward}</div>`,
  };
}
