import type { Hono } from 'hono';
import { isId } from '#base/ids.ts';
import { fromOf } from '../parts/from.ts';
import { type PageEnv, show } from '../parts/shell.ts';
import { identitiesState, needOf } from './attempts.ts';
import { identitiesPage } from './provider-markup.ts';
import type { SignInFlow } from './sign-in-flow.ts';

/** Who else may vouch for somebody: shown and changed after a fresh sign-in only. */
export function identitiesRoutes(app: Hono<PageEnv>, flow: SignInFlow): void {
  const federation = flow.identity.providers?.federation;
  if (federation === undefined) return;

  app.get('/identities', async (c) => {
    const at = await flow.stand(c, identitiesState);
    if (!at.ok) return show(c, flow.shell, at.error, 400);
    const { session, destination, journey } = at.value;
    const asked = { need: needOf(destination), session, journey };
    const { ask } = await flow.identity.signIn.question(asked);
    if (session === undefined || ask.kind !== 'nothing') return flow.ask(c, at.value);
    const [linked, all] = await Promise.all([federation.identitiesOf(session.person), federation.choices()]);
    const choices = all.filter(({ title }) => !linked.some((one) => one.title === title));
    const { organisation, token } = await flow.view(c, destination);
    return show(c, flow.shell, identitiesPage({ organisation, token, portal: flow.portal, linked, choices }));
  });

  app.post('/identities/unlink', async (c) => {
    const at = await flow.stand(c, identitiesState);
    if (!at.ok) return show(c, flow.shell, at.error, 400);
    const { session, destination } = at.value;
    const { ask } = await flow.identity.signIn.question({ need: needOf(destination), session });
    if (session === undefined || ask.kind !== 'nothing') return c.redirect('/identities', 303);
    const provider = c.get('form').get('provider') ?? '';
    if (isId('provider', provider))
      await federation.unlink({ person: session.person, provider, from: fromOf(c.req.raw) });
    return c.redirect('/identities', 303);
  });
}
