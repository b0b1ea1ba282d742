import { type Page, messagePage } from '../parts/document.ts';
import { hidden } from '../parts/fields.ts';
import { html } from '../parts/markup.ts';
import type { Plain } from '../texts/words.ts';
import type { SignInView } from './sign-in-markup.ts';

/** Says that there is no such page. */
export const notFound: Page = messagePage({
  title: 'There is nothing here',
  text: 'This page does not exist, or is no longer open to you.',
});

/** Says why an attempt to enter an app cannot go on. */
export function attemptProblem(problem: 'expired' | 'forged' | 'unknown-host', portal: string): Page {
  const texts: Readonly<Record<typeof problem, Plain>> = {
    expired: 'This sign-in was begun more than ten minutes ago. Open the application again.',
    forged: 'This address is not one that a gateway of ours made. Open the application again.',
    'unknown-host':
      'The application that you came from is not registered here, so nobody is sent back to it.',
  };
  const next = { href: portal, label: 'Go to your applications' as const };
  return messagePage({ title: 'This sign-in cannot go on', text: texts[problem], next });
}

/** Greets somebody who came to the sign-in host by themselves and is signed in already. */
export function signedInPage(
  view: SignInView,
  session: { readonly name: string; readonly login: string },
  portal: string,
): Page {
  const { name, login } = session;
  return ({ t, put }) => ({
    title: t('Hello {{name}}', { name }),
    organisation: view.organisation,
    body: html`<div class="card"><h1>${put('Hello {{name}}', { name })}</h1><p class="lead">${put('You are signed in as {{login}}.', { login })}</p>
<div class="row"><a class="button main" href="${portal}">${t('Go to your applications')}</a></div>
<form class="after" method="post" action="/sign-out">${hidden({ token: view.token })}<button class="link">${t('Sign out everywhere in this browser')}</button></form></div>`,
  });
}

/** Says that the session is over. */
export function signedOut(portal: string, atProvider?: string): Page {
  const page = messagePage({
    title: 'You are signed out',
    text: 'Your session has ended in this browser, on every application, and what was open is cut.',
    next: { href: portal, label: 'Sign in again' },
  });
  if (atProvider === undefined) return page;
  // Whoever vouched for them may still know this browser; ending that is theirs to wish.
  return (words) => {
    const there = html`<p class="after"><a href="${atProvider}">${words.t('Sign out at your provider as well')}</a></p>`;
    const parts = page(words);
    return { ...parts, body: html`${parts.body}${there}` };
  };
}
