import type { Decision, DecisionInput } from '#contracts/access.ts';
import { Fault } from '#contracts/errors.ts';
import type { PolicySnapshot } from '#contracts/policies.ts';
import type { Decider } from '../../../faces.ts';

/** One input decided under the policies in force and under a draft. */
export interface Pair {
  readonly now: Decision;
  readonly drafted: Decision;
}

/** Decides under two snapshots, in threads of its own. */
export interface BothWays {
  decide(inputs: readonly DecisionInput[]): Promise<readonly Pair[]>;
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
  return {
    async decide(inputs) {
      const pairs: Pair[] = [];
      for (let from = 0; from < inputs.length; from += atOnce) {
        const lot = inputs.slice(from, from + atOnce);
        const [was, is] = await Promise.all([now.decide(lot), then.decide(lot)]);
        for (const place of lot.keys())
          pairs.push({ now: answered(was[place]), drafted: answered(is[place]) });
      }
      return pairs;
    },
    close,
  };
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
