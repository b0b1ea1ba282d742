import { Hono } from 'hono';
import { enrolmentRoutes } from '../enrolment/enrolment-routes.ts';
import { methodsRoutes } from '../methods/methods-routes.ts';
import { newPasswordRoutes } from '../methods/new-password-routes.ts';
import { notMeRoutes } from '../methods/not-me-routes.ts';
import { type PageEnv, pageRules, show, showFault } from '../parts/shell.ts';
import { besideInvitation } from './beside-invitation.ts';
import { identitiesRoutes } from './identities-routes.ts';
import { providerRoutes } from './provider-routes.ts';
import { providerServerRoutes } from './provider-server-routes.ts';
import { secondFactorRoutes } from './second-factor-routes.ts';
import { createSignInFlow, type SignInPagesDeps } from './sign-in-flow.ts';
import { notFound } from './sign-in-messages.ts';
import {
  enterRoute,
  factorRoutes,
  leaveRoutes,
  passkeyRoute,
  passwordRoute,
  startRoutes,
} from './sign-in-routes.ts';

/** Makes the pages of the sign-in host: sign-in and step-up, invitation and reset. */
export function createSignInPages(deps: SignInPagesDeps): Hono<PageEnv> {
  const flow = createSignInFlow(deps);
  const { shell } = flow;
  const app = new Hono<PageEnv>();
  // Before the rules for pages: these are asked by a provider's server, which has no cookie and no form of ours.
  providerServerRoutes(app, flow);
  app.use(pageRules(shell));
  app.onError((thrown, c) => showFault(c, shell, thrown));
  app.notFound((c) => show(c, shell, notFound, 404));
  app.route('/', shell.assets.app);
  const routes = [startRoutes, passwordRoute, factorRoutes, passkeyRoute, leaveRoutes, enterRoute];
  for (const add of [...routes, providerRoutes, secondFactorRoutes, identitiesRoutes]) add(app, flow);
  methodsRoutes(app, flow, deps);
  notMeRoutes(app, flow, deps);
  newPasswordRoutes(app, flow, deps);
  for (const kind of ['invitation', 'reset'] as const)
    enrolmentRoutes(app, {
      ...deps,
      shell,
      kind,
      base: `/${kind}`,
      next: { kind: 'here', to: flow.portal },
      ...(kind === 'invitation' ? { beside: besideInvitation(flow) } : {}),
    });
  return app;
}
