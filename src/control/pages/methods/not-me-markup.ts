import type { ReportDone, ReportSubject } from '#contracts/api/reports.ts';
import { type Page, messagePage } from '../parts/document.ts';
import { hidden } from '../parts/fields.ts';
import { html, type Markup } from '../parts/markup.ts';
import { agentName } from '../portal/agent-name.ts';
import type { Plain, Words } from '../texts/words.ts';
import { methodsPath, newPasswordPath } from '../sign-in/attempts.ts';

/** Asks whether somebody means it, and says what will happen. */
export function notMePage(view: {
  readonly organisation: string | undefined;
  readonly token: string;
  readonly subject: ReportSubject;
  readonly now: number;
  /** Whether the person has a password. */
  readonly password: 'there' | 'none';
  readonly portal: string;
}): Page {
  const { subject, token, now } = view;
  const signIn = subject.kind === 'sign-in';
  return (words) => {
    const { t } = words;
    const title = signIn ? t('This was not me') : t('I did not add this');
    const button = signIn
      ? t('This was not me: sign everybody out')
      : t('I did not add this: sign everybody out');
    const next = consequences(subject, view.password).map((text) => html`<li>${t(text)}</li>`);
    return {
      title,
      organisation: view.organisation,
      body: html`<div class="card"><h1>${title}</h1>
<p class="lead">${whatWas(words, subject, now)}</p>
<h2>${t('What happens next')}</h2>
<ul class="told">${next}</ul>
<form method="post" action="/not-me">${hidden({ token, about: subject.id })}<button class="main danger">${button}</button></form>
<p class="after"><a href="${view.portal}">${t('Back: it was me after all')}</a></p></div>`,
    };
  };
}

function whatWas(words: Words, subject: ReportSubject, now: number): Markup {
  const { put } = words;
  const ago = html`${words.ago(subject.createdAt, now)}`;
  if (subject.kind === 'sign-in') {
    const browser = html`<strong>${agentName(words, subject.userAgent)}</strong>`;
    const { address } = subject;
    return put('A sign-in in your name with {{browser}} from {{address}}, {{ago}}.', {
      browser,
      address,
      ago,
    });
  }
  const name = html`<strong><bdi>${subject.name}</bdi></strong>`;
  return subject.kind === 'passkey'
    ? put('The passkey {{name}}, added {{ago}}.', { name, ago })
    : put('The linked provider {{name}}, added {{ago}}.', { name, ago });
}

function consequences(subject: ReportSubject, password: 'there' | 'none'): readonly Plain[] {
  const used = (method: string) => subject.kind !== 'sign-in' || subject.methods.includes(method);
  const passwordKnown = password === 'there' && used('pwd');
  const codesKnown = password === 'there' && used('rec');
  const all: readonly (Plain | false)[] = [
    'You are signed out everywhere, at once, and everything open is cut. In this browser you stay signed in, with new cookies: copies of the old ones are worth nothing.',
    subject.kind === 'passkey' && 'The passkey is removed. It signs nobody in any more.',
    subject.kind === 'provider' && 'The provider is unlinked. It signs nobody in as you any more.',
    passwordKnown && 'Your password opens nothing any more. You choose another on the next page.',
    codesKnown && 'Your recovery codes are worth nothing any more.',
    subject.kind === 'sign-in' &&
      used('fed') &&
      'Your provider vouched for that sign-in: change your password there too.',
    'Keys for programs that were made in your name since then are revoked.',
    'Your administrators are told, and it is on record.',
  ];
  return all.filter((text) => text !== false);
}

/** Says what was done, and what is left to do. */
export function reportedPage(view: {
  readonly organisation: string | undefined;
  readonly done: ReportDone;
  readonly portal: string;
}): Page {
  const { done } = view;
  return (words) => {
    const { t } = words;
    const title = t('Done: everybody is signed out');
    const lines = whatEnded(words, done).map((text) => html`<li>${text}</li>`);
    const next =
      done.password === 'locked'
        ? html`<p class="lead">${t('Your password opens nothing any more. Choose another now, while this browser is signed in; later it takes a link from an administrator.')}</p>
<a class="button main" href="${newPasswordPath}">${t('Choose a new password')}</a>`
        : html`<a class="button main" href="${view.portal}">${t('Go to your applications')}</a>`;
    return {
      title,
      organisation: view.organisation,
      body: html`<div class="card"><h1>${title}</h1>
<ul class="told">${lines}</ul>${addedSince(words, done)}
${next}</div>`,
    };
  };
}

function whatEnded({ t }: Words, { sessions, tokens, recoveryCodes }: ReportDone): readonly string[] {
  const ended =
    sessions === 1
      ? t('There was one session, this one; this browser has a new one.')
      : t('{{count}} sessions ended, this one among them; this browser has a new one.', { count: sessions });
  const revoked =
    tokens === 1
      ? t('{{count}} key for programs revoked.', { count: tokens })
      : t('{{count}} keys for programs revoked.', { count: tokens });
  return [
    ended,
    ...(tokens === 0 ? [] : [revoked]),
    ...(recoveryCodes === 'removed' ? [t('Your recovery codes are worth nothing any more.')] : []),
    t('Your administrators see it from now on and may ask you about it.'),
  ];
}

function addedSince({ t, put }: Words, { passkeysSince }: ReportDone): Markup {
  if (passkeysSince.length === 0) return html``;
  const names = html`${passkeysSince.map((name, n) => html`${n === 0 ? '' : ', '}<bdi>${name}</bdi>`)}`;
  const link = html`<a href="${methodsPath}">${t('Look through your passkeys')}</a>`;
  return html`<div class="notice bad" role="status"><p>${put('Added since then: {{names}}.', { names })} ${put('{{link}} and remove what is not yours.', { link })}</p></div>`;
}

/** Says that there is nothing of theirs by this name. */
export const goneReport = (portal: string): Page =>
  messagePage({
    title: 'There is nothing to report',
    text: 'It is this very session, or it is gone already. Nothing was changed.',
    next: { href: portal, label: 'Back to your applications' },
  });

/** Says that the last way in cannot be a stranger's. */
export const lastReport = (portal: string): Page =>
  messagePage({
    title: 'This is your only way in',
    text: 'Nothing else signs you in, so it was not taken away and nothing was changed. Ask an administrator for a link: what you choose by it replaces everything.',
    next: { href: portal, label: 'Back to your applications' },
  });
