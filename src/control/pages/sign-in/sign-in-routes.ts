import type { Hono } from 'hono';
import { signInCookie } from '#contracts/cookies.ts';
import { signInStartPath } from '#contracts/hosts.ts';
import type { SignInRefusal } from '#identity/index.ts';
import { needOf } from './attempts.ts';
import { withState } from '../parts/fields.ts';
import { fromOf } from '../parts/from.ts';
import { readCookie, setCookie } from '../parts/own-cookies.ts';
import { type PageEnv, show } from '../parts/shell.ts';
import type { SignInFlow } from './sign-in-flow.ts';
import {
  impossiblePage,
  lateForPasskey,
  refusalText,
  wrongPasskey,
  wrongPassword,
} from './sign-in-markup.ts';
import { notFound, signedInPage, signedOut } from './sign-in-messages.ts';

/** Where attempts arrive, and what somebody sees who comes without one. */
export function startRoutes(app: Hono<PageEnv>, flow: SignInFlow): void {
  app.get('/', async (c) => {
    const at = await flow.stand(c, '');
    // Without a session the portal's gateway begins an attempt, which comes back with a state.
    if (!at.ok || at.value.session === undefined) return c.redirect(flow.portal, 303);
    const view = await flow.view(c, at.value.destination);
    return show(c, flow.shell, signedInPage(view, at.value.session, flow.portal));
  });

  app.get(signInStartPath, async (c) => {
    const at = await flow.stand(c, c.req.query('state') ?? '');
    if (!at.ok) return show(c, flow.shell, at.error, 400);
    // What was proved for an earlier attempt is not carried into this one.
    return flow.ask(c, { ...at.value, journey: undefined });
  });
}

/** Takes name and password. */
export function passwordRoute(app: Hono<PageEnv>, flow: SignInFlow): void {
  app.post('/password', async (c) => {
    const form = c.get('form');
    const at = await flow.stand(c, form.get('state') ?? '');
    if (!at.ok) return show(c, flow.shell, at.error, 400);
    const { destination, session } = at.value;
    const login = form.get('login') ?? '';
    const password = form.get('password') ?? '';
    const need = needOf(destination);
    const from = fromOf(c.req.raw);
    const step = await flow.identity.signIn.password({ login, password, need, session, from });
    if (step.ok) return flow.goOn(c, destination, step.value);
    if (step.error.kind === 'impossible')
      return show(c, flow.shell, impossiblePage(await flow.view(c, destination), step.error.methods), 403);
    const refusal = { ...step.error, text: refusalText(step.error, wrongPassword) };
    return flow.ask(c, { destination, session, journey: undefined, login, refusal });
  });
}

/** Asks for a second factor and takes it. */
export function factorRoutes(app: Hono<PageEnv>, flow: SignInFlow): void {
  app.get('/factor', async (c) => {
    const at = await flow.stand(c, c.req.query('state') ?? '');
    if (!at.ok) return show(c, flow.shell, at.error, 400);
    return flow.ask(c, { ...at.value, way: c.req.query('way') });
  });

  app.post('/factor', async (c) => {
    const form = c.get('form');
    const at = await flow.stand(c, form.get('state') ?? '');
    if (!at.ok) return show(c, flow.shell, at.error, 400);
    const { destination, session, journey } = at.value;
    const factor = form.get('factor') ?? '';
    const answer = form.get('answer') ?? '';
    const given = { need: needOf(destination), session, journey };
    const { factors } = await flow.identity.signIn.question(given);
    const step = await flow.identity.signIn.factor({ ...given, factor, answer, from: fromOf(c.req.raw) });
    if (step.ok) return flow.goOn(c, destination, step.value);
    const wrong = factors.find(({ name }) => name === factor)?.question.wrong ?? '';
    const refusal = { ...step.error, text: refusalText(step.error, ({ known }) => known(wrong)) };
    const kept = endsJourney(step.error) ? undefined : journey;
    return flow.ask(c, { destination, session, journey: kept, way: factor, refusal });
  });
}

/** Takes the signature of a passkey. */
export function passkeyRoute(app: Hono<PageEnv>, flow: SignInFlow): void {
  app.post('/passkey', async (c) => {
    const form = c.get('form');
    const at = await flow.stand(c, form.get('state') ?? '');
    if (!at.ok) return show(c, flow.shell, at.error, 400);
    const { destination, session, journey } = at.value;
    const step = await flow.identity.signIn.passkey({
      need: needOf(destination),
      session,
      journey,
      state: destination.state,
      browser: c.get('formToken'),
      ticket: form.get('ticket') ?? '',
      response: form.get('response') ?? '',
      from: fromOf(c.req.raw),
    });
    if (step.ok) return flow.goOn(c, destination, step.value);
    if (step.error.kind === 'impossible')
      return show(c, flow.shell, impossiblePage(await flow.view(c, destination), step.error.methods), 403);
    const tooLate = step.error.kind === 'over' ? lateForPasskey : undefined;
    const refusal = { ...step.error, text: tooLate ?? refusalText(step.error, wrongPasskey) };
    return flow.ask(c, { destination, session, journey, refusal });
  });
}

function endsJourney(refusal: SignInRefusal): boolean {
  return refusal.kind === 'over' || refusal.kind === 'impossible';
}

/** Ends what a browser has here. */
export function leaveRoutes(app: Hono<PageEnv>, flow: SignInFlow): void {
  // Somebody else sits here: the session that was shown ends, and the attempt starts again without it.
  app.post('/leave', async (c) => {
    const state = c.get('form').get('state') ?? '';
    await flow.leave(c);
    return c.redirect(state === '' ? flow.portal : withState(signInStartPath, state), 303);
  });

  app.post('/sign-out', async (c) => {
    const session = await flow.identity.sessions.find(readCookie(c.req.raw, signInCookie));
    const federation = flow.identity.providers?.federation;
    const there = session && (await federation?.endSessionUrl(session.id, flow.portal));
    await flow.leave(c);
    return show(c, flow.shell, signedOut(flow.portal, there));
  });
}

/**
 * Ends the setup, which is on the console's host: whoever just proved password and second factor there is signed
 * in here. The ticket is good once, and only the console's own origin may bring it, so that no other page can
 * sign somebody in as somebody else.
 */
export function enterRoute(app: Hono<PageEnv>, flow: SignInFlow): void {
  app.post('/enter', async (c) => {
    if (c.req.header('origin') !== flow.console) return show(c, flow.shell, notFound, 403);
    const secret = await flow.identity.entries.take(c.get('form').get('ticket') ?? undefined);
    if (secret !== undefined) c.header('Set-Cookie', setCookie(signInCookie, secret), { append: true });
    return c.redirect(`${flow.console}/first-steps`, 303);
  });
}
