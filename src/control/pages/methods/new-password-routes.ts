import type { Context, Hono } from 'hono';
import { signInStartPath } from '#contracts/hosts.ts';
import {
  type NewPasswordRefusal,
  type OwnPassword,
  type PasswordFault,
  shortestPassword,
} from '#identity/index.ts';
import { passwordFaultTexts } from '../enrolment/password-faults.ts';
import type { Page } from '../parts/document.ts';
import { check, field, hidden, withState } from '../parts/fields.ts';
import { fromOf } from '../parts/from.ts';
import { html } from '../parts/markup.ts';
import { type PageEnv, show } from '../parts/shell.ts';
import { methodsPath, newPasswordPath, newPasswordState } from '../sign-in/attempts.ts';
import type { SignInFlow } from '../sign-in/sign-in-flow.ts';
import type { Text } from '../texts/words.ts';
import { freshSession } from './fresh-session.ts';

/** The page on which people choose another password, after a fresh sign-in. */
export function newPasswordRoutes(
  app: Hono<PageEnv>,
  flow: SignInFlow,
  deps: { readonly organisation: () => Promise<string | undefined> },
): void {
  const password: OwnPassword | undefined = flow.identity.own?.password;
  if (password === undefined) return;
  const anew = withState(signInStartPath, newPasswordState);

  const present = async (
    c: Context<PageEnv>,
    state: 'locked' | 'usable',
    { fault, others = 'end' }: { readonly fault?: NewPasswordRefusal; readonly others?: 'end' | 'keep' } = {},
  ): Promise<Response> => {
    c.set('again', { path: newPasswordPath, query: new URLSearchParams() });
    const view = { organisation: await deps.organisation(), token: c.get('formToken'), state, fault, others };
    return show(c, flow.shell, newPasswordPage(view), statusOf(fault));
  };

  app.get(newPasswordPath, async (c) => {
    const session = await freshSession(c, flow, newPasswordState);
    if (session === undefined) return c.redirect(anew, 303);
    const state = await password.state(session);
    return state === 'none' ? c.redirect(methodsPath, 303) : present(c, state);
  });

  app.post(newPasswordPath, async (c) => {
    const session = await freshSession(c, flow, newPasswordState);
    if (session === undefined) return c.redirect(anew, 303);
    const state = await password.state(session);
    if (state === 'none') return c.redirect(methodsPath, 303);
    const form = c.get('form');
    const others = form.get('others') === 'end' ? ('end' as const) : ('keep' as const);
    const changed = await password.change({
      session,
      typed: form.get('password') ?? '',
      again: form.get('again') ?? '',
      address: fromOf(c.req.raw).address,
      others,
    });
    if (changed.ok) {
      const done = changed.value.ended === 0 ? 'password' : 'password-everywhere';
      return c.redirect(`${methodsPath}?done=${done}`, 303);
    }
    if (changed.error === 'stale' || changed.error === 'none') return c.redirect(anew, 303);
    return present(c, state, { fault: changed.error, others });
  });
}

function statusOf(fault: NewPasswordRefusal | undefined): 200 | 400 | 503 {
  if (fault === undefined) return 200;
  return fault === 'busy' ? 503 : 400;
}

const texts: Readonly<Record<Exclude<NewPasswordRefusal, PasswordFault>, Text>> = {
  missing: 'Choose a password.',
  differs: 'The two are not the same.',
  same: 'This is the password that you had. Choose another.',
  none: 'There is no password to change.',
  stale: 'Sign in again first.',
  busy: 'Many people are signing in at this moment. Try again in a few seconds.',
};

function newPasswordPage(view: {
  readonly organisation: string | undefined;
  readonly token: string;
  readonly state: 'locked' | 'usable';
  readonly fault: NewPasswordRefusal | undefined;
  readonly others: 'end' | 'keep';
}): Page {
  const { fault, state, others } = view;
  return ({ t, say }) => {
    const text = fault === undefined ? undefined : say({ ...texts, ...passwordFaultTexts }[fault]);
    const title = t('Choose a new password');
    const lead =
      state === 'locked'
        ? t('Somebody else may know the one that you had, so it opens nothing any more.')
        : t('The one that you have opens nothing any more once this is done.');
    const hint = t('At least {{count}} characters; a few words in a row are easy to remember.', {
      count: shortestPassword,
    });
    const common = { type: 'password' as const, autocomplete: 'new-password', longest: 512 };
    return {
      title,
      organisation: view.organisation,
      body: html`<div class="card"><h1>${title}</h1><p class="lead">${lead}</p>
<form class="stack" method="post" action="${newPasswordPath}">${hidden({ token: view.token })}
${field({ ...common, name: 'password', label: t('New password'), hint, fault: fault === 'differs' ? undefined : text, start: 'here' })}
${field({ ...common, name: 'again', label: t('The same again'), fault: fault === 'differs' ? text : undefined })}
${check({ name: 'others', value: 'end', state: others === 'end' ? 'on' : 'off', label: t('Sign out everywhere else') })}
<button class="main">${t('Set the password')}</button></form></div>`,
    };
  };
}
