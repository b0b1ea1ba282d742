import type { Context, Hono } from 'hono';
import { isId } from '#base/ids.ts';
import type { SignInSession } from '#identity/index.ts';
import { fromOf } from '../parts/from.ts';
import { type PageEnv, show } from '../parts/shell.ts';
import type { Plain } from '../texts/words.ts';
import { type Destination, identitiesState, needOf } from './attempts.ts';
import { identitiesPage } from './provider-markup.ts';
import type { SignInFlow } from './sign-in-flow.ts';

/** Who else may vouch for somebody: shown and changed after a fresh sign-in only. */
export function identitiesRoutes(app: Hono<PageEnv>, flow: SignInFlow): void {
  const federation = flow.identity.providers?.federation;
  if (federation === undefined) return;

  const page = async (c: Context<PageEnv>, at: Seen): Promise<Response> => {
    const { session, destination, fault } = at;
    const [linked, all] = await Promise.all([federation.identitiesOf(session.person), federation.choices()]);
    const choices = all.filter(({ title }) => !linked.some((one) => one.title === title));
    const { organisation, token } = await flow.view(c, destination);
    const view = { organisation, token, portal: flow.portal, linked, choices, fault };
    return show(c, flow.shell, identitiesPage(view), fault === undefined ? 200 : 409);
  };

  app.get('/identities', async (c) => {
    const at = await flow.stand(c, identitiesState);
    if (!at.ok) return show(c, flow.shell, at.error, 400);
    const { session, destination, journey } = at.value;
    const asked = { need: needOf(destination), session, journey };
    const { ask } = await flow.identity.signIn.question(asked);
    if (session === undefined || ask.kind !== 'nothing') return flow.ask(c, at.value);
    return page(c, { session, destination });
  });

  app.post('/identities/unlink', async (c) => {
    const at = await flow.stand(c, identitiesState);
    if (!at.ok) return show(c, flow.shell, at.error, 400);
    const { session, destination } = at.value;
    const { ask } = await flow.identity.signIn.question({ need: needOf(destination), session });
    if (session === undefined || ask.kind !== 'nothing') return c.redirect('/identities', 303);
    const provider = c.get('form').get('provider') ?? '';
    if (!isId('provider', provider)) return c.redirect('/identities', 303);
    const { id, person } = session;
    const came = await federation.unlink({ person, session: id, provider, from: fromOf(c.req.raw) });
    if (came === 'last') return page(c, { session, destination, fault: lastWayIn });
    return c.redirect('/identities', 303);
  });
}

interface Seen {
  readonly session: SignInSession;
  readonly destination: Destination;
  readonly fault?: Plain;
}

const lastWayIn: Plain =
  'Nothing else would let you in. Link another provider first; a passkey will do as well, unless this provider is how you joined. Nothing was changed.';
