import { isId } from '#base/ids.ts';
import type { Outcome } from '#contracts/access.ts';
import type { WhyAnswer, WhyQuestion } from '#contracts/api/decisions.ts';
import { reasonOf } from '#contracts/reasons.ts';
import type { PersonRow } from '#store/index.ts';
import { findApp } from '../apps/find-app.ts';
import type { Call } from '../call.ts';
import { permit } from '../permit.ts';
import { found } from '../write.ts';
import { type Asked, askedFacts, inputOfToday, withAskedFacts } from './asked-input.ts';
import { askedRoutes } from './asked-routes.ts';
import { explainInput } from './explain-input.ts';
import { whyThen } from './why-then.ts';

/**
 * Says why somebody is answered as they are, by the same function as the gateways' way. Of a moment in the past it
 * starts from the recorded decision nearest before it; facts in the question take the place of those that are known.
 * Nothing is granted and nothing recorded.
 * @throws Fault `not-permitted`, `not-found`, `invalid-request`
 */
export async function why(call: Call, question: WhyQuestion): Promise<WhyAnswer> {
  await permit(call, 'read');
  const [person, app] = await Promise.all([
    findPerson(call, question.person),
    findApp(call.store, question.app),
  ]);
  const asked = { person: found(person), app: found(app) };
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
export function switchedOff({ person, app }: Asked) {
  const off = (reason: 'person-disabled' | 'app-disabled') => {
    const { text, next } = reasonOf(reason);
    const outcome: Outcome = 'deny';
    return { outcome, reason, text, next: next ?? null, need: null, remedies: [] };
  };
  if (person.state !== 'enabled') return off('person-disabled');
  return app.state === 'disabled' ? off('app-disabled') : {};
}

function findPerson(call: Call, idOrLogin: string): Promise<PersonRow | undefined> {
  return isId('person', idOrLogin)
    ? call.store.people.find(idOrLogin)
    : call.store.people.findLocal(idOrLogin.toLowerCase());
}
