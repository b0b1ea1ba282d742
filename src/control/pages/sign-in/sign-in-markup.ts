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
import { type Plain, type Text, type Words } from '../texts/words.ts';
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
  readonly fault?: Text | undefined;
  /** Whom we believe to be there. */
  readonly person?: { readonly name: string; readonly login: string } | undefined;
  /** Where a passkey would do. */
  readonly passkey?: Offer<RequestOptions> | undefined;
}

/** Why more than the sign-in that is there is asked for, in words. */
function leadOf(view: SignInView, { t, put }: Words): string | Markup {
  const { app, attempt, own } = view.destination;
  if (own?.path === methodsPath)
    return view.person === undefined
      ? t('to change how you sign in')
      : t('Before you change how you sign in, confirm that it is you.');
  if (own !== undefined) return t('This page asks for a fresh sign-in. Confirm that it is you.');
  // Whoever is on the way to an app comes with an attempt; whoever is not goes to the portal.
  if (app === undefined) return t('to continue to your applications');
  const where = { app: app.title };
  if (view.person === undefined) return put('to continue to {{app}}', where);
  const need = attempt?.need;
  if (need?.maxAgeSeconds !== undefined)
    return put('{{app}} asks for a fresh sign-in. Confirm that it is you.', where);
  if (need !== undefined) return put('{{app}} asks for a stronger sign-in.', where);
  return put('to continue to {{app}}', where);
}

function whoIsThere(view: SignInView, { t }: Words, raising: 'raising' | 'new'): Markup {
  if (view.person === undefined) return html``;
  const fields = hidden({ token: view.token, state: view.destination.state });
  const label = raising === 'raising' ? t('Not you?') : t('Start over');
  return html`<div class="who"><bdi>${view.person.login}</bdi>
<form method="post" action="/leave">${fields}<button class="link">${label}</button></form></div>`;
}

/** The page that asks for name and password. */
export function passwordPage(view: SignInView & { readonly login?: string }): Page {
  return (words) => {
    const { t } = words;
    const raising = view.person !== undefined;
    const title = raising ? t('Confirm that it is you') : t('Sign in');
    return {
      title,
      organisation: view.organisation,
      scripts: scriptsOf(view),
      body: html`<div class="card"><h1>${title}</h1><p class="lead">${leadOf(view, words)}</p>
${raising ? whoIsThere(view, words, 'raising') : ''}${faultNotice(faultOf(view, words))}
${passwordForm(view, words)}${passkeyPart(view, words, {
  button: raising ? 'Use a passkey' : 'Sign in with a passkey',
  look: 'quiet',
  autofill: raising ? 'off' : 'on',
})}
${providerButtons(words, view.choices, { token: view.token, state: view.destination.state })}</div>`,
    };
  };
}

const faultOf = ({ fault }: SignInView, { say }: Words): string | undefined => fault && say(fault);

function passwordForm(view: SignInView & { readonly login?: string }, { t }: Words): Markup {
  const raising = view.person !== undefined;
  const name = raising
    ? html`<div class="hidden-label">${field({ name: 'login', label: t('E-mail'), value: view.person?.login, autocomplete: 'username', longest: longestLogin, use: 'read' })}</div>`
    : field({
        name: 'login',
        label: t('E-mail'),
        value: view.login,
        autocomplete: view.passkey === undefined ? 'username' : 'username webauthn',
        inputMode: 'email',
        longest: longestLogin,
        start: view.login ? undefined : 'here',
      });
  const password = field({
    name: 'password',
    label: t('Password'),
    type: 'password',
    autocomplete: 'current-password',
    longest: 512,
    start: raising || view.login ? 'here' : undefined,
  });
  return html`<form class="stack" method="post" action="/password">${hidden({ token: view.token, state: view.destination.state })}
${name}${password}<button class="main">${raising ? t('Continue') : t('Sign in')}</button></form>`;
}

/** The page that asks for a second factor, with a way to each other one. */
export function factorPage(
  view: SignInView & { readonly factor: SecondFactor; readonly others: readonly SecondFactor[] },
): Page {
  const { question, name } = view.factor;
  return (words) => {
    const { t, known } = words;
    const title = known(question.title);
    const others = view.others.map(
      (other) =>
        html`<p class="after"><a href="${withState(`/factor?way=${other.name}`, view.destination.state)}">${known(other.question.offer)}</a></p>`,
    );
    const answer = field({
      name: 'answer',
      label: known(question.label),
      autocomplete: question.autocomplete,
      inputMode: question.inputMode,
      longest: question.longest,
      hint: known(question.explanation),
      fault: faultOf(view, words),
      start: 'here',
      ...(question.inputMode === 'numeric' ? { look: 'code' as const } : {}),
    });
    const lead = leadOf(
      { ...view, ...(needOf(view.destination) === undefined ? { person: undefined } : {}) },
      words,
    );
    return {
      title,
      organisation: view.organisation,
      scripts: scriptsOf(view),
      body: html`<div class="card"><h1>${title}</h1><p class="lead">${lead}</p>
${whoIsThere(view, words, 'new')}
<form class="stack" method="post" action="/factor">${hidden({ token: view.token, state: view.destination.state, factor: name })}
${answer}<button class="main">${t('Continue')}</button></form>${passkeyPart(view, words, { button: 'Use a passkey', look: 'quiet', autofill: 'off' })}${others}</div>`,
    };
  };
}

/** The page that asks for a passkey and for nothing else. */
export function passkeyPage(view: SignInView): Page {
  return (words) => {
    const { t } = words;
    const title = t('Use your passkey');
    return {
      title,
      organisation: view.organisation,
      scripts: 'passkeys',
      body: html`<div class="card"><h1>${title}</h1><p class="lead">${leadOf(view, words)}</p>
${whoIsThere(view, words, 'raising')}${faultNotice(faultOf(view, words))}
${passkeyPart(view, words, { button: 'Continue with a passkey', look: 'main', autofill: 'off' })}
<p class="hint" data-passkey-missing hidden>${t('This browser has no passkeys. Use another one.')}</p>
<noscript><p class="hint">${t('Passkeys need JavaScript. Allow it for this site.')}</p></noscript></div>`,
    };
  };
}

function passkeyPart(
  view: SignInView,
  words: Words,
  how: { readonly button: Plain; readonly look: 'main' | 'quiet'; readonly autofill: 'on' | 'off' },
): Markup {
  const { passkey: offer, token, destination } = view;
  if (offer === undefined) return html``;
  const { button, look, autofill } = how;
  return passkeyForm(words, {
    action: '/passkey',
    button: words.t(button),
    look,
    fields: { token, state: destination.state },
    ceremony: { kind: 'get', offer, autofill },
    untilTrusted: words.t('Until then, sign in with your password and code.'),
  });
}

const scriptsOf = (view: SignInView) => (view.passkey === undefined ? undefined : 'passkeys');

const methodNames: Readonly<Record<AuthenticationMethod, Plain>> = {
  pwd: 'a password',
  otp: 'a code of an authenticator app',
  hwk: 'a passkey',
  rec: 'a recovery code',
  fed: 'a sign-in at another provider',
  key: 'a key of a service account',
};

const remedyFor = (methods: readonly AuthenticationMethod[]): Plain =>
  methods.every((method) => method === 'hwk')
    ? 'Add one under “How you sign in” among your applications, or ask an administrator.'
    : 'Ask an administrator.';

/** Says that something is asked for that this person cannot bring. */
export function impossiblePage(view: SignInView, methods: readonly AuthenticationMethod[]): Page {
  return (words) => {
    const title = words.t('You cannot sign in here yet');
    return {
      title,
      organisation: view.organisation,
      body: html`<div class="card"><h1>${title}</h1>${whoIsThere(view, words, 'raising')}<p class="lead">${missingIn(view, words, methods)}</p></div>`,
    };
  };
}

function missingIn(
  { destination }: SignInView,
  { t, put }: Words,
  methods: readonly AuthenticationMethod[],
): string | Markup {
  if (methods.length === 0)
    return t(
      'Your account has no second factor, and nobody signs in without one. Ask an administrator for a link to set one up.',
    );
  const wanted = methods
    .map((method) => t(methodNames[method]))
    .reduce((one, other) => t('{{one}} and {{other}}', { one, other }));
  const app = destination.app?.title;
  const missing =
    app === undefined
      ? t('This asks for {{methods}}, which your account does not have.', { methods: wanted })
      : put('{{app}} asks for {{methods}}, which your account does not have.', {
          app,
          methods: html`${wanted}`,
        });
  return html`${missing} ${t(remedyFor(methods))}`;
}

/** What a refusal says. The same words for an unknown name and a wrong password, so that nobody learns who exists. */
export function refusalText(refusal: SignInRefusal, wrong: Text): Text {
  switch (refusal.kind) {
    case 'wrong':
      return wrong;
    case 'too-many': {
      const seconds = Math.ceil(refusal.waitMs / 1000);
      return ({ t, wait }) =>
        t('There were too many attempts. Wait {{time}} and try again.', { time: wait(seconds) });
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
export const wrongPasskey: Plain =
  'This passkey opens no account here. It may have been removed. Sign in another way.';
export const lateForPasskey: Plain = 'This took too long. Try again.';
export const wrongPassword: Plain = 'E-mail or password is not right.';
