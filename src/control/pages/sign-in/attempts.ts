import { type Result, ok, refused } from '#base/result.ts';
import type { Need } from '#contracts/access.ts';
import type { RollingKey } from '#contracts/protocol/app-config.ts';
import { callbackPath, originOf } from '#contracts/hosts.ts';
import { needToChangeMethods } from '#identity/index.ts';
import { type Attempt, openAttempt } from '#trust/index.ts';

/** An app to which people may be sent back. */
export interface RegisteredApp {
  /** As people read it. */
  readonly title: string;
}

/** Where somebody goes after signing in. */
export interface Destination {
  /** The text of the state, to be carried through forms; empty without an attempt. */
  readonly state: string;
  /** Absent when somebody came to the sign-in host by themselves. */
  readonly attempt?: Attempt;
  readonly app?: RegisteredApp;
  /** A page of the sign-in host itself that asks for a fresh sign-in, in place of an attempt. */
  readonly own?: { readonly path: string; readonly need: Need };
}

/** The state of whoever is on the way to the page of linked providers. */
export const identitiesState = 'identities';
const identitiesPlace = { path: '/identities', need: { maxAgeSeconds: 300 } };

/** What the sign-in has to bring to go on to a destination. */
export function needOf({ attempt, own }: Destination): Need | undefined {
  return attempt?.need ?? own?.need;
}

/** The state of whoever is on the way to the page of their own sign-in methods, and where that is. */
export const methodsState = 'methods';
export const methodsPath = '/methods';
const methodsPlace = { path: methodsPath, need: needToChangeMethods };

/** The page on which somebody says that a sign-in was not them, and the one on which they choose another password. */
export const notMePath = '/not-me';
export const newPasswordPath = '/new-password';
/** The state of whoever is on the way to them. */
export const notMeState = (about: string): string => `not-me.${about}`;
export const newPasswordState = 'new-password';

/** The address on which somebody says that this was not them. */
export function notMeAddress(about: string): string {
  return `${notMePath}?about=${encodeURIComponent(about)}`;
}

// An id says which of their own things somebody means, and nothing else: of anybody else's the page knows nothing.
function ownPlace(state: string): Destination['own'] {
  if (state === identitiesState) return identitiesPlace;
  if (state === methodsState) return methodsPlace;
  if (state === newPasswordState) return { path: newPasswordPath, need: needToChangeMethods };
  const [, about] = /^not-me\.((?:ses|crd|prv)_[0-9a-z-]{1,35})$/.exec(state) ?? [];
  return about === undefined ? undefined : { path: notMeAddress(about), need: needToChangeMethods };
}

/** Reads where a browser came from and is to go back to. */
export interface Attempts {
  /**
   * `unknown-host` also for an attempt that one of our gateways signed: an app may be gone since, and nobody is
   * ever sent to a host that is not registered at this moment.
   */
  read(state: string): Promise<Result<Destination, 'expired' | 'forged' | 'unknown-host'>>;
}

export function createAttempts(deps: {
  readonly rollingKeys: () => readonly RollingKey[] | Promise<readonly RollingKey[]>;
  readonly registeredApp: (host: string) => Promise<RegisteredApp | undefined>;
  readonly now: () => number;
}): Attempts {
  return {
    async read(state) {
      if (state === '') return ok({ state });
      // Fixed words for fixed pages of ours: they say nothing that anybody could choose.
      const own = ownPlace(state);
      if (own !== undefined) return ok({ state, own });
      const opened = openAttempt(await deps.rollingKeys(), state, deps.now());
      if (!opened.ok) return refused(opened.error === 'expired' ? 'expired' : 'forged');
      const app = await deps.registeredApp(opened.value.host);
      if (app === undefined) return refused('unknown-host');
      const { need } = opened.value;
      return ok({ state, attempt: opened.value, app, ...(need === undefined ? {} : { need }) });
    },
  };
}

/** The address on an app's host that takes a code. */
export function callbackAddress(way: {
  readonly host: string;
  readonly publicPort: number;
  readonly code: string;
  readonly state: string;
}): string {
  const query = new URLSearchParams({ code: way.code, state: way.state });
  return `${originOf(way.host, way.publicPort)}${callbackPath}?${query.toString()}`;
}
