import type { Context, Hono } from 'hono';
import { controlCookiePrefix, signInCookie } from '#contracts/cookies.ts';
import type { DetailField, Enrolled, Identity } from '#identity/index.ts';
import { messagePage, type Page } from '../parts/document.ts';
import { hidden } from '../parts/fields.ts';
import { fromOf, isNavigation } from '../parts/from.ts';
import { html, type Markup } from '../parts/markup.ts';
import type { Plain } from '../texts/words.ts';
import { clearCookie, readCookie, setCookie } from '../parts/own-cookies.ts';
import { type PageEnv, type Shell, show } from '../parts/shell.ts';
import {
  authenticatorPage,
  codesPage,
  detailsPage,
  passkeyReadyPage,
  passkeyStepPage,
} from './enrolment-markup.ts';

/** Where an enrolment is and where it leads. */
export interface EnrolmentPlace {
  readonly identity: Identity;
  readonly shell: Shell;
  readonly organisation: () => Promise<string | undefined>;
  readonly kind: 'setup' | 'invitation' | 'reset';
  /** The path below which its pages lie. */
  readonly base: string;
  /** The path that a link leads to first; absent: `base`. */
  readonly first?: string;
  /**
   * `here`: the session's cookie belongs to this very host. `elsewhere`: to another, which a form brings a
   * ticket to; `origin` is that host's.
   */
  readonly next:
    | { readonly kind: 'here'; readonly to: string }
    | { readonly kind: 'elsewhere'; readonly to: string; readonly origin: string };
  /** Stands below the first step: other ways to accept. */
  readonly beside?: (c: Context<PageEnv>) => Promise<Markup>;
}

/** Holds the secret of the enrolment that a browser is in. */
export const enrolmentCookie = `${controlCookiePrefix}enrolment`;

/** The pages that turn a link of one use into somebody who can sign in. */
export function enrolmentRoutes(app: Hono<PageEnv>, place: EnrolmentPlace): void {
  linkRoute(app, place);
  detailsRoutes(app, place);
  factorRoute(app, place);
  passkeyRoute(app, place);
}

function linkRoute(app: Hono<PageEnv>, place: EnrolmentPlace): void {
  const { shell, base, kind } = place;
  const { enrolment } = place.identity;
  app.get(base, async (c) => {
    const code = c.req.query('code');
    if (code === undefined) return present(c, place, 200);
    if (!isNavigation(c.req.raw)) return show(c, shell, openInBrowser);
    const { address } = fromOf(c.req.raw);
    const journey = await enrolment.begin({ code, kinds: [kind], address });
    if (journey === undefined) return show(c, shell, linkOver(kind), 410);
    // The link is used up and out of the address bar; from here on the browser holds a cookie instead.
    c.header('Set-Cookie', setCookie(enrolmentCookie, journey), { append: true });
    return c.redirect(place.first ?? base, 303);
  });
}

function detailsRoutes(app: Hono<PageEnv>, place: EnrolmentPlace): void {
  const { shell, base } = place;
  const { enrolment } = place.identity;
  app.post(`${base}/details`, async (c) => {
    const form = c.get('form');
    const read = (name: DetailField): string => form.get(name) ?? '';
    const typed = {
      organisation: read('organisation'),
      name: read('name'),
      email: read('email'),
      password: read('password'),
      again: read('again'),
    };
    const journey = readCookie(c.req.raw, enrolmentCookie);
    const state = await enrolment.state(journey);
    if (state?.kind !== place.kind) return show(c, shell, linkOver(place.kind), 410);
    const by = form.get('by') === 'passkey' ? ('passkey' as const) : ('password' as const);
    const step = await enrolment.details({ journey, typed, by });
    if (step.ok) return c.redirect(base, 303);
    if (step.error.kind === 'over') return present(c, place, 409);
    c.set('again', { path: base, query: new URLSearchParams() });
    const view = { ...(await viewOf(c, place)), state: { ...state, step: 'details' as const }, typed };
    if (step.error.kind === 'busy') return show(c, shell, detailsPage({ ...view, fault: busy }), 503);
    return show(c, shell, detailsPage({ ...view, faults: step.error.faults }), 400);
  });

  app.post(`${base}/back`, async (c) => {
    await enrolment.back(readCookie(c.req.raw, enrolmentCookie));
    return c.redirect(base, 303);
  });
}

function factorRoute(app: Hono<PageEnv>, place: EnrolmentPlace): void {
  const { shell, base } = place;
  const { enrolment } = place.identity;
  app.post(`${base}/factor`, async (c) => {
    const journey = readCookie(c.req.raw, enrolmentCookie);
    const state = await enrolment.state(journey);
    if (state?.kind !== place.kind) return show(c, shell, linkOver(place.kind), 410);
    const code = c.get('form').get('answer') ?? '';
    const done = await enrolment.factor({ journey, code, from: fromOf(c.req.raw) });
    if (done.ok) return finish(c, place, done.value);
    if (done.error.kind === 'claimed') return show(c, shell, alreadyClaimed, 409);
    if (done.error.kind === 'over') return show(c, shell, linkOver(place.kind), 410);
    return present(
      c,
      place,
      400,
      'This code is not right. Wait for the next one, and check that the phone’s clock is.',
    );
  });
}

function passkeyRoute(app: Hono<PageEnv>, place: EnrolmentPlace): void {
  const { shell, base } = place;
  const { enrolment } = place.identity;
  app.post(`${base}/passkey`, async (c) => {
    const journey = readCookie(c.req.raw, enrolmentCookie);
    const state = await enrolment.state(journey);
    if (state?.kind !== place.kind) return show(c, shell, linkOver(place.kind), 410);
    const done = await enrolment.passkey({
      journey,
      browser: c.get('formToken'),
      ticket: c.get('form').get('ticket') ?? '',
      response: c.get('form').get('response') ?? '',
      from: fromOf(c.req.raw),
    });
    if (done.ok) return finish(c, place, done.value);
    if (done.error.kind === 'over') return show(c, shell, linkOver(place.kind), 410);
    const late: Plain = 'This took too long. Try again.';
    const wrong: Plain = 'This passkey could not be taken: the browser’s answer does not hold. Try again.';
    return present(c, place, 400, done.error.kind === 'stale' ? late : wrong);
  });
}

async function finish(c: Context<PageEnv>, place: EnrolmentPlace, enrolled: Enrolled): Promise<Response> {
  const { identity, next } = place;
  const { person, name, methods, recoveryCodes: codes } = enrolled;
  const { t } = c.get('words');
  const secret = await identity.entries.open({ person, name, methods, from: fromOf(c.req.raw) });
  c.header('Set-Cookie', clearCookie(enrolmentCookie), { append: true });
  const organisation = await place.organisation();
  if (next.kind === 'here') {
    c.header('Set-Cookie', setCookie(signInCookie, secret), { append: true });
    const onward = html`<p class="after"><a class="button main" href="${next.to}">${t('I have kept them: continue')}</a></p>`;
    if (codes.length > 0)
      return show(c, place.shell, codesPage({ kind: place.kind, organisation, codes, onward }));
    const ready = html`<p class="after"><a class="button main" href="${next.to}">${t('Go to your applications')}</a></p>`;
    return show(c, place.shell, passkeyReadyPage({ kind: place.kind, organisation, onward: ready }));
  }
  c.set('formTargets', [next.origin, 'https:']);
  c.set('referrer', 'origin');
  const ticket = await identity.entries.ticket(secret);
  const onward = html`<form class="stack after" method="post" action="${next.to}">${hidden({ ticket })}<button class="main">${t('I have kept them: continue')}</button></form>`;
  return show(c, place.shell, codesPage({ kind: place.kind, organisation, codes, onward }));
}

async function present(
  c: Context<PageEnv>,
  place: EnrolmentPlace,
  status: 200 | 400 | 409,
  fault?: Plain,
): Promise<Response> {
  const { enrolment } = place.identity;
  const journey = readCookie(c.req.raw, enrolmentCookie);
  const state = await enrolment.state(journey);
  if (state?.kind !== place.kind) return show(c, place.shell, linkOver(place.kind), 410);
  const seen = { ...(await viewOf(c, place)), state, fault };
  c.set('again', { path: place.base, query: new URLSearchParams() });
  if (state.step === 'details') return show(c, place.shell, detailsPage(seen), status);
  const passkey = await enrolment.offerPasskey({ journey, browser: c.get('formToken') });
  const view = { ...seen, passkey };
  const page = state.totp === undefined ? passkeyStepPage(view) : authenticatorPage(view);
  return show(c, place.shell, page, status);
}

async function viewOf(c: Context<PageEnv>, place: EnrolmentPlace) {
  const beside = await place.beside?.(c);
  return {
    base: place.base,
    organisation: await place.organisation(),
    token: c.get('formToken'),
    ...(beside === undefined ? {} : { beside }),
  };
}

const busy: Plain = 'Many people are signing in at this moment. Try again in a few seconds.';

const openInBrowser: Page = messagePage({
  title: 'Open this link in a browser',
  text: 'It works once, so it is kept for the person whom it is for.',
});

const alreadyClaimed: Page = messagePage({
  title: 'Somebody was faster',
  text: 'This installation got its owner a moment ago. If that was not you or yours, stop it and start afresh.',
});

/** Says that a link cannot be used, and how to get another. */
export function linkOver(kind: EnrolmentPlace['kind']): Page {
  const next: Readonly<Record<typeof kind, Plain>> = {
    setup: 'On the machine itself, “sallyport setup-link” prints a new one.',
    invitation: 'Ask whoever invited you for a new one.',
    reset: 'Ask an administrator for a new one.',
  };
  return messagePage({
    title: 'This link is used up',
    text: ({ t }) => `${t('It was opened before, replaced by another, or is too old.')} ${t(next[kind])}`,
  });
}
