import { type LinkedIdentity, type ProviderRefusal, recoveryCodeCount } from '#identity/index.ts';
import { authenticatorKey, codeList } from '../enrolment/kept-things.ts';
import { type Page, messagePage } from '../parts/document.ts';
import { faultNotice, field, hidden } from '../parts/fields.ts';
import { html, type Markup } from '../parts/markup.ts';
import { type Plain, saying, type Text, type Words } from '../texts/words.ts';
import { notMeAddress } from './attempts.ts';
import type { SignInView } from './sign-in-markup.ts';

/** A provider as a button shows it. */
export interface ProviderChoice {
  readonly name: string;
  readonly title: string;
}

/** One button for each provider, below a line; nothing where there is none. */
export function providerButtons(
  { put }: Words,
  choices: readonly ProviderChoice[],
  fields: Readonly<Record<string, string>>,
): Markup {
  if (choices.length === 0) return html``;
  const buttons = choices.map(
    ({ name, title }) =>
      html`<form method="post" action="/provider">${hidden({ ...fields, provider: name })}<button class="quiet">${put('Continue with {{provider}}', { provider: title })}</button></form>`,
  );
  return html`<div class="after ways">${buttons}</div>`;
}

/** Says why somebody does not come in by a provider; the other ways stay open. */
export function providerProblem(refusal: ProviderRefusal, back: string): Page {
  const next = { href: back, label: 'Sign in another way' as const };
  return messagePage({ ...textsOf(refusal), next });
}

function textsOf(refusal: ProviderRefusal): { readonly title: Text; readonly text: Text } {
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
        text: ({ t, wait }) =>
          t('Many were begun from where you are and not finished. Wait {{time}} and try again.', {
            time: wait(Math.ceil(refusal.waitMs / 1000)),
          }),
      };
    case 'unknown-person':
      return {
        title: 'Nobody invited you yet',
        text: saying(
          '{{provider}} knows you, but you are no member here. Ask an administrator for an invitation, or sign in as you did before and link {{provider}} in your portal.',
          { provider: refusal.title },
        ),
      };
    case 'wrong-domain':
      return {
        title: 'Your address is not one of ours',
        text: saying(
          'Only people with a verified e-mail address of this organisation become members by {{provider}}. Ask an administrator.',
          { provider: refusal.title },
        ),
      };
    case 'taken':
      return {
        title: 'This account is somebody else’s here',
        text: saying('Whom {{provider}} named is tied to another member already. Nothing was changed.', {
          provider: refusal.title,
        }),
      };
    case 'fault':
      return {
        title: saying('{{provider}} did not sign you in', { provider: refusal.title }),
        text: faultText(refusal),
      };
  }
}

// Who signs in learns what they can do; the particulars stand on record for administrators.
function faultText({ fault, title: provider }: Extract<ProviderRefusal, { kind: 'fault' }>): Text {
  if (fault === 'refused-by-provider')
    return saying('{{provider}} refused the sign-in, or you broke it off.', { provider });
  if (fault === 'no-time-of-sign-in')
    return saying(
      '{{provider}} does not say when somebody proved themselves there, so that it cannot confirm a fresh sign-in.',
      { provider },
    );
  return saying(
    'Sallyport and {{provider}} do not understand each other at this moment ({{fault}}). Try again; if it stays so, tell an administrator.',
    { provider, fault },
  );
}

/** Asks for an authenticator app of somebody who came by a provider and has no second factor. */
export function secondFactorPage(
  view: Pick<SignInView, 'organisation' | 'token' | 'fault'> & {
    readonly setup: { readonly secret: string; readonly address: string; readonly name: string };
  },
): Page {
  const { secret, address, name } = view.setup;
  return (words) => {
    const { t, put, say } = words;
    const title = t('Add an authenticator');
    const label = t('Six-digit code');
    const fault = view.fault && say(view.fault);
    return {
      title,
      organisation: view.organisation,
      body: html`<div class="card"><h1>${title}</h1>
<p class="lead">${put('Hello {{name}}. Nobody enters with one proof alone: scan this with an authenticator app on your phone, then type the code that it shows.', { name })}</p>
${authenticatorKey(words, { secret, address })}
<form class="stack" method="post" action="/second-factor">${hidden({ token: view.token })}
${field({ name: 'answer', label, autocomplete: 'one-time-code', inputMode: 'numeric', longest: 10, look: 'code', fault, start: 'here' })}
<button class="main">${t('Continue')}</button></form></div>`,
    };
  };
}

/** The recovery codes of somebody who came by a provider. They are on this page only. */
export function providerCodesPage(view: {
  readonly organisation: string | undefined;
  readonly codes: readonly string[];
  readonly next: string;
}): Page {
  return (words) => {
    const { t } = words;
    const title = t('Keep your recovery codes');
    return {
      title,
      organisation: view.organisation,
      body: html`<div class="card"><h1>${title}</h1>
<p class="lead">${t('If you lose your phone, each of these {{count}} codes stands in for it once. They are shown only now: print them, or keep them in a password manager.', { count: recoveryCodeCount })}</p>
${codeList(words, view.codes)}
<p class="after"><a class="button main" href="${view.next}">${t('I have kept them: continue')}</a></p></div>`,
    };
  };
}

/** The providers that somebody is tied to, and those that they may link. */
export function identitiesPage(view: {
  readonly organisation: string | undefined;
  readonly token: string;
  readonly portal: string;
  readonly linked: readonly LinkedIdentity[];
  readonly choices: readonly ProviderChoice[];
  readonly fault?: Plain | undefined;
}): Page {
  return (words) => {
    const { t } = words;
    const title = t('Linked providers');
    const lines = view.linked.map((linked) => identityLine(words, linked, view.token));
    return {
      title,
      organisation: view.organisation,
      body: html`<div class="card"><h1>${title}</h1>
<p class="lead">${t('Who else may vouch for you here. Link only an account that is yours alone.')}</p>
${faultNotice(view.fault && t(view.fault))}
${lines.length === 0 ? html`<p class="empty">${t('None yet.')}</p>` : html`<ul class="list">${lines}</ul>`}
${providerButtons(words, view.choices, { token: view.token, purpose: 'link' })}
<p class="after"><a href="${view.portal}">${t('Back to your applications')}</a></p></div>`,
    };
  };
}

function identityLine({ t, put, date }: Words, linked: LinkedIdentity, token: string): Markup {
  const { provider, title, login } = linked;
  const day = html`<time datetime="${new Date(linked.since).toISOString()}">${date(linked.since)}</time>`;
  const since =
    login === undefined
      ? put('linked · since {{day}}', { day })
      : put('{{login}} · since {{day}}', { login, day });
  return html`<li><span class="text"><strong><bdi>${title}</bdi></strong><br><span class="meta">${since}</span></span>
<span class="actions"><form method="post" action="/identities/unlink">${hidden({ token, provider })}<button class="quiet small" aria-label="${t('Unlink {{provider}}', { provider: title })}">${t('Unlink')}</button></form>
<a class="meta" href="${notMeAddress(provider)}" aria-label="${t('I did not add this: {{name}}', { name: title })}">${t('I did not add this')}</a></span></li>`;
}
