import { setImmediate as turn } from 'node:timers/promises';
import type { Decision, DecisionInput, PersonFacts } from '#contracts/access.ts';
import { Fault } from '#contracts/errors.ts';
import { satisfy } from '#decision/index.ts';
import type { Decider } from '../../faces.ts';
import { type Alike, nobody, somebodyElse } from './alike-people.ts';
import { freshSignIn, type Moment, type Target } from './fresh-sign-in.ts';

/** People who get at targets in the same way. */
export interface Reached {
  readonly targets: readonly Target[];
  readonly people: readonly PersonFacts[];
  /** `allow`, or `challenge` where it takes a stronger sign-in. */
  readonly outcome: 'allow' | 'challenge';
  /** Ids of the policies that let them in. */
  readonly policies: readonly string[];
}

/** What is still done. Each text costs some microseconds of our own loop, each decision some hundred of a thread. */
export interface Budget {
  texts: number;
  decisions: number;
}

/** Enough for 10,000 people of some hundred kinds and 500 apps. */
export const usualBudget = (): Budget => ({ texts: 300_000, decisions: 20_000 });

interface Question {
  readonly decider: Pick<Decider, 'decide' | 'sharing'>;
  readonly alike: readonly Alike[];
  readonly targets: readonly Target[];
  readonly time: Moment;
  readonly budget: Budget;
}

/** What came of it: targets that were not looked at are told, never passed over. */
export interface Judged {
  readonly reached: readonly Reached[];
  readonly leftOut: readonly Target[];
}

/**
 * Judges everybody for every target with as few decisions as the policies can tell apart. Targets whose texts are
 * equal for one person are equal for each, and where two people who differ only in who they are have equal texts,
 * all who are alike have one answer.
 */
export async function judgeEverybody(question: Question): Promise<Judged> {
  const { targets, time, alike, budget } = question;
  const textOf = textsWithin(question);
  const reached: Reached[] = [];
  const leftOut: Target[] = [];
  for (const kind of targetsAlike(targets, (target) => textOf(freshSignIn(nobody, target, time)))) {
    const [target] = kind;
    if (target === undefined) continue;
    const blind =
      textOf(freshSignIn(nobody, target, time)) === textOf(freshSignIn(somebodyElse, target, time));
    const crowds = blind
      ? alike.map(({ people }) => people)
      : alike.flatMap(({ people }) => people.map(alone));
    if (crowds.length > budget.texts) {
      leftOut.push(...kind);
      continue;
    }
    budget.texts -= crowds.length;
    const parts = await partsOf(question, { target, crowds, textOf });
    if (parts === undefined) leftOut.push(...kind);
    else reached.push(...parts.map((part) => ({ ...part, targets: kind })));
    await turn();
  }
  return { reached, leftOut };
}

type TextOf = (input: DecisionInput) => string;

/** All inputs here share their moment, so that the age of the sign-in tells none from another. */
function textsWithin({ decider }: Question): TextOf {
  const sharing = decider.sharing();
  let single = 0;
  return (input) => sharing?.textOf(input, 'one-moment') ?? `single ${single++}`;
}

function targetsAlike(targets: readonly Target[], textOf: (target: Target) => string): readonly Target[][] {
  const kinds = new Map<string, Target[]>();
  for (const target of targets) {
    const text = textOf(target);
    const kind = kinds.get(text);
    if (kind === undefined) kinds.set(text, [target]);
    else kind.push(target);
  }
  return [...kinds.values()];
}

const alone = (person: PersonFacts): readonly PersonFacts[] => [person];
const atOnce = 200;

async function partsOf(
  { decider, time, budget }: Question,
  asked: {
    readonly target: Target;
    readonly crowds: readonly (readonly PersonFacts[])[];
    readonly textOf: TextOf;
  },
): Promise<readonly Omit<Reached, 'targets'>[] | undefined> {
  const { target, crowds, textOf } = asked;
  const kinds = new Map<string, { readonly input: DecisionInput; readonly people: PersonFacts[] }>();
  for (const [place, people] of crowds.entries()) {
    if (place % atOnce === atOnce - 1) await turn(); // our loop answers others between two lots
    const [first] = people;
    if (first === undefined) continue;
    const input = freshSignIn(first, target, time);
    const text = textOf(input);
    const kind = kinds.get(text);
    if (kind === undefined) kinds.set(text, { input, people: [...people] });
    else for (const person of people) kind.people.push(person);
  }
  if (kinds.size > budget.decisions) return undefined;
  budget.decisions -= kinds.size;
  const parts: Omit<Reached, 'targets'>[] = [];
  const all = [...kinds.values()];
  for (let from = 0; from < all.length; from += atOnce) {
    const lot = all.slice(from, from + atOnce);
    const answers = await waysIn(
      decider,
      lot.map(({ input }) => input),
    );
    for (const [place, { people }] of lot.entries()) {
      const answer = answers[place];
      if (answer !== undefined && answer.outcome !== 'deny')
        parts.push({ people, outcome: answer.outcome, policies: letIn(answer.after) });
    }
  }
  return parts;
}

/** An answer, and for a challenge the answer once what is missing was brought. */
export interface Way {
  readonly outcome: Decision['outcome'];
  readonly decision: Decision;
  readonly after: Decision;
}

/** Decides, and where a stronger sign-in is asked for decides again as if it was made. */
export async function waysIn(
  decider: Pick<Decider, 'decide'>,
  inputs: readonly DecisionInput[],
): Promise<readonly Way[]> {
  const decisions = (await decider.decide(inputs)).map(answered);
  const stronger = inputs.flatMap((input, place) => {
    const need = decisions[place]?.need;
    return need === undefined ? [] : [{ ...input, authn: satisfy(input.authn, need, input.time.at) }];
  });
  const proven = (await decider.decide(stronger)).map(answered).values();
  return decisions.map((decision) => ({
    outcome: decision.outcome,
    decision,
    after: decision.need === undefined ? decision : (proven.next().value ?? decision),
  }));
}

/** A thread that did not answer refuses; told as what the policies say, that would be a lie. */
function answered(decision: Decision): Decision {
  if (decision.reason === 'control-unreachable')
    throw new Fault('control-unreachable', 'the thread of a reader did not answer');
  return decision;
}

/** The policies that let somebody in. */
export function letIn({ policies }: Decision): readonly string[] {
  const permits = policies.filter(({ effect, mode }) => effect === 'permit' && mode === 'enforce');
  return [...new Set(permits.map(({ policy }) => policy))];
}
