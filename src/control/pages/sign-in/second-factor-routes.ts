import type { Context, Hono } from 'hono';
import { controlCookiePrefix, signInCookie } from '#contracts/cookies.ts';
import { signInStartPath } from '#contracts/hosts.ts';
import { withState } from '../parts/fields.ts';
import { fromOf } from '../parts/from.ts';
import { clearCookie, readCookie, setCookie } from '../parts/own-cookies.ts';
import { type PageEnv, show } from '../parts/shell.ts';
import type { Plain } from '../texts/words.ts';
import { providerCodesPage, providerProblem, secondFactorPage } from './provider-markup.ts';
import type { SignInFlow } from './sign-in-flow.ts';

/** The secret of a setup of a second factor. */
export const secondFactorCookie = `${controlCookiePrefix}second-factor`;

/** Gives a second factor to somebody who came by a provider for the first time. */
export function secondFactorRoutes(app: Hono<PageEnv>, flow: SignInFlow): void {
  const setup = flow.identity.providers?.secondFactor;
  if (setup === undefined) return;
  const over = (c: Context<PageEnv>) =>
    show(c, flow.shell, providerProblem({ kind: 'over' }, flow.portal), 410);

  const present = async (c: Context<PageEnv>, fault?: Plain): Promise<Response> => {
    const state = await setup.state(readCookie(c.req.raw, secondFactorCookie));
    if (state === undefined) return over(c);
    const { organisation, token } = await flow.view(c, { state: '' });
    const view = { organisation, token, setup: state, fault };
    return show(c, flow.shell, secondFactorPage(view), fault === undefined ? 200 : 400);
  };

  app.get('/second-factor', (c) => present(c));

  app.post('/second-factor', async (c) => {
    const journey = readCookie(c.req.raw, secondFactorCookie);
    const code = c.get('form').get('answer') ?? '';
    const before = await flow.identity.sessions.find(readCookie(c.req.raw, signInCookie));
    const from = fromOf(c.req.raw);
    const done = await setup.prove({ journey, code, from });
    if (!done.ok)
      return done.error === 'over'
        ? over(c)
        : present(c, 'This code is not right. Wait for the next one, and check that the phone’s clock is.');
    const { secret, recoveryCodes: codes, destination } = done.value;
    // A browser has one session: the one that this replaces ends, so that nobody finds it still open.
    if (before !== undefined)
      await flow.identity.sessions.end({ session: before, cause: 'session-ended', address: from.address });
    c.header('Set-Cookie', setCookie(signInCookie, secret), { append: true });
    c.header('Set-Cookie', clearCookie(secondFactorCookie), { append: true });
    const { organisation } = await flow.view(c, { state: '' });
    const next = destination === '' ? flow.portal : withState(signInStartPath, destination);
    return show(c, flow.shell, providerCodesPage({ organisation, codes, next }));
  });
}
