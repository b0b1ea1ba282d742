import type { Need } from '#contracts/access.ts';
import type { ReasonCode } from '#contracts/reasons.ts';
import type { Verdict } from '../../engine/verdict.ts';
import type { Found } from '../../grants/face.ts';
import { refuseKey } from '../refuse-key.ts';
import type { PipelineTools, Step, Visit } from '../visit.ts';

/**
 * Finds the grant on which this request lives. Without a token of ours nobody is asked; a token that turned
 * out to be nobody's a moment ago is not asked about again.
 */
export const findGrant: Step = (visit, tools) => {
  const { app } = visit;
  const open = visit.canonical !== undefined && app.publicPaths.matches(visit.canonical);
  if (app.config.access === 'public' || open) {
    visit.grant = tools.access.publicGrant(app.config);
    return undefined;
  }
  const hash = visit.tokenHash;
  const { unknownTokens } = tools.entry;
  if (hash === undefined || unknownTokens.isUnknown(hash)) return signIn(visit, tools, 'not-signed-in');
  const { address, head } = visit.asked;
  if (!unknownTokens.mayAsk(address, hash)) return answer(visit, tools, 'too-many');
  const routes = visit.canonical === undefined ? [] : app.routes.match(head.method, visit.canonical);
  const path = visit.canonical?.path ?? visit.path;
  const found = tools.access.find({
    tokenHash: hash,
    app: app.config,
    routes,
    method: head.method,
    path,
    address,
  });
  if (!(found instanceof Promise)) return judge(visit, tools, found);
  // INVARIANT: nothing is awaited between this answer and the registration but what is already resolved.
  return found.then((settled) => {
    if (settled.kind === 'granted' || settled.kind === 'refused') unknownTokens.known(hash);
    return judge(visit, tools, settled);
  });
};

function judge(visit: Visit, tools: PipelineTools, found: Found): Verdict | undefined {
  const { refusals, entry } = tools;
  const { head, address } = visit.asked;
  const app = visit.app.config;
  switch (found.kind) {
    case 'granted':
      visit.grant = found.grant;
      return undefined;
    case 'sign-in':
      if (visit.tokenHash !== undefined) entry.unknownTokens.unknown(address, visit.tokenHash);
      return signIn(visit, tools, found.reason);
    case 'unavailable': {
      const refusal = { ...refusals.forReason(found.reason, 503), lines: 'Retry-After: 2\r\n' };
      return { kind: 'answer', answer: refusals.refuse(head, refusal), app };
    }
    case 'refused': {
      const { outcome, reason, need, advice, decision, name, person, session } = found.refusal;
      // Their record names them: who tries what they may not have is what somebody asks the records about.
      const refused = { ...(person !== undefined && { person }), ...(session !== undefined && { session }) };
      if (outcome === 'challenge' && !visit.byKey) {
        const why = { reason, need: needOf(need), tokenHash: visit.tokenHash };
        return { kind: 'answer', answer: entry.signIn(visit, why), app, refused };
      }
      const refusal = { ...refusals.forReason(reason, 403), advice, decision, name };
      return { kind: 'answer', answer: refusals.refuse(head, refusal), app, refused };
    }
  }
}

type Asked = NonNullable<Extract<Found, { kind: 'refused' }>['refusal']['need']>;

function needOf(asked: Asked | undefined): Need | undefined {
  if (asked === undefined) return undefined;
  const { maxAgeSeconds, methods } = asked;
  return { ...(maxAgeSeconds !== undefined && { maxAgeSeconds }), ...(methods !== undefined && { methods }) };
}

function signIn(visit: Visit, tools: PipelineTools, reason: string): Verdict {
  if (visit.byKey) return refuseKey(visit, tools, keyReason(reason), 401);
  const { entry } = tools;
  return { kind: 'answer', answer: entry.signIn(visit, { reason }), app: visit.app.config };
}

function answer(visit: Visit, { refusals }: PipelineTools, code: 'too-many'): Verdict {
  const { head } = visit.asked;
  const refusal = refusals.forFault(code);
  return { kind: 'answer', answer: refusals.refuse(head, refusal), app: visit.app.config };
}

/** What is said of a key that opens nothing. That it was once one is told to nobody but whoever holds it. */
function keyReason(reason: string): ReasonCode {
  return reason === 'key-revoked' || reason === 'key-expired' ? reason : 'key-unknown';
}
