import type { Context, Hono } from 'hono';
import type { Clock } from '#base/clock.ts';
import { signInCookie } from '#contracts/cookies.ts';
import { signInStartPath } from '#contracts/hosts.ts';
import type { Reports, SignInSession } from '#identity/index.ts';
import { withState } from '../parts/fields.ts';
import { fromOf } from '../parts/from.ts';
import { setCookie } from '../parts/own-cookies.ts';
import { type PageEnv, show } from '../parts/shell.ts';
import { notMeAddress, notMePath, notMeState } from '../sign-in/attempts.ts';
import type { SignInFlow } from '../sign-in/sign-in-flow.ts';
import { freshSession } from './fresh-session.ts';
import { goneReport, lastReport, notMePage, reportedPage } from './not-me-markup.ts';

/** "This was not me": says what will happen, asks for a fresh sign-in, and does it. */
export function notMeRoutes(
  app: Hono<PageEnv>,
  flow: SignInFlow,
  deps: { readonly clock: Clock; readonly organisation: () => Promise<string | undefined> },
): void {
  const reports: Reports | undefined = flow.identity.own?.reports;
  if (reports === undefined) return;

  const anew = (c: Context<PageEnv>, about: string): Response =>
    c.redirect(withState(signInStartPath, notMeState(about)), 303);

  app.get(notMePath, async (c) => {
    const about = c.req.query('about') ?? '';
    const session = await freshSession(c, flow, notMeState(about));
    if (session === undefined) return anew(c, about);
    return ask(c, session, about);
  });

  const ask = async (c: Context<PageEnv>, session: SignInSession, about: string): Promise<Response> => {
    const [subject, organisation, methods] = await Promise.all([
      reports.subject(session, about),
      deps.organisation(),
      flow.identity.methods.list(session.person),
    ]);
    if (subject === undefined) return show(c, flow.shell, goneReport(flow.portal), 404);
    const token = c.get('formToken');
    const now = deps.clock.wall();
    const password = methods.password === undefined ? ('none' as const) : ('there' as const);
    return show(
      c,
      flow.shell,
      notMePage({ organisation, token, subject, now, password, portal: flow.portal }),
    );
  };

  // INVARIANT: the rules for pages let no form in that another site, or a sibling host, sent: nobody else's page can
  // end somebody's sessions and lock their password.
  app.post(notMePath, async (c) => {
    const about = c.get('form').get('about') ?? '';
    const session = await freshSession(c, flow, notMeState(about));
    if (session === undefined) return anew(c, about);
    const done = await reports.report({ session, about, address: fromOf(c.req.raw).address });
    if (!done.ok) {
      if (done.error === 'last') return show(c, flow.shell, lastReport(flow.portal), 409);
      return done.error === 'gone'
        ? show(c, flow.shell, goneReport(flow.portal), 404)
        : c.redirect(notMeAddress(about), 303);
    }
    c.header('Set-Cookie', setCookie(signInCookie, done.value.secret), { append: true });
    const organisation = await deps.organisation();
    return show(c, flow.shell, reportedPage({ organisation, done: done.value, portal: flow.portal }));
  });
}
