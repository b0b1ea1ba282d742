import type { Context, Hono } from 'hono';
import { controlCookiePrefix } from '#contracts/cookies.ts';
import { type ProviderArrival, type ProviderPurpose, type ProviderRefusal, tagOf } from '#identity/index.ts';
import { enrolmentCookie } from '../enrolment/enrolment-routes.ts';
import { fromOf, isNavigation } from '../parts/from.ts';
import { clearCookie, readCookie, setCookie } from '../parts/own-cookies.ts';
import { type PageEnv, show } from '../parts/shell.ts';
import { identitiesState, needOf } from './attempts.ts';
import { providerProblem } from './provider-markup.ts';
import { secondFactorCookie } from './second-factor-routes.ts';
import type { SignInFlow } from './sign-in-flow.ts';
import { impossiblePage, refusalText } from './sign-in-markup.ts';
import { notFound } from './sign-in-messages.ts';

/** The secret of one way through a provider; its tag follows. */
const tripCookie = `${controlCookiePrefix}provider-`;
/** Ways that one browser may be on at once. */
const mostTrips = 5;
/** How old a provider's proof may be where a fresh one is wanted, seconds. */
const freshSeconds = 60;

/** The ways to providers and back. */
export function providerRoutes(app: Hono<PageEnv>, flow: SignInFlow): void {
  app.post('/provider', async (c) => {
    const form = c.get('form');
    const chosen = await purposeOf(c, flow, form);
    if (chosen === undefined) return show(c, flow.shell, notFound, 400);
    return goTo(c, flow, { provider: form.get('provider') ?? '', ...chosen });
  });

  app.get('/provider/:name/callback', async (c) => {
    const federation = flow.identity.providers?.federation;
    if (federation === undefined || !isNavigation(c.req.raw)) return show(c, flow.shell, notFound, 404);
    // A provider's answer counts once: asked for in another language, this page would be another.
    c.set('again', undefined);
    const at = await flow.stand(c, '');
    if (!at.ok) return show(c, flow.shell, at.error, 400);
    const query = new URL(c.req.url).searchParams;
    const arrived = await federation.arrive({
      provider: c.req.param('name'),
      query,
      secretOf: (tag) => (tag === '' ? undefined : readCookie(c.req.raw, `${tripCookie}${tag}`)),
      session: at.value.session,
      from: fromOf(c.req.raw),
    });
    const tag = tagOf(query.get('state') ?? '');
    if (tag !== '') c.header('Set-Cookie', clearCookie(`${tripCookie}${tag}`), { append: true });
    if (!arrived.ok) return refuse(c, flow, arrived.error);
    return take(c, flow, { provider: c.req.param('name'), arrival: arrived.value });
  });

  // A sign-in that begins at the provider (OpenID Connect Core 1.0, 4). Where it leads is not the provider's to say:
  // `target_link_uri` is left unread, so that nobody is sent anywhere by a link.
  app.get('/provider/:name/login', async (c) => {
    const federation = flow.identity.providers?.federation;
    const name = await federation?.nameOf(c.req.query('iss') ?? '');
    if (name === undefined || name !== c.req.param('name') || !isNavigation(c.req.raw))
      return show(c, flow.shell, notFound, 404);
    const at = await flow.stand(c, '');
    if (at.ok && at.value.session !== undefined) return c.redirect(flow.portal, 303);
    const loginHint = c.req.query('login_hint')?.slice(0, 300);
    return goTo(c, flow, { provider: name, purpose: { kind: 'sign-in', destination: '' }, loginHint });
  });
}

interface Way {
  readonly provider: string;
  readonly purpose: ProviderPurpose;
  readonly loginHint?: string | undefined;
  readonly maxAgeSeconds?: number | undefined;
}

async function goTo(c: Context<PageEnv>, flow: SignInFlow, way: Way): Promise<Response> {
  const begun = await flow.identity.providers?.federation.begin({ ...way, from: fromOf(c.req.raw) });
  if (begun === undefined) return show(c, flow.shell, notFound, 404);
  if (!begun.ok) return refuse(c, flow, begun.error);
  const { url, tag, secret } = begun.value;
  const others = otherTrips(c.req.raw);
  for (const name of others.slice(0, Math.max(0, others.length - mostTrips + 1)))
    c.header('Set-Cookie', clearCookie(name), { append: true });
  c.header('Set-Cookie', setCookie(`${tripCookie}${tag}`, secret), { append: true });
  return c.redirect(url, 303);
}

function otherTrips(request: Request): readonly string[] {
  const names = (request.headers.get('cookie') ?? '')
    .split(';')
    .map((pair) => pair.trim().split('=')[0] ?? '');
  return names.filter(
    (name) => name.startsWith(tripCookie) && /^[a-z0-9]{8}$/.test(name.slice(tripCookie.length)),
  );
}

async function purposeOf(
  c: Context<PageEnv>,
  flow: SignInFlow,
  form: URLSearchParams,
): Promise<Pick<Way, 'purpose' | 'maxAgeSeconds'> | undefined> {
  const kind = form.get('purpose') ?? 'sign-in';
  if (kind === 'invitation') {
    const invited = await flow.identity.providers?.invited(readCookie(c.req.raw, enrolmentCookie));
    return invited && { purpose: { kind, ...invited } };
  }
  const at = await flow.stand(c, kind === 'link' ? identitiesState : (form.get('state') ?? ''));
  if (!at.ok) return undefined;
  const { session, destination } = at.value;
  if (kind === 'link') {
    // INVARIANT: linking adds a way in, so it wants a sign-in that is minutes old.
    const { ask } = await flow.identity.signIn.question({ need: needOf(destination), session });
    if (session === undefined || ask.kind !== 'nothing') return undefined;
    const purpose = { kind: 'link' as const, person: session.person, session: session.id };
    return { purpose, maxAgeSeconds: freshSeconds };
  }
  if (kind !== 'sign-in') return undefined;
  const purpose = { kind: 'sign-in' as const, destination: destination.state };
  // Somebody signed in is asked for more: what the provider remembers of them would prove nothing new.
  if (session === undefined) return { purpose };
  return { purpose: { ...purpose, session: session.id }, maxAgeSeconds: freshSeconds };
}

async function refuse(c: Context<PageEnv>, flow: SignInFlow, refusal: ProviderRefusal): Promise<Response> {
  const away = refusal.kind === 'fault' && refusal.fault !== 'refused-by-provider';
  const status = refusal.kind === 'too-many' ? 429 : away ? 503 : 403;
  return show(c, flow.shell, providerProblem(refusal, flow.portal), status);
}

async function take(
  c: Context<PageEnv>,
  flow: SignInFlow,
  { provider, arrival }: { readonly provider: string; readonly arrival: ProviderArrival },
): Promise<Response> {
  if (arrival.kind === 'linked') return c.redirect('/identities', 303);
  if (arrival.kind === 'again')
    return goTo(c, flow, { provider, purpose: arrival.purpose, maxAgeSeconds: freshSeconds });
  const { person, methods, vouched, purpose } = arrival;
  const state = purpose.kind === 'sign-in' ? purpose.destination : '';
  const { providers, signIn } = flow.identity;
  if (providers !== undefined && (await providers.secondFactor.isDue(person, methods))) {
    const journey = await providers.secondFactor.begin({ person, methods, vouched, destination: state });
    if (journey === undefined) return refuse(c, flow, { kind: 'over' });
    c.header('Set-Cookie', setCookie(secondFactorCookie, journey), { append: true });
    return c.redirect('/second-factor', 303);
  }
  const at = await flow.stand(c, state);
  // The attempt ran out while they were at the provider: they are signed in all the same.
  const { destination, session } = at.ok ? at.value : { destination: { state: '' }, session: undefined };
  const from = fromOf(c.req.raw);
  const need = needOf(destination);
  const step = await signIn.proved({ person, methods, vouched, need, session, from });
  if (step.ok) return flow.goOn(c, destination, step.value);
  const view = await flow.view(c, destination);
  if (step.error.kind === 'impossible')
    return show(c, flow.shell, impossiblePage(view, step.error.methods), 403);
  const refusal = { ...step.error, text: refusalText(step.error, 'Your account here is disabled.') };
  return flow.ask(c, { destination, session, journey: undefined, refusal });
}
