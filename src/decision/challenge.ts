import type { AuthenticationMethod, DecisionInput, Need, Strength } from '#contracts/access.ts';
import { asksForSignIn, type PolicySet } from '#policy/index.ts';
import { judge, type Judgement } from './judge.ts';

// What a sign-in may have to bring on top of what it has, weakest first. The list is closed: nothing else about
// a request is ever supposed to be different.
const ladder: readonly (readonly AuthenticationMethod[])[] = [
  [],
  ['pwd'],
  ['otp'],
  ['pwd', 'otp'],
  ['hwk'],
  ['pwd', 'hwk'],
  ['otp', 'hwk'],
];

/** How often the policies are asked at most while something is looked for that would help. */
export const mostEvaluations = 64;

/**
 * Derives the weakest sign-in that would turn a refusal into permission, by asking the same policies again; the
 * whole set each time, so that what is asked for never runs into a `forbid`. Undefined: no sign-in helps, or
 * saying so would betray a private policy.
 */
export function challengeFor(
  input: DecisionInput,
  set: PolicySet,
  refusal: Judgement,
  budget: { left: number } = { left: mostEvaluations },
): Need | undefined {
  if (input.principal.kind !== 'person') return undefined; // a program has one key and nothing stronger
  if (!mayHelp(refusal)) return undefined;
  for (const added of ladder) {
    const need = { methods: added.filter((method) => !input.authn.methods.includes(method)) };
    if (need.methods.length < added.length) continue; // an easier step of the ladder asks the same
    if (added.length === 0 && !freshnessMayHelp(input, refusal)) continue;
    if (!helps({ input, set, need: { ...need, maxAgeSeconds: 0 }, budget })) continue;
    const maxAgeSeconds = oldestThatHelps({ input, set, methods: need.methods, refusal, budget });
    return {
      ...(maxAgeSeconds === undefined ? {} : { maxAgeSeconds }),
      ...(need.methods.length === 0 ? {} : { methods: need.methods }),
    };
  }
  return undefined;
}

/** Whether another sign-in can change the refusal at all; where it cannot, most refusals cost no more than asking once. */
function mayHelp({ hits, traits }: Judgement): boolean {
  const forbids = hits.map(({ statement }) => statement).filter(({ effect }) => effect === 'forbid');
  if (forbids.some((forbid) => forbid.private || !asksForSignIn(forbid))) return false;
  // Under a forbid it is not known which permits hold; without one it is known that none does.
  return traits.some(({ permits }) => permits === 'by-sign-in' || (forbids.length > 0 && permits === 'some'));
}

interface Attempt {
  readonly input: DecisionInput;
  readonly set: PolicySet;
  readonly need: Need;
  readonly budget: { left: number };
}

function helps({ input, set, need, budget }: Attempt): boolean {
  if (budget.left-- <= 0) return false;
  const authn = satisfy(input.authn, need, input.time.at);
  const { allowed, hits } = judge({ ...input, authn }, set);
  return allowed && hits.some(({ statement }) => !statement.private);
}

/**
 * The sign-in as it is once what is needed was brought at the moment `at`. A recovery code is spent by its use:
 * the sign-in that follows does not rest on it any more.
 */
export function satisfy(present: Strength, need: Need, at: number): Strength {
  const methods = new Set([...present.methods, ...(need.methods ?? [])]);
  if ((need.methods ?? []).length > 0) methods.delete('rec');
  const age = need.maxAgeSeconds === undefined ? Number.POSITIVE_INFINITY : need.maxAgeSeconds * 1000;
  return { methods: [...methods], authenticatedAt: Math.max(present.authenticatedAt, at - age) };
}

/** After a recovery code a fresh sign-in must bring something new, since the code itself is spent. */
function freshnessMayHelp({ authn }: DecisionInput, { traits }: Judgement): boolean {
  return !authn.methods.includes('rec') && traits.some(({ ages }) => ages !== undefined);
}

/** The greatest age of the sign-in, in seconds, at which the methods still help; undefined if its present age does. */
function oldestThatHelps(options: {
  readonly input: DecisionInput;
  readonly set: PolicySet;
  readonly methods: readonly AuthenticationMethod[];
  readonly refusal: Judgement;
  readonly budget: { left: number };
}): number | undefined {
  const { methods, refusal, ...attempt } = options;
  if (refusal.traits.every(({ ages }) => ages === undefined)) return undefined;
  if (helps({ ...attempt, need: { methods } })) return undefined;
  for (const age of agesToTry(refusal)) {
    if (helps({ ...attempt, need: { methods, maxAgeSeconds: age } })) return age;
  }
  return 0;
}

/** The last second before each step at which an answer can change, greatest first. */
function agesToTry({ traits }: Judgement): readonly number[] {
  const ages = traits.flatMap((one) => (Array.isArray(one.ages) ? one.ages : []));
  return [...new Set(ages.map((age) => age - 1))].filter((age) => age > 0).sort((a, b) => b - a);
}
