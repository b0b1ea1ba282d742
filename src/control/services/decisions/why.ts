import type { Outcome } from '#contracts/access.ts';
import type { WhyAnswer, WhyQuestion } from '#contracts/api/decisions.ts';
import { reasonOf } from '#contracts/reasons.ts';
import { findApp } from '../apps/find-app.ts';
import type { Call } from '../call.ts';
import { permit } from '../permit.ts';
import { found } from '../write.ts';
import { type Asked, askedFacts, inputOfToday, withAskedFacts } from './asked-input.ts';
import { askedRoutes } from './asked-routes.ts';
import { explainInput } from './explain-input.ts';
import { findHolder } from './find-holder.ts';
import { whyThen } from './why-then.ts';

/**
 * Says why somebody is answered as they are, by the same function as the gateways' way. Of a moment in the past it
 * starts from the recorded decision nearest before it; facts in the question take the place of those that are known.
 * Nothing is granted and nothing recorded.
 * @throws Fault `not-permitted`, `not-found`, `invalid-request`
 */
export async function why(call: Call, question: WhyQuestion): Promise<WhyAnswer> {
  await permit(call, 'read');
  const [who, app] = await Promise.all([
    findHolder(call.store, question.person),
    findApp(call.store, question.app),
  ]);
  const asked = { who: found(who), app: found(app) };
  const { at } = question;
  if (at !== undefined && at < call.clock.wall()) return whyThen(call, { ...question, at }, asked);
  return whyNow(call, question, asked);
}

async function whyNow(call: Call, question: WhyQuestion, asked: Asked): Promise<WhyAnswer> {
  const made = await inputOfToday(call, asked, question.at ?? call.clock.wall());
  const { routes, notes } = askedRoutes(asked.app, question);
  const given = askedFacts(question);
  const input = withAskedFacts(call, made.input, question);
  const answer = await explainInput(call, { input, routes, given });
  const supposed = given.length > 0 || question.at !== undefined || made.assumed.length > 0;
  return {
    ...answer,
    ...switchedOff(asked),
    basis: supposed ? 'what-if' : 'now',
    record: null,
    notes: [...made.assumed, ...notes],
  };
}

/** Before any policy is asked: whoever may not sign in, and what is switched off, is refused whatever they say. */
export function switchedOff({ who, app }: Asked) {
  const off = (reason: 'person-disabled' | 'account-disabled' | 'app-disabled') => {
    const { text, next } = reasonOf(reason);
    const outcome: Outcome = 'deny';
    return { outcome, reason, text, next: next ?? null, need: null, remedies: [] };
  };
  if (who.row.state !== 'enabled') return off(who.kind === 'person' ? 'person-disabled' : 'account-disabled');
  return app.state === 'disabled' ? off('app-disabled') : {};
}
