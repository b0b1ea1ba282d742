import type { Context } from 'hono';
import type { Clock } from '#base/clock.ts';
import type { Result } from '#base/result.ts';
import type { Strength } from '#contracts/access.ts';
import { controlCookiePrefix, signInCookie } from '#contracts/cookies.ts';
import { originOf, signInStartPath, systemHost } from '#contracts/hosts.ts';
import type { RollingKey } from '#contracts/protocol/app-config.ts';
import type { Identity, SecondFactor, SignInRefusal, SignInSession, SignInStep } from '#identity/index.ts';
import { createAssets } from '../parts/assets.ts';
import type { Page } from '../parts/document.ts';
import { withState } from '../parts/fields.ts';
import { fromOf } from '../parts/from.ts';
import { clearCookie, readCookie, setCookie } from '../parts/own-cookies.ts';
import { type PageEnv, type Shell, show } from '../parts/shell.ts';
import type { Text } from '../texts/words.ts';
import { callbackAddress, createAttempts, type Destination, needOf, type RegisteredApp } from './attempts.ts';
import { factorPage, impossiblePage, passkeyPage, passwordPage, type SignInView } from './sign-in-markup.ts';
import { attemptProblem } from './sign-in-messages.ts';

/** What the pages of the sign-in host need. */
export interface SignInPagesDeps {
  readonly identity: Identity;
  readonly clock: Clock;
  readonly domain: string;
  readonly publicPort: number;
  /** The keys by which gateways sign attempts, newest first. */
  readonly rollingKeys: () => readonly RollingKey[] | Promise<readonly RollingKey[]>;
  /** An enabled app by its host; undefined where nobody may be sent. */
  readonly registeredApp: (host: string) => Promise<RegisteredApp | undefined>;
  /** What the organisation is called. */
  readonly organisation: () => Promise<string | undefined>;
  /** Notes a fault in the log; answers with its short id. */
  readonly report: (fault: unknown) => string;
}

/** Where a request stands: what it brings, and where it is to go. */
export interface Standing {
  readonly destination: Destination;
  readonly session: SignInSession | undefined;
  readonly journey: string | undefined;
}

/** The steps that the sign-in host's pages share. */
export interface SignInFlow {
  readonly shell: Shell;
  readonly identity: Identity;
  /** Our other places. */
  readonly portal: string;
  readonly console: string;
  /** Reads where a request stands; the page to answer with where its attempt cannot go on. */
  stand(c: Context<PageEnv>, state: string): Promise<Result<Standing, Page>>;
  view(c: Context<PageEnv>, destination: Destination): Promise<SignInView>;
  /** Asks for whatever is missing; sends on if nothing is. */
  ask(c: Context<PageEnv>, at: Standing & Asking): Promise<Response>;
  /** Goes on after a step that was right. */
  goOn(c: Context<PageEnv>, destination: Destination, step: SignInStep): Promise<Response>;
  /** Ends what this browser has here. */
  leave(c: Context<PageEnv>): Promise<void>;
}

export interface Asking {
  /** The second factor that the person chose. */
  readonly way?: string | undefined;
  readonly login?: string | undefined;
  readonly refusal?: {
    readonly kind: SignInRefusal['kind'];
    readonly text: Text;
    readonly waitMs?: number;
  };
}

const journeyCookie = `${controlCookiePrefix}journey`;

export function createSignInFlow(deps: SignInPagesDeps): SignInFlow {
  const { identity, publicPort } = deps;
  const own = (app: 'signin' | 'portal' | 'console') => originOf(systemHost(app, deps.domain), publicPort);
  const portal = `${own('portal')}/`;
  const shell: Shell = {
    assets: createAssets('/assets'),
    origin: own('signin'),
    domain: deps.domain,
    report: deps.report,
    foreignForms: ['/enter'],
  };
  const attempts = createAttempts({ ...deps, now: () => deps.clock.wall() });

  const send = async (
    c: Context<PageEnv>,
    { attempt, own, state }: Destination,
    session: { readonly id: string; readonly strength: Strength },
  ): Promise<Response> => {
    if (own !== undefined) return c.redirect(own.path, 303);
    if (attempt === undefined) return c.redirect(portal, 303);
    const { host, nonceHash } = attempt;
    const { id, strength } = session;
    const code = await identity.hostCodes.issue({ session: id, host, nonceHash, strength });
    return c.redirect(callbackAddress({ host, publicPort, code, state }), 303);
  };

  const view = async (c: Context<PageEnv>, destination: Destination): Promise<SignInView> => {
    // `form-action` binds the redirects after a form as well, and where an app sends people next is its business.
    c.set('formTargets', ['https:']);
    const choices = (await identity.providers?.federation.choices()) ?? [];
    return { organisation: await deps.organisation(), destination, choices, token: c.get('formToken') };
  };

  return {
    shell,
    identity,
    portal,
    console: own('console'),
    view,

    async stand(c, state) {
      const destination = await attempts.read(state);
      if (!destination.ok) return { ok: false, error: attemptProblem(destination.error, portal) };
      const session = await identity.sessions.find(readCookie(c.req.raw, signInCookie));
      const journey = readCookie(c.req.raw, journeyCookie);
      return { ok: true, value: { destination: destination.value, session, journey } };
    },

    async ask(c, { destination, session, journey, way, login, refusal }) {
      const need = needOf(destination);
      const { state } = destination;
      const { ask, person, factors, passkey } = await identity.signIn.question({ need, session, journey });
      if (ask.kind === 'nothing' && session !== undefined) return send(c, destination, session);
      const at = { session, journey, state, browser: c.get('formToken') };
      const offer = passkey === undefined ? undefined : await identity.signIn.offerPasskey(at);
      const seen = { ...(await view(c, destination)), fault: refusal?.text, passkey: offer };
      if (refusal?.waitMs !== undefined) c.header('Retry-After', String(Math.ceil(refusal.waitMs / 1000)));
      const status = statusOf(refusal?.kind);
      if (refusal !== undefined)
        c.set('again', { path: signInStartPath, query: new URLSearchParams({ state }) });
      if (ask.kind === 'impossible')
        return show(c, shell, impossiblePage({ ...seen, person }, ask.methods), 403);
      if (ask.kind === 'factor') return show(c, shell, factorView({ ...seen, person }, factors, way), status);
      const there = session === undefined ? {} : { person };
      return show(
        c,
        shell,
        passwordPage({ ...seen, ...there, ...(login === undefined ? {} : { login }) }),
        status,
      );
    },

    async goOn(c, destination, step) {
      if (step.kind === 'more') {
        c.header('Set-Cookie', setCookie(journeyCookie, step.journey), { append: true });
        return c.redirect(withState('/factor', destination.state), 303);
      }
      c.header('Set-Cookie', setCookie(signInCookie, step.secret), { append: true });
      c.header('Set-Cookie', clearCookie(journeyCookie), { append: true });
      return send(c, destination, { id: step.session, strength: step.strength });
    },

    async leave(c) {
      const session = await identity.sessions.find(readCookie(c.req.raw, signInCookie));
      const { address } = fromOf(c.req.raw);
      if (session !== undefined) await identity.sessions.end({ session, cause: 'session-ended', address });
      c.header('Set-Cookie', clearCookie(signInCookie), { append: true });
      c.header('Set-Cookie', clearCookie(journeyCookie), { append: true });
    },
  };
}

function factorView(view: SignInView, factors: readonly SecondFactor[], way: string | undefined): Page {
  const factor = factors.find(({ name }) => name === way) ?? factors[0];
  if (factor === undefined && view.passkey !== undefined) return passkeyPage(view);
  if (factor === undefined) return impossiblePage(view, []);
  return factorPage({ ...view, factor, others: factors.filter((other) => other !== factor) });
}

function statusOf(refusal: SignInRefusal['kind'] | undefined): 200 | 401 | 429 | 503 {
  if (refusal === undefined) return 200;
  if (refusal === 'too-many') return 429;
  return refusal === 'busy' ? 503 : 401;
}
