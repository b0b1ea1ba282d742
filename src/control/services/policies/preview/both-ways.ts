import type { Decision, DecisionInput } from '#contracts/access.ts';
import { Fault } from '#contracts/errors.ts';
import type { PolicySnapshot } from '#contracts/policies.ts';
import type { Decider } from '../../../faces.ts';

/** One input decided under the policies in force and under a draft. */
export interface Pair {
  readonly now: Decision;
  readonly drafted: Decision;
}

/** Whether somebody gets in under each. */
export interface MayOpen {
  readonly now: boolean;
  readonly drafted: boolean;
}

/** Decides under two snapshots, in threads of its own. */
export interface BothWays {
  decide(inputs: readonly DecisionInput[]): Promise<readonly Pair[]>;
  /**
   * Tells who may open under each, of inputs that are all of one moment and sign-in: those that look alike to the
   * policies are decided once.
   */
  decideAlike(inputs: readonly DecisionInput[]): Promise<readonly MayOpen[]>;
  /** How many inputs were decided and not known from another one. */
  decided(): number;
  close(): Promise<void>;
}

/** Inputs handed over at once; between two lots the caller's loop turns. */
const atOnce = 200;

/** Opens two deciders beside the one that people wait for, so that no decision of theirs comes later for it. */
export async function openBothWays(
  open: () => Decider,
  { present, draft }: { readonly present: PolicySnapshot; readonly draft: PolicySnapshot },
): Promise<BothWays> {
  const [now, then] = [open(), open()];
  const close = async (): Promise<void> => void (await Promise.all([now.close(), then.close()]));
  try {
    await Promise.all([now.load(present), then.load(draft)]);
  } catch (thrown) {
    await close();
    throw thrown;
  }
  let decided = 0;
  const decide = async (inputs: readonly DecisionInput[]): Promise<readonly Pair[]> => {
    decided += inputs.length;
    const pairs: Pair[] = [];
    for (let from = 0; from < inputs.length; from += atOnce) {
      const lot = inputs.slice(from, from + atOnce);
      const [was, is] = await Promise.all([now.decide(lot), then.decide(lot)]);
      for (const place of lot.keys()) pairs.push({ now: answered(was[place]), drafted: answered(is[place]) });
    }
    return pairs;
  };
  const alike = new Map<string, MayOpen>();
  return {
    decide,
    decided: () => decided,
    async decideAlike(inputs) {
      const keys = inputs.map((input, place) => alikeText([now, then], input) ?? `${oneOfAKind}${place}`);
      const found = new Map<string, MayOpen>();
      const open = new Map<string, number>();
      for (const [place, key] of keys.entries()) {
        const known = alike.get(key);
        if (known === undefined) open.set(key, place);
        else found.set(key, known);
      }
      const pairs = await decide([...open.values()].flatMap((place) => inputs[place] ?? []));
      if (alike.size > mostKept) alike.clear();
      for (const [place, key] of [...open.keys()].entries()) {
        const pair = pairs[place];
        if (pair === undefined) continue;
        found.set(key, mayOpenBoth(pair));
        if (!key.startsWith(oneOfAKind)) alike.set(key, mayOpenBoth(pair));
      }
      return keys.map((key) => found.get(key) ?? { now: false, drafted: false });
    },
    close,
  };
}

/** Begins the key of an input that no other may share an answer with. */
const oneOfAKind = 'one of a kind ';

/** Answers kept of inputs that look alike. */
const mostKept = 50_000;

function mayOpenBoth({ now, drafted }: Pair): MayOpen {
  return { now: mayOpen(now), drafted: mayOpen(drafted) };
}

/** What the policies of both see of an input; undefined: it is one of a kind. */
function alikeText(deciders: readonly Decider[], input: DecisionInput): string | undefined {
  const texts = deciders.map((decider) => decider.sharing()?.textOf(input, 'one-moment'));
  return texts.includes(undefined) ? undefined : texts.join('\n');
}

/** A thread that did not answer refuses; here that would be told as what the policies say. */
function answered(decision: Decision | undefined): Decision {
  if (decision === undefined || decision.reason === 'control-unreachable') {
    throw new Fault('control-unreachable', 'the thread of a preview did not answer');
  }
  return decision;
}

/** Whether somebody gets in, if only after signing in anew: what is asked of them is not taken from them. */
export function mayOpen({ outcome }: Decision): boolean {
  return outcome !== 'deny';
}

/** The policies that one of the two answers rests on and the other does not; those that changed, where there are any. */
export function madeTheDifference({ now, drafted }: Pair, changed: ReadonlySet<string>): readonly string[] {
  const voices = ({ policies }: Decision) =>
    policies.filter(({ mode }) => mode === 'enforce').map(({ policy }) => policy);
  const [was, is] = [new Set<string>(voices(now)), new Set<string>(voices(drafted))];
  const either = [...was, ...is].filter((policy) => was.has(policy) !== is.has(policy));
  const ours = either.filter((policy) => changed.has(policy));
  return ours.length > 0 ? ours : either;
}
