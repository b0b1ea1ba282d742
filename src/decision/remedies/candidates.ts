import type { DecisionInput } from '#contracts/access.ts';
import type { FactChange } from '#contracts/explanation.ts';
import { type Hinges, nextBoundary } from '#policy/index.ts';
import type { Judgement } from '../judge.ts';

const mostOfAKind = 6;
const mostMoments = 10;

/** A request as it stands, of which one more fact is to be changed. */
export interface Standing {
  readonly input: DecisionInput;
  readonly judgement: Judgement;
  readonly hinges: Hinges;
}

type Kind = 'group' | 'network' | 'country' | 'time';

/** Kinds of facts other than the sign-in, in the order in which they are changed together: one of each at most. */
const kinds = ['group', 'network', 'country', 'time'] as const satisfies readonly Kind[];

const candidatesOf: Readonly<Record<Kind, (standing: Standing) => readonly FactChange[]>> = {
  group: ({ input, hinges }) => {
    const known = input.principal.groups; // unknown is not none: nobody can be said to be outside
    if (known === undefined) return [];
    const own = new Set(known.flatMap(({ id, parents }) => [id, ...parents]));
    return hinges.groups
      .slice(0, mostOfAKind)
      .map((group) => ({ kind: own.has(group) ? 'leave-group' : 'join-group', group }));
  },
  network: ({ hinges }) => hinges.ranges.slice(0, mostOfAKind).map((range) => ({ kind: 'network', range })),
  country: ({ input, hinges }) =>
    hinges.countries
      .filter((country) => country !== input.network.country)
      .slice(0, mostOfAKind)
      .map((country) => ({ kind: 'country', country })),
  time: ({ input, judgement }) => momentsAfter(input, judgement).map((at) => ({ kind: 'time', at })),
};

/** Single changes that may help, of kinds that come after those changed already. */
export function candidatesAfter(changed: readonly FactChange[], standing: Standing): readonly FactChange[] {
  const reached = Math.max(-1, ...changed.map(({ kind }) => kinds.indexOf(kindOf(kind))));
  return kinds.slice(reached + 1).flatMap((kind) => candidatesOf[kind](standing));
}

function kindOf(kind: Exclude<FactChange['kind'], 'sign-in'> | 'sign-in'): Kind {
  if (kind === 'network' || kind === 'country') return kind;
  return kind === 'join-group' || kind === 'leave-group' ? 'group' : 'time';
}

/** The next moments at which time alone may change the answer. */
function momentsAfter(input: DecisionInput, { traits }: Judgement): readonly number[] {
  const moments: number[] = [];
  let { at } = input.time;
  while (moments.length < mostMoments) {
    const next = nextBoundary({ ...input, time: { ...input.time, at } }, traits);
    if (next === undefined) break;
    moments.push(next);
    at = next;
  }
  return moments;
}
