import {
  type DetailFault,
  type DetailFaults,
  type DetailField,
  type EnrolmentState,
  type CreationOptions,
  longestLogin,
  type Offer,
  recoveryCodeCount,
  shortestPassword,
} from '#identity/index.ts';
import type { Page } from '../parts/document.ts';
import { faultNotice, faultSummary, field, hidden } from '../parts/fields.ts';
import { html, type Markup } from '../parts/markup.ts';
import { type Plain, saying, type Text, type Words } from '../texts/words.ts';
import { authenticatorKey, codeList } from './kept-things.ts';
import { passwordFaultTexts } from './password-faults.ts';
import { passkeyForm } from '../parts/passkey-form.ts';
import { steps } from './steps.ts';

/** What every page of an enrolment knows. */
export interface EnrolmentView {
  readonly state: EnrolmentState;
  /** The path below which this enrolment's pages lie. */
  readonly base: string;
  readonly organisation: string | undefined;
  readonly token: string;
  readonly fault?: Text | undefined;
  /** Stands below the first step: other ways to accept. */
  readonly beside?: Markup;
  /** On the last step, where a passkey may be made. */
  readonly passkey?: Offer<CreationOptions> | undefined;
}

const faultTexts: Readonly<Record<DetailFault, Text>> = {
  ...passwordFaultTexts,
  missing: 'This is missing.',
  'no-address': 'This is not an e-mail address.',
  differs: 'This is not the same password.',
};

const fields = ['organisation', 'name', 'email', 'password', 'again'] as const;

const fieldNames: Readonly<Record<DetailField, Plain>> = {
  organisation: 'Organisation',
  name: 'Your name',
  email: 'E-mail',
  password: 'Password',
  again: 'Password again',
};

// The longest name that fits where names are shown.
const longestName = 120;
const tooLong = saying('Use at most {{count}} characters.', { count: longestName });

function textOf(fault: DetailFault, name: DetailField): Text {
  if (fault === 'too-long' && name !== 'password') return tooLong;
  return faultTexts[fault];
}

const titles: Readonly<Record<EnrolmentState['kind'], { readonly title: Plain; readonly lead: Plain }>> = {
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
  const { state } = view;
  return (words) => {
    const { t, say } = words;
    const title = t(titles[state.kind].title);
    return {
      title,
      organisation: view.organisation,
      scripts: state.passkey === 'offered' ? 'passkeys' : undefined,
      body: html`<div class="card">${steps(words, state.kind, 'details')}<h1>${title}</h1><p class="lead">${t(titles[state.kind].lead)}</p>
${faultNotice(view.fault && say(view.fault))}${detailsForm(view, words)}${view.beside ?? ''}</div>`,
    };
  };
}

function detailsForm(
  view: EnrolmentView & {
    readonly typed?: Partial<Record<DetailField, string>>;
    readonly faults?: DetailFaults;
  },
  words: Words,
): Markup {
  const { t, say } = words;
  const { state, faults = {}, typed = {} } = view;
  const found = fields.flatMap((name) => {
    const fault = faults[name];
    return fault === undefined ? [] : [{ name, text: `${t(fieldNames[name])}: ${say(textOf(fault, name))}` }];
  });
  const first =
    found[0]?.name ??
    (state.kind === 'setup' ? 'organisation' : state.kind === 'reset' ? 'password' : 'name');
  const common = (name: DetailField) => {
    const fault = faults[name];
    return {
      name,
      label: t(fieldNames[name]),
      fault: fault && say(textOf(fault, name)),
      start: name === first ? ('here' as const) : undefined,
      value: name === 'password' || name === 'again' ? '' : (typed[name] ?? state.details[name]),
    };
  };
  const setup = state.kind === 'setup';
  const use = setup ? ('edit' as const) : ('read' as const);
  return html`${faultSummary(words, found)}
<form class="stack" method="post" action="${view.base}/details">${hidden({ token: view.token })}
${setup ? field({ ...common('organisation'), autocomplete: 'organization', longest: longestName, hint: t('Shown on every page, such as Example Ltd.') }) : ''}
${state.kind === 'reset' ? '' : field({ ...common('name'), autocomplete: 'name', longest: longestName })}
${field({ ...common('email'), type: 'email', autocomplete: 'username', inputMode: 'email', longest: longestLogin, use, hint: setup ? t('You sign in with it. Nothing is sent to it.') : t('You sign in with this address.') })}
${field({ ...common('password'), type: 'password', autocomplete: 'new-password', longest: 512, hint: t('At least {{count}} characters. A few words in a row are good.', { count: shortestPassword }) })}
${field({ ...common('again'), type: 'password', autocomplete: 'new-password', longest: 512 })}
<button class="main">${t('Continue')}</button>${state.passkey === 'offered' ? withoutPassword(words) : ''}</form>`;
}

// Shown by the script, where it knows that passkeys work.
function withoutPassword({ t }: Words): Markup {
  return html`<div data-passkey-only hidden><p class="hint">${t('A passkey needs neither password nor codes.')}</p>
<button class="quiet wide" name="by" value="passkey" formnovalidate>${t('Use a passkey alone')}</button></div>
<p class="hint" data-passkey-untrusted hidden>${t('Passkeys work once this browser trusts the certificate of this page. Until then, choose a password; you can add a passkey later.')}</p>`;
}

/** The second step: an authenticator app, and a code that proves it. */
export function authenticatorPage(view: EnrolmentView): Page {
  const { kind, totp } = view.state;
  return (words) => {
    const { t, say } = words;
    const title = t('Add an authenticator');
    const label = t('Six-digit code');
    const fault = view.fault && say(view.fault);
    return {
      title,
      organisation: view.organisation,
      scripts: view.passkey === undefined ? undefined : 'passkeys',
      body: html`<div class="card">${steps(words, kind, 'factor')}<h1>${title}</h1>
<p class="lead">${t('Scan this with an authenticator app on your phone, then type the code that it shows.')}</p>
${authenticatorKey(words, { secret: totp?.secret ?? '', address: totp?.address ?? '' })}
<form class="stack" method="post" action="${view.base}/factor">${hidden({ token: view.token })}
${field({ name: 'answer', label, autocomplete: 'one-time-code', inputMode: 'numeric', longest: 10, look: 'code', fault, start: 'here' })}
<button class="main">${t('Continue')}</button></form>${passkeyPart(view, words, { button: 'Use a passkey instead', look: 'quiet' })}
${backForm(view, words)}</div>`,
    };
  };
}

function backForm({ base, token }: EnrolmentView, { t }: Words): Markup {
  return html`<form class="after" method="post" action="${base}/back">${hidden({ token })}<button class="link">${t('Back')}</button></form>`;
}

function passkeyPart(
  view: EnrolmentView,
  words: Words,
  how: { readonly button: Plain; readonly look: 'main' | 'quiet' },
): Markup {
  if (view.passkey === undefined) return html``;
  return passkeyForm(words, {
    look: how.look,
    button: words.t(how.button),
    action: `${view.base}/passkey`,
    fields: { token: view.token },
    ceremony: { kind: 'create', offer: view.passkey },
    untilTrusted: words.t('Until then, use an authenticator app; you can add a passkey later.'),
  });
}

/** The second step of whoever chose to sign in by a passkey alone. */
export function passkeyStepPage(view: EnrolmentView): Page {
  return (words) => {
    const { t, say } = words;
    const title = t('Make your passkey');
    return {
      title,
      organisation: view.organisation,
      scripts: 'passkeys',
      body: html`<div class="card">${steps(words, view.state.kind, 'factor')}<h1>${title}</h1>
<p class="lead">${t('Your browser asks where to keep it: this device, a phone, a security key or your password manager. It opens with your finger, face or PIN.')}</p>
${faultNotice(view.fault && say(view.fault))}${passkeyPart(view, words, { button: 'Make a passkey', look: 'main' })}
<p class="hint" data-passkey-missing hidden>${t('This browser has no passkeys. Go back and choose a password.')}</p>
<noscript><p class="hint">${t('Passkeys need JavaScript. Allow it for this site, or go back and choose a password.')}</p></noscript>
${backForm(view, words)}</div>`,
    };
  };
}

/** The last page of whoever signs in by a passkey alone. */
export function passkeyReadyPage(view: {
  readonly kind: EnrolmentState['kind'];
  readonly organisation: string | undefined;
  readonly onward: Markup;
}): Page {
  return (words) => {
    const { t } = words;
    const title = t('Your passkey is ready');
    return {
      title,
      organisation: view.organisation,
      body: html`<div class="card">${steps(words, view.kind, 'codes')}<h1>${title}</h1>
<p class="lead">${t('It is all you need to sign in. Should you lose it, an administrator can make you a link to start anew; a second passkey on another device spares you that.')}</p>
${view.onward}</div>`,
    };
  };
}

/** The last step: the codes for the day on which the phone is gone. They are on this page only. */
export function codesPage(view: {
  readonly kind: EnrolmentState['kind'];
  readonly organisation: string | undefined;
  readonly codes: readonly string[];
  readonly onward: Markup;
}): Page {
  return (words) => {
    const { t } = words;
    const title = t('Keep your recovery codes');
    return {
      title,
      organisation: view.organisation,
      body: html`<div class="card">${steps(words, view.kind, 'codes')}<h1>${title}</h1>
<p class="lead">${t('If you lose your phone, each of these {{count}} codes signs you in once. They are shown only now: print them, or keep them in a password manager.', { count: recoveryCodeCount })}</p>
${codeList(words, view.codes)}
${view.onward}</div>`,
    };
  };
}
