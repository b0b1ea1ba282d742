import { type Context, Hono } from 'hono';
import type { Clock } from '#base/clock.ts';
import { isId, type AppId, type PersonId, type SessionId } from '#base/ids.ts';
import type { Outcome } from '#contracts/access.ts';
import { originOf, signOutPath, systemHost } from '#contracts/hosts.ts';
import type { OwnMethods, Reports, Sessions } from '#identity/index.ts';
import type { Caller } from '../../faces.ts';
import { createAssets } from '../parts/assets.ts';
import { messagePage } from '../parts/document.ts';
import { fromOf } from '../parts/from.ts';
import { type PageEnv, pageRules, type Shell, show, showFault } from '../parts/shell.ts';
import { methodsPath, notMeAddress } from '../sign-in/attempts.ts';
import { portalPage, type ShownApp } from './portal-markup.ts';

/** An app that somebody may or may not open. */
export interface PortalApp {
  readonly id: AppId;
  readonly title: string;
  readonly host: string;
}

export interface PortalPagesDeps {
  readonly sessions: Pick<Sessions, 'list' | 'endOwn'>;
  readonly methods: Pick<OwnMethods, 'list'>;
  /** Sign-ins that people are asked about; absent where nothing keeps them. */
  readonly reports?: Pick<Reports, 'unseen' | 'known'>;
  readonly clock: Clock;
  readonly domain: string;
  readonly publicPort: number;
  /** Says who is there by the assertion that the gateway passed on. */
  readonly identify: (request: Request) => Promise<Caller | undefined>;
  /** Every enabled web app but our own sign-in and portal. */
  readonly apps: () => Promise<readonly PortalApp[]>;
  /** Decides for each app whether this caller may open it now; in the order of the apps. */
  readonly mayOpen: (caller: Caller, apps: readonly PortalApp[]) => Promise<readonly Outcome[]>;
  readonly organisation: () => Promise<string | undefined>;
  /** Whether there are providers that people may link. */
  readonly hasProviders?: () => Promise<boolean>;
  /** Notes a fault in the log; answers with its short id. */
  readonly report: (fault: unknown) => string;
}

interface Present {
  readonly caller: Caller;
  readonly person: PersonId;
  readonly session: SessionId;
}

/** Makes the portal: the apps that somebody may open and the sessions that are theirs. */
export function createPortalPages(deps: PortalPagesDeps): Hono<PageEnv> {
  const origin = originOf(systemHost('portal', deps.domain), deps.publicPort);
  const shell: Shell = { assets: createAssets('/assets'), origin, domain: deps.domain, report: deps.report };
  const app = new Hono<PageEnv>();
  app.use(pageRules(shell));
  app.onError((thrown, c) => showFault(c, shell, thrown));
  app.notFound((c) => show(c, shell, notFound(origin), 404));
  app.route('/', shell.assets.app);

  // Who is there is read anew for each request, and nothing is done for nobody.
  const present = async (c: Context<PageEnv>): Promise<Present | undefined> => {
    const caller = await deps.identify(c.req.raw);
    if (caller?.person === undefined || caller.session === undefined) return undefined;
    return { caller, person: caller.person, session: caller.session };
  };

  app.get('/', async (c) => {
    const there = await present(c);
    if (there === undefined) return show(c, shell, nobody, 401);
    return show(c, shell, portalPage(await viewOf(deps, there, c)));
  });

  // A page of ours is itself read on a grant: whoever ends their present session would cut the answer. So these
  // end the others, and hand the browser's POST on to the gateway, which ends the present one and says so itself.
  app.post('/sessions/end', async (c) => {
    const there = await present(c);
    if (there === undefined) return show(c, shell, nobody, 401);
    const session = c.get('form').get('session') ?? '';
    if (session === there.session) return c.redirect(signOutPath, 307);
    // Only sessions of this very person end by it: the store looks among theirs alone.
    if (isId('session', session)) await endOwn(c, there, [session]);
    return c.redirect('/', 303);
  });

  app.post('/sessions/end-all', async (c) => {
    const there = await present(c);
    if (there === undefined) return show(c, shell, nobody, 401);
    const all = await deps.sessions.list(there.person);
    await endOwn(
      c,
      there,
      all.map(({ id }) => id).filter((id) => id !== there.session),
    );
    return c.redirect(signOutPath, 307);
  });

  app.post('/sessions/known', async (c) => {
    const there = await present(c);
    if (there === undefined) return show(c, shell, nobody, 401);
    const known = c.get('form').get('session') ?? '';
    const { person, session } = there;
    if (isId('session', known)) await deps.reports?.known({ person, present: session, known });
    return c.redirect('/', 303);
  });

  const endOwn = (c: Context<PageEnv>, there: Present, sessions: readonly SessionId[]) => {
    const name = there.caller.actor.name;
    const person = { id: there.person, ...(name === undefined ? {} : { name }) };
    return deps.sessions.endOwn({ person, sessions, address: fromOf(c.req.raw).address });
  };

  return app;
}

async function viewOf(deps: PortalPagesDeps, there: Present, c: Context<PageEnv>) {
  const { person, session } = there;
  const [apps, sessions, methods, organisation, linkable, unseen] = await Promise.all([
    deps.apps(),
    deps.sessions.list(there.person),
    deps.methods.list(there.person),
    deps.organisation(),
    deps.hasProviders?.() ?? false,
    deps.reports?.unseen({ person, present: session }) ?? [],
  ]);
  const outcomes = await deps.mayOpen(there.caller, apps);
  const shown = apps.flatMap(({ title, host }, n): ShownApp[] => {
    const outcome = outcomes[n];
    if (outcome !== 'allow' && outcome !== 'challenge') return [];
    return [{ title, host, outcome, href: `${originOf(host, deps.publicPort)}/` }];
  });
  const signin = originOf(systemHost('signin', deps.domain), deps.publicPort);
  return {
    organisation,
    unseen,
    ...(deps.reports === undefined ? {} : { notMe: (about: string) => `${signin}${notMeAddress(about)}` }),
    name: there.caller.actor.name ?? '',
    token: c.get('formToken'),
    apps: shown.toSorted((a, b) => a.title.localeCompare(b.title)),
    sessions,
    methods,
    changeMethods: `${signin}${methodsPath}`,
    present: there.session,
    now: deps.clock.wall(),
    ...(linkable ? { identities: `${signin}/identities` } : {}),
  };
}

const nobody = messagePage({ title: 'You are not signed in', text: 'Open this page again to sign in.' });

const notFound = (origin: string) =>
  messagePage({
    title: 'There is nothing here',
    text: 'This page does not exist.',
    next: { href: `${origin}/`, label: 'Go to your applications' },
  });
