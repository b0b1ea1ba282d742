import {
  type ChangeRefusal,
  type CreationOptions,
  longestPasskeyName,
  type MethodSummary,
  mostPasskeys,
  type Offer,
  type StoredPasskey,
} from '#identity/index.ts';
import type { Page } from '../parts/document.ts';
import { faultNotice, hidden } from '../parts/fields.ts';
import { html, type Markup } from '../parts/markup.ts';
import { passkeyForm } from '../parts/passkey-form.ts';
import { newPasswordPath, notMeAddress } from '../sign-in/attempts.ts';
import { timeAgo } from '../portal/time-ago.ts';

/** What the page of one's own methods knows. */
export interface MethodsView {
  readonly organisation: string | undefined;
  readonly token: string;
  readonly methods: MethodSummary;
  readonly offer: Offer<CreationOptions>;
  readonly portal: string;
  /** Whether people can say that something was not them, and change their password. */
  readonly own: 'offered' | 'none';
  readonly now: number;
  readonly notice?: string | undefined;
  readonly fault?: string | undefined;
}

/** The page on which people see and change what they sign in with. */
export function methodsPage(view: MethodsView): Page {
  const title = 'How you sign in';
  const { methods, token, offer, notice } = view;
  const change = view.own === 'offered' ? newPasswordPath : undefined;
  const others = otherLines(methods, view.now, change);
  const add = passkeyForm({
    action: '/methods/add',
    button: 'Add a passkey',
    look: 'main',
    fields: { token },
    ceremony: { kind: 'create', offer },
    untilTrusted: 'Then you can add one here.',
  });
  return {
    title,
    organisation: view.organisation,
    width: 'wide',
    scripts: 'passkeys',
    body: html`<h1>${title}</h1>
${notice === undefined ? '' : html`<div class="notice good" role="status"><p>${notice}</p></div>`}${faultNotice(view.fault)}
${others.length === 0 ? '' : html`<ul class="list">${others}</ul>`}
<h2>Passkeys</h2>
<p class="meta">A passkey is in your device or password manager. It opens with your finger, face or PIN, works on no other site than this, and replaces password and code.</p>
${methods.passkeys.length === 0 ? html`<p class="empty">You have no passkey yet.</p>` : html`<ul class="list">${methods.passkeys.map((passkey) => passkeyLine(view, passkey))}</ul>`}
${methods.passkeys.length < mostPasskeys ? add : ''}
<p class="hint after" data-passkey-missing hidden>This browser has no passkeys.</p>
<p class="after"><a href="${view.portal}">Back to your applications</a></p>`,
  };
}

/** One line for each thing that somebody signs in with beside passkeys. */
export function otherLines(methods: MethodSummary, now: number, changePassword?: string): readonly Markup[] {
  const { password, authenticators, recoveryCodesLeft: left } = methods;
  const line = (name: string, more: string | Markup, action: Markup | '' = '') =>
    html`<li><span class="text"><strong>${name}</strong><br><span class="meta">${more}</span></span>${action}</li>`;
  const change =
    changePassword === undefined
      ? ''
      : html`<a class="button quiet small" href="${changePassword}">Change<span class="hidden-label"> the password</span></a>`;
  return [
    ...(password === undefined ? [] : [line('Password', passwordMeta(password, now), change)]),
    ...authenticators.map((one) => line('Authenticator app', `added ${timesOf(one, now)}`)),
    ...(password === undefined ? [] : [line('Recovery codes', `${left} left`)]),
  ];
}

function passwordMeta(
  { createdAt, lockedAt }: NonNullable<MethodSummary['password']>,
  now: number,
): string | Markup {
  if (lockedAt === undefined) return `set ${timeAgo(createdAt, now)}`;
  return html`<span class="fault">opens nothing since ${timeAgo(lockedAt, now)}, until you choose another</span>`;
}

/** When something was made and used last. */
export function timesOf(of: { readonly createdAt: number; readonly usedAt?: number }, now: number): string {
  const used = of.usedAt === undefined ? 'never used' : `last used ${timeAgo(of.usedAt, now)}`;
  return `${timeAgo(of.createdAt, now)} · ${used}`;
}

/** What a passkey's line says of it beside its name. */
export function aboutPasskey(passkey: StoredPasskey, now: number): Markup {
  const backedUp = passkey.backedUp ? ' · backed up' : '';
  const copied =
    passkey.copiedAt === undefined
      ? ''
      : html`<br><span class="fault">Its counter went back ${timeAgo(passkey.copiedAt, now)}: somebody may hold a copy. It opens nothing any more.</span>`;
  return html`<span class="meta">made ${timesOf(passkey, now)}${backedUp}</span>${copied}`;
}

function passkeyLine({ token, now, own }: MethodsView, passkey: StoredPasskey): Markup {
  const { id, name } = passkey;
  return html`<li><span class="text"><strong>${name}</strong><br>${aboutPasskey(passkey, now)}
<details><summary>Rename</summary><form class="row" method="post" action="/methods/rename">${hidden({ token, id })}
<label class="hidden-label" for="name-${id}">Name</label><input id="name-${id}" name="name" value="${name}" maxlength="${longestPasskeyName}" required>
<button class="quiet small">Save<span class="hidden-label"> the name of ${name}</span></button></form></details></span>
<span class="actions"><form method="post" action="/methods/remove">${hidden({ token, id })}<button class="quiet small">Remove<span class="hidden-label"> ${name}</span></button></form>
${own === 'none' ? '' : html`<a class="meta" href="${notMeAddress(id)}">I did not add this<span class="hidden-label">: ${name}</span></a>`}</span></li>`;
}

/** What is said after a change that was made, by its name in the address. */
export const noticeTexts: Readonly<Record<string, string>> = {
  added: 'Your passkey is ready. It signs you in from now on.',
  renamed: 'The passkey has its new name.',
  removed: 'The passkey is removed. It signs nobody in any more.',
  password: 'Your new password is set. The old one opens nothing any more.',
};

/** What is said about a change that was not made. */
export const changeFaults: Readonly<Record<Exclude<ChangeRefusal, 'stale'>, string>> = {
  over: 'This took too long. Try again.',
  wrong:
    'This passkey could not be added: the browser’s answer does not hold. Try again, or use another device.',
  known: 'This passkey is registered already.',
  'too-many': `You have ${mostPasskeys} passkeys. Remove one first.`,
  last: 'This is the only way in that you have left. Add another passkey first.',
  gone: 'There is no such passkey any more.',
  'no-name': `Give it a name of at most ${longestPasskeyName} characters.`,
};
