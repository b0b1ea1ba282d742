import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '#base/clock.ts';
import type { Need } from '#contracts/access.ts';
import { attemptCookiePrefix, hostTokenCookie, lastPersonCookie } from '#contracts/cookies.ts';
import { needInWords } from '#contracts/need-in-words.ts';
import { needInGerman } from '#contracts/texts/german-need.ts';
import { originOf, reservedPath, signInStartPath } from '#contracts/hosts.ts';
import { attemptLifetimeMs, openAttempt, sealAttempt, type Attempt } from '#trust/index.ts';
import type { Answer } from '../engine/answer.ts';
import { requestField } from '../engine/head/request-fields.ts';
import type { Access } from '../grants/face.ts';
import { field, type Visit } from '../pipeline/visit.ts';
import type { Refusals } from '../refusal/refusals.ts';
import { isNavigation, isSameOrigin, wantsPage } from './navigation.ts';
import { mintToken } from './token.ts';
import { createUnknownTokens, type UnknownTokens } from './unknown-tokens.ts';
import type { OwnCookies } from '../engine/head/own-cookies.ts';

/** How people get in at a gateway, and out again. */
export interface GatewayEntry {
  readonly unknownTokens: UnknownTokens;
  /** The answer for somebody who is not signed in here, or not strongly enough (`need`). */
  signIn(visit: Visit, why: SignInReason): Answer;
  /** Takes the browser back from the sign-in host: `code` becomes a token. */
  callback(visit: Visit, cookies: OwnCookies): Promise<Answer>;
  /** Ends the session of the token that came along. */
  signOut(visit: Visit, tokenHash: string | undefined): Promise<Answer>;
}

export interface SignInReason {
  /** A code of reasons. */
  readonly reason: string;
  readonly need?: Need | undefined;
  /** The token that was not strong enough. */
  readonly tokenHash?: string | undefined;
}

export interface EntryOptions {
  readonly access: Access;
  readonly refusals: Refusals;
  readonly clock: Clock;
}

const cookieAttributes = 'Path=/; Secure; HttpOnly; SameSite=Lax';
const maxAttempts = 5;
const freshMs = 20_000;
const maxFresh = 5_000;

/** Makes the gateway's part of the browser's way in. */
export function createGatewayEntry(options: EntryOptions): GatewayEntry {
  const fresh: FreshTokens = new Map();
  return {
    unknownTokens: createUnknownTokens(options.clock),
    signIn: (visit, why) => signIn(options, visit, { ...why, loops: loops(options, fresh, why) }),
    callback: (visit, cookies) => callback(options, visit, { cookies, fresh }),
    signOut: (visit, tokenHash) => signOut(options, visit, tokenHash),
  };
}

/** Tokens that step-ups made, by hash: when, monotonic milliseconds, and what was needed. */
type FreshTokens = Map<string, { readonly at: number; readonly need: string }>;

/**
 * A token that was made a moment ago for this very need and is still too weak: another round would end the same
 * way. One that was made without a question asked says nothing about what its person can bring.
 */
function loops({ clock }: EntryOptions, fresh: FreshTokens, why: SignInReason): boolean {
  const made = why.tokenHash === undefined ? undefined : fresh.get(why.tokenHash);
  if (made === undefined || why.need === undefined) return false;
  // Older than what is asked for, it grew too old meanwhile: the next one will do.
  const { maxAgeSeconds = Number.POSITIVE_INFINITY } = why.need;
  const age = clock.monotonic() - made.at;
  return made.need === textOf(why.need) && age < Math.min(freshMs, maxAgeSeconds * 1000);
}

function textOf({ maxAgeSeconds, methods = [] }: Need): string {
  return `${maxAgeSeconds ?? ''} ${methods.toSorted().join(' ')}`;
}

function signIn(options: EntryOptions, visit: Visit, why: SignInReason & { loops: boolean }): Answer {
  const { refusals } = options;
  const { head } = visit.asked;
  const remedy = why.need === undefined ? undefined : needInWords(why.need);
  const remedyInGerman = why.need === undefined ? undefined : needInGerman(why.need);
  const refusal = { ...refusals.forReason(why.reason, 401), remedy, remedyInGerman };
  if (isNavigation(head) && !why.loops) return redirectToSignIn(options, visit, why.need);
  if (wantsPage(head)) {
    const again = isNavigation(head)
      ? 'Your last sign-in did not bring what is missing.'
      : 'Sign in, then send it again: what you sent was not delivered.';
    const label = why.need === undefined ? 'Sign in' : 'Sign in again';
    const link = { href: isNavigation(head) ? '/' : visit.path, label };
    return refusals.refuse(head, { ...refusal, next: again, link });
  }
  const lines = `WWW-Authenticate: Sallyport realm="${visit.app.config.host}"\r\n`;
  const members = { signIn: `${visit.app.origin}/`, need: why.need };
  return refusals.refuse(head, { ...refusal, members, lines });
}

function redirectToSignIn({ clock }: EntryOptions, visit: Visit, need: Need | undefined): Answer {
  const { config, app, cookies } = visit;
  const nonce = randomBytes(32).toString('base64url');
  const at = clock.wall();
  const id = `${at.toString(36)}${randomBytes(5).toString('hex')}`;
  const attempt: Attempt = {
    id,
    host: app.config.host,
    // The state travels in a URL: a target that is too long for that is given up, not cut in the middle.
    path: visit.path.length + visit.query.length < 2048 ? visit.path + visit.query : '/',
    nonceHash: sha256(nonce),
    at,
    ...(need !== undefined && { need }),
  };
  const state = sealAttempt(config.rollingKeys, attempt);
  const origin = originOf(config.signInHost, config.publicPort);
  const oldest = [...(cookies?.attempts.keys() ?? [])].sort().slice(0, -(maxAttempts - 1));
  const lines = [
    `Location: ${origin}${signInStartPath}?state=${state}`,
    `Set-Cookie: ${attemptCookiePrefix}${id}=${nonce}; ${cookieAttributes}; Max-Age=${attemptLifetimeMs / 1000}`,
    ...oldest.slice(0, 20).map((old) => expired(`${attemptCookiePrefix}${old}`)),
    'Cache-Control: no-store',
    'Referrer-Policy: no-referrer',
  ];
  return { status: 303, lines: asLines(lines), body: '', reason: 'not-signed-in' };
}

interface Returning {
  readonly cookies: OwnCookies;
  readonly fresh: FreshTokens;
}

async function callback(options: EntryOptions, visit: Visit, returning: Returning): Promise<Answer> {
  const { access, refusals, clock } = options;
  const { cookies } = returning;
  const failed = (): Answer =>
    refusals.refuse(visit.asked.head, {
      ...refusals.forReason('not-signed-in', 400),
      text: 'This sign-in could not be completed.',
      next: 'It was too old, was used before, or began in another browser. Start again.',
      link: { href: '/', label: 'Start again' },
    });
  const query = new URLSearchParams(visit.query);
  const code = query.get('code') ?? '';
  const opened = openAttempt(visit.config.rollingKeys, query.get('state') ?? '', clock.wall());
  if (!opened.ok || code === '' || code.length > 512) return failed();
  const attempt = opened.value;
  const nonce = cookies.attempts.get(attempt.id);
  const token = mintToken(visit.config.rollingKeys);
  // The attempt must have begun in this very browser: else somebody could sign a person in as somebody else.
  if (nonce === undefined || !equal(sha256(nonce), attempt.nonceHash)) return failed();
  if (attempt.host !== visit.app.config.host || token === undefined) return failed();
  const outcome = await access.redeem({
    code,
    host: attempt.host,
    nonce,
    tokenHash: token.hash,
    address: visit.asked.address,
    userAgent: (field(visit, requestField.userAgent) ?? '').slice(0, 512),
  });
  if (!outcome.ok) return failed();
  if (attempt.need !== undefined)
    noteFresh(returning.fresh, token.hash, { at: clock.monotonic(), need: textOf(attempt.need) });
  const other = cookies.lastPerson !== undefined && cookies.lastPerson !== outcome.personKey;
  const lines = [
    `Location: ${visit.app.origin}${safePath(attempt.path)}`,
    `Set-Cookie: ${hostTokenCookie}=${token.token}; ${cookieAttributes}`,
    `Set-Cookie: ${lastPersonCookie}=${encodeURIComponent(outcome.personKey)}; ${cookieAttributes}; Max-Age=34560000`,
    expired(`${attemptCookiePrefix}${attempt.id}`),
    ...(other ? leftovers(cookies) : []),
    'Cache-Control: no-store',
    'Referrer-Policy: no-referrer',
  ];
  return { status: 303, lines: asLines(lines), body: '', reason: 'signed-in' };
}

/**
 * Clears what another person left in this browser for this host. `"cookies"` would clear those of all hosts of
 * the domain, ours of this very answer among them, so the app's are expired one by one.
 */
function leftovers(cookies: OwnCookies): string[] {
  const names = (cookies.rest ?? '')
    .split('; ')
    .map((pair) => pair.split('=')[0] ?? '')
    .filter((name) => /^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,128}$/.test(name))
    .slice(0, 50);
  return [
    'Clear-Site-Data: "cache", "storage"',
    ...names.map((name) => `Set-Cookie: ${name}=; Path=/; Secure; Max-Age=0`),
  ];
}

async function signOut(options: EntryOptions, visit: Visit, tokenHash: string | undefined): Promise<Answer> {
  const { refusals, access } = options;
  const { head } = visit.asked;
  if (head.method !== 'POST' || !isSameOrigin(head, visit.app.origin)) {
    return refusals.refuse(head, { ...refusals.forFault('not-permitted'), link: undefined });
  }
  if (tokenHash !== undefined) await access.signOut(tokenHash);
  const done = refusals.refuse(head, {
    status: 200,
    code: 'signed-out',
    text: 'You are signed out.',
    next: 'Your session has ended, here and in the other applications that you opened with it.',
    link: { href: '/', label: 'Sign in again' },
    lines: asLines(['Clear-Site-Data: "cache", "storage"', expired(hostTokenCookie)]),
  });
  return done;
}

/** The path to go back to: on this host by construction, and never one of our own paths. */
function safePath(path: string): string {
  const bad = !path.startsWith('/') || /[^\x21-\x7e]/.test(path) || path.startsWith(reservedPath);
  return bad ? '/' : path;
}

function noteFresh(
  fresh: FreshTokens,
  hash: string,
  made: { readonly at: number; readonly need: string },
): void {
  fresh.set(hash, made);
  if (fresh.size <= maxFresh) return;
  const oldest = fresh.keys().next();
  if (oldest.done !== true) fresh.delete(oldest.value);
}

function expired(name: string): string {
  return `Set-Cookie: ${name}=; ${cookieAttributes}; Max-Age=0`;
}

function asLines(lines: readonly string[]): string {
  return lines.map((line) => `${line}\r\n`).join('');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
