import { Hono } from 'hono';
import { originOf, systemHost } from '#contracts/hosts.ts';
import type { Identity } from '#identity/index.ts';
import { enrolmentRoutes } from '../enrolment/enrolment-routes.ts';
import { createAssets } from '../parts/assets.ts';
import { messagePage } from '../parts/document.ts';
import type { Ground } from './ground.ts';
import { groundRoutes } from './ground-routes.ts';
import { type PageEnv, pageRules, type Shell, show, showFault } from '../parts/shell.ts';

/** What the setup's pages need. */
export interface SetupPagesDeps {
  readonly identity: Identity;
  readonly domain: string;
  readonly publicPort: number;
  readonly ground: Ground;
  /** Notes a fault in the log; answers with its short id. */
  readonly report: (fault: unknown) => string;
}

/**
 * Makes the pages below `/setup` on the console's host: the only ones served before an installation has an owner,
 * and none at all afterwards.
 */
export function createSetupPages(deps: SetupPagesDeps): Hono<PageEnv> {
  const { identity } = deps;
  const origin = originOf(systemHost('console', deps.domain), deps.publicPort);
  const signIn = originOf(systemHost('signin', deps.domain), deps.publicPort);
  const shell: Shell = {
    assets: createAssets('/setup/assets'),
    origin,
    domain: deps.domain,
    report: deps.report,
  };
  const claimed = messagePage({
    title: 'This installation has its owner',
    text: 'There is nothing left to set up here.',
    next: { href: `${origin}/`, label: 'Go to the console' },
  });
  const app = new Hono<PageEnv>();
  app.use(pageRules(shell));
  app.onError((thrown, c) => showFault(c, shell, thrown));
  app.notFound((c) =>
    show(c, shell, messagePage({ title: 'There is nothing here', text: 'Open the setup link again.' }), 404),
  );
  app.route('/', shell.assets.app);
  app.use('/setup/*', async (c, next) =>
    (await identity.claimed()) ? show(c, shell, claimed, 410) : next(),
  );
  groundRoutes(app, { ...deps, shell });
  enrolmentRoutes(app, {
    identity,
    shell,
    kind: 'setup',
    base: '/setup',
    first: '/setup/domain',
    organisation: async () => undefined,
    next: { kind: 'elsewhere', to: `${signIn}/enter`, origin: signIn },
  });
  return app;
}
