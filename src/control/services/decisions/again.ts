import { isDeepStrictEqual } from 'node:util';
import { isId } from '#base/ids.ts';
import type { DecisionInput } from '#contracts/access.ts';
import type { DecidedAgain } from '#contracts/api/decisions.ts';
import { Fault } from '#contracts/errors.ts';
import { reasonOf } from '#contracts/reasons.ts';
import { readFacts } from '#policy/index.ts';
import type { Call } from '../call.ts';
import { wrongField } from '../conflict.ts';
import { permit } from '../permit.ts';
import { found } from '../write.ts';
import { inputOfToday } from './asked-input.ts';
import { explainInput } from './explain-input.ts';
import { findHolder } from './find-holder.ts';
import { inputOfRecord } from './find-record.ts';
import { readDecision } from './get-decision.ts';
import { switchedOff } from './why.ts';

/**
 * Asks the question of a recorded decision again: the same person, app, part of it, address and sign-in, with what is
 * known of them now, under the policies in force, and says which facts differ. Nothing is granted and nothing recorded.
 * @throws Fault `not-permitted`, `not-found`, `invalid-request` where the decision's input was not kept
 */
export async function again(call: Call, id: string): Promise<DecidedAgain> {
  await permit(call, 'read');
  const record = await readDecision(call, [id]);
  const recorded = await inputOfRecord(call, record);
  if (recorded === undefined)
    throw wrongField('decision', 'cannot be decided again, since its input was not kept');
  const { person: personId = '', app: appId = '' } = record;
  if (!isId('app', appId)) throw new Fault('not-found', 'it names no app');
  const [who, app] = await Promise.all([findHolder(call.store, personId), call.store.apps.find(appId)]);
  const asked = { who: found(who), app: found(app) };
  const { input: today } = await inputOfToday(call, asked, call.clock.wall());
  const input = asAskedThen(call, recorded, today);
  const answer = await explainInput(call, { input, given: [] });
  const { outcome, reason, policyRevision } = record.decision;
  const note = 'The sign-in of then is taken, which is older by now.';
  return {
    before: { outcome, reason, text: reasonOf(reason).text, policyRevision },
    now: { ...answer, ...switchedOff(asked), basis: 'now', record: null, notes: [note] },
    differences: differencesOf({ recorded, now: input, asked: answer.facts }),
  };
}

/** What is known today, asked in the way of then. Where an address is counts as of today. */
function asAskedThen(call: Call, recorded: DecisionInput, today: DecisionInput): DecisionInput {
  const { route, http, authn, network, device } = recorded;
  return {
    ...today,
    ...(route === undefined ? {} : { route }),
    ...(http === undefined ? {} : { http }),
    authn,
    device,
    network: { address: network.address, ...call.locate(network.address) },
  };
}

function differencesOf(both: {
  readonly recorded: DecisionInput;
  readonly now: DecisionInput;
  readonly asked: readonly { readonly name: string; readonly asked: boolean }[];
}): DecidedAgain['differences'] {
  const known = new Map(readFacts(both.recorded).map(({ name, value }) => [name, value ?? null]));
  const asked = new Set(both.asked.filter((fact) => fact.asked).map(({ name }) => name));
  return readFacts(both.now)
    .map(({ name, value = null }) => {
      return { name, before: known.get(name) ?? null, now: value, asked: asked.has(name) };
    })
    .filter(({ before, now }) => !isDeepStrictEqual(before, now));
}
