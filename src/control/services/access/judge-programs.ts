import type { DecisionInput } from '#contracts/access.ts';
import type { Decider } from '../../faces.ts';
import { freshSignIn, type Moment, type Target } from './fresh-sign-in.ts';
import { letIn, waysIn } from './judge-everybody.ts';
import type { Program } from './read-programs.ts';

/** A target that a program opens. */
export interface ReachedByProgram {
  readonly program: Program;
  readonly target: Target;
  /** Ids of the policies that let it in. */
  readonly policies: readonly string[];
  /** False: it has no key that works for this, so one made now is assumed. */
  readonly hasKey: boolean;
}

/** What came of it, and how many pairs of program and target there were too many of. */
export interface JudgedPrograms {
  readonly reached: readonly ReachedByProgram[];
  readonly notLookedAt: number;
}

/** Pairs of program and target that are decided at most; one takes some hundred microseconds of a thread. */
const mostPairs = 20_000;
const atOnce = 200;

interface Question {
  readonly decider: Pick<Decider, 'decide'>;
  readonly programs: readonly Program[];
  readonly targets: readonly Target[];
  readonly time: Moment;
}

/**
 * Judges programs for the targets that they are made for, each by the newest of its keys that is made for the app.
 * What would ask people for a stronger sign-in refuses a program.
 */
export async function judgePrograms({ decider, programs, targets, time }: Question): Promise<JudgedPrograms> {
  const pairs = programs.flatMap((program) =>
    targets
      .filter(({ resource }) => program.facts.apps.includes(resource.id))
      .map((target) => pairOf(program, target, time)),
  );
  const looked = pairs.slice(0, mostPairs);
  const reached: ReachedByProgram[] = [];
  for (let from = 0; from < looked.length; from += atOnce) {
    const lot = looked.slice(from, from + atOnce);
    const ways = await waysIn(
      decider,
      lot.map(({ input }) => input),
    );
    for (const [place, { program, target, hasKey }] of lot.entries()) {
      const way = ways[place];
      if (way?.outcome === 'allow') reached.push({ program, target, hasKey, policies: letIn(way.decision) });
    }
  }
  return { reached, notLookedAt: pairs.length - looked.length };
}

function pairOf(program: Program, target: Target, time: Moment) {
  const { facts, keys } = program;
  const app = target.resource.id;
  const key = keys.find(({ apps }) => apps === null || apps.includes(app));
  const input: DecisionInput = {
    ...freshSignIn(facts, target, time),
    authn: { methods: ['key'], authenticatedAt: key?.createdAt ?? time.at },
  };
  return { program, target, input, hasKey: key !== undefined };
}
