import { randomBytes } from 'node:crypto';
import type { Need } from '#contracts/access.ts';
import { signOutPath } from '#contracts/hosts.ts';
import { createPortalPages, createSetupPages, createSignInPages, type PortalApp } from '#control/index.ts';
import type { Identity } from '#identity/index.ts';
import type { Clock } from '#base/clock.ts';
import { sealAttempt } from '#trust/index.ts';
import { createPageBrowser, type PageBrowser, type Shown, type Site } from './page-browser.ts';
import { authenticatorCode } from './identity.ts';

export const testDomain = 'sallyport.localhost';
export const testPort = 8443;
const wiki: PortalApp = { id: 'app_wiki', title: 'Wiki', host: `wiki.${testDomain}` };

/** All pages over one identity, with one app registered: the wiki. */
export interface TestPages {
  readonly wiki: PortalApp;
  readonly faults: unknown[];
  /** Where the browser is sent by the gateway, to enter the wiki unless another host is named. */
  start(attempt?: { readonly host?: string; readonly need?: Need; readonly at?: number }): string;
  browser(address?: string, language?: string): PageBrowser;
  readonly fetch: (request: Request) => Response | Promise<Response>;
}

export function createTestPages(deps: {
  readonly identity: Identity;
  readonly clock: Clock;
  readonly organisation?: string;
}): TestPages {
  const { identity, clock } = deps;
  const keys = [{ id: 'k', secret: randomBytes(32).toString('base64url') }];
  const faults: unknown[] = [];
  const common = {
    ...deps,
    domain: testDomain,
    publicPort: testPort,
    organisation: async () => deps.organisation,
    report: (fault: unknown) => `fault-${faults.push(fault)}`,
  };
  const signin = createSignInPages({
    ...common,
    rollingKeys: () => keys,
    registeredApp: async (host) => (host === wiki.host ? wiki : undefined),
  });
  const setup = createSetupPages({
    ...common,
    ground: { certificate: () => ({ kind: 'own-authority', fingerprint: 'AA:BB' }), dataDir: undefined },
  });
  const portal = createPortalPages({
    ...common,
    sessions: identity.sessions,
    methods: identity.methods,
    ...(identity.own === undefined ? {} : { reports: identity.own.reports }),
    // In place of an assertion: tests of who is there belong to whoever verifies it.
    async identify(request) {
      const session = await identity.sessions.find(tokenOf(request));
      if (session === undefined) return undefined;
      const actor = { kind: 'person' as const, id: session.person, name: session.name };
      return { actor, person: session.person, session: session.id };
    },
    apps: async () => [
      wiki,
      { ...wiki, id: 'app_2', title: 'Payroll' },
      { ...wiki, id: 'app_3', title: 'Secret' },
    ],
    mayOpen: async (_, apps) =>
      apps.map(({ title }) => (title === 'Wiki' ? 'allow' : title === 'Payroll' ? 'challenge' : 'deny')),
  });
  const sites: Readonly<Record<string, Site>> = {
    [`signin.${testDomain}`]: signin,
    [`console.${testDomain}`]: setup,
    [`portal.${testDomain}`]: behindGateway(portal, identity),
  };
  return {
    wiki,
    faults,
    start({ host = wiki.host, need, at = clock.wall() } = {}) {
      const attempt = { id: 'a1', host, path: '/page?x=1', nonceHash: 'nonce-hash', at };
      const state = sealAttempt(keys, need === undefined ? attempt : { ...attempt, need });
      return `https://signin.${testDomain}:${testPort}/start?state=${encodeURIComponent(state)}`;
    },
    browser: (address, language) =>
      createPageBrowser({
        sites,
        ...(address === undefined ? {} : { address }),
        ...(language === undefined ? {} : { language }),
      }),
    fetch: (request) => {
      const site = sites[new URL(request.url).hostname];
      return site === undefined ? new Response('', { status: 404 }) : site.fetch(request);
    },
  };
}

// In place of a host's token.
const tokenOf = (request: Request): string | undefined =>
  /(?:^|; )as=([^;]+)/.exec(request.headers.get('cookie') ?? '')?.[1];

// What the gateway keeps for itself on every host: signing out.
function behindGateway(site: Site, identity: Identity): Site {
  return {
    async fetch(request) {
      if (new URL(request.url).pathname !== signOutPath) return site.fetch(request);
      const session = await identity.sessions.find(tokenOf(request));
      if (request.method !== 'POST' || session === undefined) return new Response('', { status: 403 });
      await identity.sessions.end({ session, cause: 'session-ended', address: '192.0.2.1' });
      return new Response('You are signed out.');
    },
  };
}

/** Signs somebody in as they would: name and password, then the code of their authenticator. */
export async function signInBy(
  browser: PageBrowser,
  person: { readonly email: string; readonly password: string; readonly totpSecret: string },
  now: number,
): Promise<Shown> {
  await browser.send('/password', { login: person.email, password: person.password });
  return browser.send('/factor', { answer: authenticatorCode(person.totpSecret, now) });
}

/** Sets an installation up in a browser; answers with its owner. */
export async function setUpBy(
  browser: PageBrowser,
  deps: { readonly identity: Identity; readonly now: () => number },
): Promise<{
  readonly email: string;
  readonly password: string;
  readonly totpSecret: string;
  readonly recoveryCodes: readonly string[];
  readonly link: string;
  readonly last: Shown;
}> {
  const { address: link } = await deps.identity.links.make({ kind: 'setup', by: { kind: 'local' } });
  await browser.go(link);
  await browser.go(`https://console.${testDomain}:${testPort}/setup`);
  const person = { email: 'ada@example.org', password: 'correct horse battery' };
  const typed = { organisation: 'Analytical Engines', name: 'Ada', again: person.password };
  await browser.send('/setup/details', { ...typed, ...person });
  const totpSecret = secretOn(browser.shown());
  await browser.send('/setup/factor', { answer: authenticatorCode(totpSecret, deps.now()) });
  const recoveryCodes = codesOn(browser.shown());
  const last = await browser.send('/enter', {});
  return { ...person, totpSecret, recoveryCodes, link, last };
}

/** The key for the authenticator that a page shows. */
export function secretOn(page: Shown): string {
  const [, secret = ''] = /<code class="secret">([^<]*)</.exec(page.text) ?? [];
  return secret.replaceAll(' ', '');
}

/** The recovery codes that a page shows. */
export function codesOn(page: Shown): readonly string[] {
  return [...page.text.matchAll(/<li>([0-9a-z-]{19})<\/li>/g)].map(([, code = '']) => code);
}
