import type { Decision } from '#contracts/access.ts';
import type { AccessInput } from '#contracts/protocol/from-gateway.ts';
import type { GrantMessage } from '#contracts/protocol/from-control.ts';
import type { Known } from '../faces.ts';

/** The shortest time that a grant is given for where nothing ends it sooner, milliseconds. */
export const shortestGrantMs = 60_000;

/** How long a refusal may be remembered where nothing ends it sooner, milliseconds. */
export const refusalMs = 60_000;

/**
 * How long an answer holds, milliseconds: twice the app's grace, at least a minute, but never past the moment at
 * which time alone may change the answer, nor past the session's own end. So nobody needs a timer over all.
 */
export function grantTtl(known: Known, decision: Decision): number {
  const usual = Math.max(shortestGrantMs, 2 * known.app.graceMs);
  return Math.floor(Math.min(usual, remaining(known, decision)));
}

/** How long a refusal may be remembered, milliseconds. */
export function refusalTtl(known: Known, decision: Decision): number {
  return Math.max(0, Math.floor(Math.min(refusalMs, remaining(known, decision))));
}

function remaining(known: Known, decision: Decision): number {
  const ends = Math.min(known.sessionEndsAt, decision.validUntil ?? Number.POSITIVE_INFINITY);
  return ends - known.input.time.at;
}

/** Which parts of the request belong to the key of a grant. */
export function grantScope(decision: Decision): GrantMessage['scope'] {
  if (decision.asksFor.path) return 'method-and-path';
  return decision.asksFor.method ? 'method' : 'any';
}

/**
 * Whether policies ask for a part of the request that these inputs do not carry. Such an answer holds for no
 * request at all: an allow would open every method, so nothing is said but that it has to be asked anew.
 */
export function lacksAsked(input: AccessInput, decision: Decision): boolean {
  const { method, path } = decision.asksFor;
  return (method && input.method === undefined) || (path && input.path === undefined);
}
