import type { ReportDone, ReportSubject } from '#contracts/api/reports.ts';
import { type Page, messagePage } from '../parts/document.ts';
import { hidden } from '../parts/fields.ts';
import { html, type Markup } from '../parts/markup.ts';
import { agentName } from '../portal/agent-name.ts';
import { timeAgo } from '../portal/time-ago.ts';
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
  const title = subject.kind === 'sign-in' ? 'This was not me' : 'I did not add this';
  const next = consequences(subject, view.password).map((text) => html`<li>${text}</li>`);
  return {
    title,
    organisation: view.organisation,
    body: html`<div class="card"><h1>${title}</h1>
<p class="lead">${whatWas(subject, now)}</p>
<h2>What happens next</h2>
<ul class="told">${next}</ul>
<form method="post" action="/not-me">${hidden({ token, about: subject.id })}<button class="main danger">${title}: sign everybody out</button></form>
<p class="after"><a href="${view.portal}">Back: it was me after all</a></p></div>`,
  };
}

function whatWas(subject: ReportSubject, now: number): Markup {
  const ago = timeAgo(subject.createdAt, now);
  if (subject.kind === 'sign-in')
    return html`A sign-in in your name with <strong>${agentName(subject.userAgent)}</strong> from ${subject.address}, ${ago}.`;
  const what = subject.kind === 'passkey' ? 'The passkey' : 'The linked provider';
  return html`${what} <strong>${subject.name}</strong>, added ${ago}.`;
}

function consequences(subject: ReportSubject, password: 'there' | 'none'): readonly string[] {
  const used = (method: string) => subject.kind !== 'sign-in' || subject.methods.includes(method);
  return [
    'You are signed out everywhere, at once, and everything open is cut. In this browser you stay signed in, with new cookies: copies of the old ones are worth nothing.',
    ...(subject.kind === 'passkey' ? ['The passkey is removed. It signs nobody in any more.'] : []),
    ...(subject.kind === 'provider' ? ['The provider is unlinked. It signs nobody in as you any more.'] : []),
    ...(password === 'there' && used('pwd')
      ? ['Your password opens nothing any more. You choose another on the next page.']
      : []),
    ...(password === 'there' && used('rec') ? ['Your recovery codes are worth nothing any more.'] : []),
    ...(subject.kind === 'sign-in' && used('fed')
      ? ['Your provider vouched for that sign-in: change your password there too.']
      : []),
    'Keys for programs that were made in your name since then are revoked.',
    'Your administrators are told, and it is on record.',
  ];
}

/** Says what was done, and what is left to do. */
export function reportedPage(view: {
  readonly organisation: string | undefined;
  readonly done: ReportDone;
  readonly portal: string;
}): Page {
  const { done } = view;
  const others =
    done.sessions === 1
      ? 'There was one session, this one'
      : `${done.sessions} sessions ended, this one among them`;
  const lines = [
    `${others}; this browser has a new one.`,
    ...(done.tokens === 0
      ? []
      : [`${done.tokens} ${done.tokens === 1 ? 'key' : 'keys'} for programs revoked.`]),
    ...(done.recoveryCodes === 'removed' ? ['Your recovery codes are worth nothing any more.'] : []),
    'Your administrators see it from now on and may ask you about it.',
  ].map((text) => html`<li>${text}</li>`);
  const since =
    done.passkeysSince.length === 0
      ? ''
      : html`<div class="notice bad" role="status"><p>Added since then: ${done.passkeysSince.join(', ')}. <a href="${methodsPath}">Look through your passkeys</a> and remove what is not yours.</p></div>`;
  const locked = done.password === 'locked';
  return {
    title: 'Done: everybody is signed out',
    organisation: view.organisation,
    body: html`<div class="card"><h1>Done: everybody is signed out</h1>
<ul class="told">${lines}</ul>${since}
${
  locked
    ? html`<p class="lead">Your password opens nothing any more. Choose another now, while this browser is signed in; later it takes a link from an administrator.</p>
<a class="button main" href="${newPasswordPath}">Choose a new password</a>`
    : html`<a class="button main" href="${view.portal}">Go to your applications</a>`
}</div>`,
  };
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
