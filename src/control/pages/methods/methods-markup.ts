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
import { type Plain, saying, type Text, type Words } from '../texts/words.ts';
import { passkeyForm } from '../parts/passkey-form.ts';
import { newPasswordPath, notMeAddress } from '../sign-in/attempts.ts';

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
  readonly notice?: Plain | undefined;
  readonly fault?: Text | undefined;
}

/** The page on which people see and change what they sign in with. */
export function methodsPage(view: MethodsView): Page {
  const { methods, notice, fault } = view;
  const change = view.own === 'offered' ? newPasswordPath : undefined;
  return (words) => {
    const { t, say } = words;
    const title = t('How you sign in');
    const others = otherLines(words, methods, { now: view.now, changePassword: change });
    return {
      title,
      organisation: view.organisation,
      width: 'wide',
      scripts: 'passkeys',
      body: html`<h1>${title}</h1>
${notice === undefined ? '' : html`<div class="notice good" role="status"><p>${t(notice)}</p></div>`}${faultNotice(fault && say(fault))}
${others.length === 0 ? '' : html`<ul class="list">${others}</ul>`}
<h2>${t('Passkeys')}</h2>
<p class="meta">${t('A passkey is in your device or password manager. It opens with your finger, face or PIN, works on no other site than this, and replaces password and code.')}</p>
${methods.passkeys.length === 0 ? html`<p class="empty">${t('You have no passkey yet.')}</p>` : html`<ul class="list">${methods.passkeys.map((passkey) => passkeyLine(view, words, passkey))}</ul>`}
${methods.passkeys.length < mostPasskeys ? addForm(view, words) : ''}
<p class="hint after" data-passkey-missing hidden>${t('This browser has no passkeys.')}</p>
<p class="after"><a href="${view.portal}">${t('Back to your applications')}</a></p>`,
    };
  };
}

function addForm({ token, offer }: MethodsView, words: Words): Markup {
  return passkeyForm(words, {
    action: '/methods/add',
    button: words.t('Add a passkey'),
    look: 'main',
    fields: { token },
    ceremony: { kind: 'create', offer },
    untilTrusted: words.t('Then you can add one here.'),
  });
}

/** One line for each thing that somebody signs in with beside passkeys. */
export function otherLines(
  words: Words,
  methods: MethodSummary,
  { now, changePassword }: { readonly now: number; readonly changePassword?: string | undefined },
): readonly Markup[] {
  const { t } = words;
  const { password, authenticators, recoveryCodesLeft: left } = methods;
  const line = (name: string, more: string | Markup, action: Markup | '' = '') =>
    html`<li><span class="text"><strong>${name}</strong><br><span class="meta">${more}</span></span>${action}</li>`;
  const change =
    changePassword === undefined
      ? ''
      : html`<a class="button quiet small" href="${changePassword}" aria-label="${t('Change the password')}">${t('Change')}</a>`;
  return [
    ...(password === undefined ? [] : [line(t('Password'), passwordMeta(words, password, now), change)]),
    ...authenticators.map((one) => line(t('Authenticator app'), addedMeta(words, one, now))),
    ...(password === undefined ? [] : [line(t('Recovery codes'), t('{{count}} left', { count: left }))]),
  ];
}

function passwordMeta(
  { t, ago }: Words,
  { createdAt, lockedAt }: NonNullable<MethodSummary['password']>,
  now: number,
): string | Markup {
  if (lockedAt === undefined) return t('set {{ago}}', { ago: ago(createdAt, now) });
  return html`<span class="fault">${t('opens nothing since {{ago}}, until you choose another', { ago: ago(lockedAt, now) })}</span>`;
}

interface Used {
  readonly createdAt: number;
  readonly usedAt?: number;
}

function addedMeta({ t, ago }: Words, of: Used, now: number): string {
  const added = ago(of.createdAt, now);
  if (of.usedAt === undefined) return t('added {{ago}} · never used', { ago: added });
  return t('added {{ago}} · last used {{used}}', { ago: added, used: ago(of.usedAt, now) });
}

function madeMeta({ t, ago }: Words, of: Used, now: number): string {
  const made = ago(of.createdAt, now);
  if (of.usedAt === undefined) return t('made {{ago}} · never used', { ago: made });
  return t('made {{ago}} · last used {{used}}', { ago: made, used: ago(of.usedAt, now) });
}

/** What a passkey's line says of it beside its name. */
export function aboutPasskey(words: Words, passkey: StoredPasskey, now: number): Markup {
  const { t, ago } = words;
  const backedUp = passkey.backedUp ? ` · ${t('backed up')}` : '';
  const copied =
    passkey.copiedAt === undefined
      ? ''
      : html`<br><span class="fault">${t('Its counter went back {{ago}}: somebody may hold a copy. It opens nothing any more.', { ago: ago(passkey.copiedAt, now) })}</span>`;
  return html`<span class="meta">${madeMeta(words, passkey, now)}${backedUp}</span>${copied}`;
}

function passkeyLine({ token, now, own }: MethodsView, words: Words, passkey: StoredPasskey): Markup {
  const { t } = words;
  const { id, name } = passkey;
  return html`<li><span class="text"><strong><bdi>${name}</bdi></strong><br>${aboutPasskey(words, passkey, now)}
<details><summary>${t('Rename')}</summary><form class="row" method="post" action="/methods/rename">${hidden({ token, id })}
<label class="hidden-label" for="name-${id}">${t('Name')}</label><input id="name-${id}" name="name" value="${name}" maxlength="${longestPasskeyName}" required>
<button class="quiet small" aria-label="${t('Save the name of {{name}}', { name })}">${t('Save')}</button></form></details></span>
<span class="actions"><form method="post" action="/methods/remove">${hidden({ token, id })}<button class="quiet small" aria-label="${t('Remove {{name}}', { name })}">${t('Remove')}</button></form>
${own === 'none' ? '' : html`<a class="meta" href="${notMeAddress(id)}" aria-label="${t('I did not add this: {{name}}', { name })}">${t('I did not add this')}</a>`}</span></li>`;
}

/** What is said after a change that was made, by its name in the address. */
export const noticeTexts: Readonly<Record<string, Plain>> = {
  added: 'Your passkey is ready. It signs you in from now on.',
  renamed: 'The passkey has its new name.',
  removed: 'The passkey is removed. It signs nobody in any more.',
  password: 'Your new password is set. The old one opens nothing any more.',
  'password-everywhere':
    'Your new password is set, and you are signed out everywhere else. The old one opens nothing any more.',
};

/** What is said about a change that was not made. */
export const changeFaults: Readonly<Record<Exclude<ChangeRefusal, 'stale'>, Text>> = {
  over: 'This took too long. Try again.',
  wrong:
    'This passkey could not be added: the browser’s answer does not hold. Try again, or use another device.',
  known: 'This passkey is registered already.',
  'too-many': saying('You have {{count}} passkeys. Remove one first.', { count: mostPasskeys }),
  last: 'This is the only way in that you have left. Add another passkey first.',
  gone: 'There is no such passkey any more.',
  'no-name': saying('Give it a name of at most {{count}} characters.', { count: longestPasskeyName }),
};
