import type { AuthenticationMethod } from '#contracts/access.ts';
import {
  longestLogin,
  type Offer,
  type RequestOptions,
  type SecondFactor,
  type SignInRefusal,
} from '#identity/index.ts';
import type { Page } from '../parts/document.ts';
import { faultNotice, field, hidden, withState } from '../parts/fields.ts';
import { html, type Markup } from '../parts/markup.ts';
import { passkeyForm } from '../parts/passkey-form.ts';
import { type Destination, methodsPath, needOf } from './attempts.ts';
import { type ProviderChoice, providerButtons } from './provider-markup.ts';

/** What every page of the sign-in knows. */
export interface SignInView {
  readonly organisation: string | undefined;
  readonly destination: Destination;
  /** Providers by which somebody may come instead. */
  readonly choices: readonly ProviderChoice[];
  /** The anti-forgery token. */
  readonly token: string;
  readonly fault?: string | undefined;
  /** Whom we believe to be there. */
  readonly person?: { readonly name: string; readonly login: string } | undefined;
  /** Where a passkey would do. */
  readonly passkey?: Offer<RequestOptions> | undefined;
}

/** Why more than the sign-in that is there is asked for, in words. */
function leadOf(view: SignInView): string {
  const { app, attempt, own } = view.destination;
  if (own?.path === methodsPath)
    return view.person === undefined
      ? 'to change how you sign in'
      : 'Before you change how you sign in, confirm that it is you.';
  const where = app?.title ?? 'your applications';
  if (own !== undefined) return 'This page asks for a fresh sign-in. Confirm that it is you.';
  if (view.person === undefined) return `to continue to ${where}`;
  const need = attempt?.need;
  if (need?.maxAgeSeconds !== undefined) return `${where} asks for a fresh sign-in. Confirm that it is you.`;
  if (need !== undefined) return `${where} asks for a stronger sign-in.`;
  return `to continue to ${where}`;
}

function whoIsThere(view: SignInView, raising: 'raising' | 'new'): Markup {
  if (view.person === undefined) return html``;
  const fields = hidden({ token: view.token, state: view.destination.state });
  const label = raising === 'raising' ? 'Not you?' : 'Start over';
  return html`<div class="who"><span>${view.person.login}</span>
<form method="post" action="/leave">${fields}<button class="link">${label}</button></form></div>`;
}

/** The page that asks for name and password. */
export function passwordPage(view: SignInView & { readonly login?: string }): Page {
  const raising = view.person !== undefined;
  const title = raising ? 'Confirm that it is you' : 'Sign in';
  const name = raising
    ? html`<div class="hidden-label">${field({ name: 'login', label: 'E-mail', value: view.person?.login, autocomplete: 'username', longest: longestLogin, use: 'read' })}</div>`
    : field({
        name: 'login',
        label: 'E-mail',
        value: view.login,
        autocomplete: view.passkey === undefined ? 'username' : 'username webauthn',
        inputMode: 'email',
        longest: longestLogin,
        start: view.login ? undefined : 'here',
      });
  const password = field({
    name: 'password',
    label: 'Password',
    type: 'password',
    autocomplete: 'current-password',
    longest: 512,
    start: raising || view.login ? 'here' : undefined,
  });
  const passkey = passkeyPart(view, {
    button: raising ? 'Use a passkey' : 'Sign in with a passkey',
    look: 'quiet',
    autofill: raising ? 'off' : 'on',
  });
  return {
    title,
    organisation: view.organisation,
    scripts: scriptsOf(view),
    body: html`<div class="card"><h1>${title}</h1><p class="lead">${leadOf(view)}</p>
${raising ? whoIsThere(view, 'raising') : ''}${faultNotice(view.fault)}
<form class="stack" method="post" action="/password">${hidden({ token: view.token, state: view.destination.state })}
${name}${password}<button class="main">${raising ? 'Continue' : 'Sign in'}</button></form>${passkey}
${providerButtons(view.choices, { token: view.token, state: view.destination.state })}</div>`,
  };
}

/** The page that asks for a second factor, with a way to each other one. */
export function factorPage(
  view: SignInView & { readonly factor: SecondFactor; readonly others: readonly SecondFactor[] },
): Page {
  const { question, name } = view.factor;
  const others = view.others.map(
    (other) =>
      html`<p class="after"><a href="${withState(`/factor?way=${other.name}`, view.destination.state)}">${other.question.offer}</a></p>`,
  );
  const answer = field({
    name: 'answer',
    label: question.label,
    autocomplete: question.autocomplete,
    inputMode: question.inputMode,
    longest: question.longest,
    hint: question.explanation,
    fault: view.fault,
    start: 'here',
    ...(question.inputMode === 'numeric' ? { look: 'code' as const } : {}),
  });
  const passkey = passkeyPart(view, { button: 'Use a passkey', look: 'quiet', autofill: 'off' });
  return {
    title: question.title,
    organisation: view.organisation,
    scripts: scriptsOf(view),
    body: html`<div class="card"><h1>${question.title}</h1><p class="lead">${leadOf({ ...view, ...(needOf(view.destination) === undefined ? { person: undefined } : {}) })}</p>
${whoIsThere(view, 'new')}
<form class="stack" method="post" action="/factor">${hidden({ token: view.token, state: view.destination.state, factor: name })}
${answer}<button class="main">Continue</button></form>${passkey}${others}</div>`,
  };
}

/** The page that asks for a passkey and for nothing else. */
export function passkeyPage(view: SignInView): Page {
  const title = 'Use your passkey';
  return {
    title,
    organisation: view.organisation,
    scripts: 'passkeys',
    body: html`<div class="card"><h1>${title}</h1><p class="lead">${leadOf(view)}</p>
${whoIsThere(view, 'raising')}${faultNotice(view.fault)}
${passkeyPart(view, { button: 'Continue with a passkey', look: 'main', autofill: 'off' })}
<p class="hint" data-passkey-missing hidden>This browser has no passkeys. Use another one.</p>
<noscript><p class="hint">Passkeys need JavaScript. Allow it for this site.</p></noscript></div>`,
  };
}

function passkeyPart(
  view: SignInView,
  how: { readonly button: string; readonly look: 'main' | 'quiet'; readonly autofill: 'on' | 'off' },
): Markup {
  const { passkey: offer, token, destination } = view;
  if (offer === undefined) return html``;
  const { button, look, autofill } = how;
  return passkeyForm({
    action: '/passkey',
    button,
    look,
    fields: { token, state: destination.state },
    ceremony: { kind: 'get', offer, autofill },
    untilTrusted: 'Until then, sign in with your password and code.',
  });
}

const scriptsOf = (view: SignInView) => (view.passkey === undefined ? undefined : 'passkeys');

const methodNames: Readonly<Record<AuthenticationMethod, string>> = {
  pwd: 'a password',
  otp: 'a code of an authenticator app',
  hwk: 'a passkey',
  rec: 'a recovery code',
  fed: 'a sign-in at another provider',
  key: 'a key of a service account',
};

const remedyFor = (methods: readonly AuthenticationMethod[]): string =>
  methods.every((method) => method === 'hwk')
    ? 'Add one under “How you sign in” among your applications, or ask an administrator.'
    : 'Ask an administrator.';

/** Says that something is asked for that this person cannot bring. */
export function impossiblePage(view: SignInView, methods: readonly AuthenticationMethod[]): Page {
  const title = 'You cannot sign in here yet';
  const wanted = methods.map((method) => methodNames[method]).join(' and ');
  const text =
    methods.length === 0
      ? 'Your account has no second factor, and nobody signs in without one. Ask an administrator for a link to set one up.'
      : `${view.destination.app?.title ?? 'This'} asks for ${wanted}, which your account does not have. ${remedyFor(methods)}`;
  return {
    title,
    organisation: view.organisation,
    body: html`<div class="card"><h1>${title}</h1>${whoIsThere(view, 'raising')}<p class="lead">${text}</p></div>`,
  };
}

/** What a refusal says. The same words for an unknown name and a wrong password, so that nobody learns who exists. */
export function refusalText(refusal: SignInRefusal, wrong: string): string {
  switch (refusal.kind) {
    case 'wrong':
      return wrong;
    case 'too-many': {
      const seconds = Math.ceil(refusal.waitMs / 1000);
      const time =
        seconds < 90 ? `${seconds} second${seconds === 1 ? '' : 's'}` : `${Math.ceil(seconds / 60)} minutes`;
      return `There were too many attempts. Wait ${time} and try again.`;
    }
    case 'busy':
      return 'Many people are signing in at this moment. Try again in a few seconds.';
    case 'locked':
      return 'This password opens nothing any more: you said that a sign-in with it was not you. Sign in another way, or ask an administrator for a link to choose a new one.';
    case 'not-alone':
      return 'This passkey is the second step of your sign-in. Begin with your provider.';
    case 'copied':
      return 'This passkey may have been copied: its counter went back. It opens nothing any more. Sign in another way and remove it.';
    case 'over':
      return 'This took too long, or was tried too often. Start again with your password.';
    case 'impossible':
      return 'Your account cannot prove what is asked for.';
  }
}

/** What is said to a passkey that is not one of ours, whyever. */
export const wrongPasskey =
  'This passkey opens no account here. It may have been removed. Sign in another way.';
export const lateForPasskey = 'This took too long. Try again.';
export const wrongPassword = 'E-mail or password is not right.';
