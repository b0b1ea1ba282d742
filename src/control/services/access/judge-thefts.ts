import {
  type AdministrativeAction,
  administrativeActions,
  type DecisionInput,
  type NetworkFacts,
  type PersonFacts,
  type Strength,
} from '#contracts/access.ts';
import type { SessionRow } from '#store/index.ts';
import type { Decider } from '../../faces.ts';
import { organisation } from '../permit.ts';
import { freshSignIn, type Moment, type Target } from './fresh-sign-in.ts';
import { type Way, waysIn } from './judge-everybody.ts';

/** How old a sign-in is taken to be where there is none. */
const assumedAgeMs = 3_600_000;
/** Sessions that are judged: those that no other one is better than in everything. */
const mostSessions = 4;
const atOnce = 100;

/** Somebody, what they might open, and from where. */
interface Asked {
  readonly principal: PersonFacts;
  readonly time: Moment;
  readonly targets: readonly Target[];
  readonly network?: NetworkFacts;
}

/** Ways into each target, in order, and to each administrative verb. */
export interface Judged {
  readonly targets: readonly Way[];
  readonly administers: readonly Way[];
}

/** What a thief of one session's cookie opens. */
export interface Theft extends Judged {
  /** Null: there is none, and a sign-in is assumed. */
  readonly session: string | null;
  readonly strength: Strength;
}

/**
 * Judges what the cookie of each session opens for a thief. Sessions to which another one is equal or better in
 * methods and age open no more than that one, and are passed over.
 */
export async function judgeThefts(
  decider: Pick<Decider, 'decide'>,
  asked: Asked & { readonly sessions: readonly SessionRow[] },
): Promise<readonly Theft[]> {
  const { sessions, network, time } = asked;
  const assumed: Strength = { methods: ['pwd', 'otp'], authenticatedAt: time.at - assumedAgeMs };
  const kept = sessions
    .filter((one, place) => !sessions.some((other, at) => other !== one && covers(other, one, at < place)))
    .slice(0, mostSessions)
    .map(({ id, methods, authenticatedAt }) => ({ session: id, strength: { methods, authenticatedAt } }));
  const thefts: Theft[] = [];
  for (const one of kept.length === 0 ? [{ session: null, strength: assumed }] : kept) {
    const inputs = inputsFor(asked).map((input) => ({
      ...input,
      authn: one.strength,
      ...(network === undefined ? {} : { network }),
    }));
    thefts.push({ ...one, ...(await judgeInputs(decider, inputs)) });
  }
  return thefts;
}

/** Whether one session proves all that another does, as freshly; of two equal ones the first does. */
function covers(one: SessionRow, other: SessionRow, isFirst: boolean): boolean {
  if (one.authenticatedAt < other.authenticatedAt) return false;
  if (!other.methods.every((method) => one.methods.includes(method))) return false;
  const isEqual =
    one.authenticatedAt === other.authenticatedAt && one.methods.length === other.methods.length;
  return !isEqual || isFirst;
}

/** The theft that opens most; of equal ones the first. */
export function worstOf([first, ...others]: readonly Theft[]): Theft {
  if (first === undefined) throw new Error('at least one sign-in is always judged');
  const opened = ({ targets, administers }: Judged): number =>
    [...targets, ...administers].filter(({ outcome }) => outcome === 'allow').length;
  return others.reduce((worst, one) => (opened(one) > opened(worst) ? one : worst), first);
}

/** The questions of somebody fresh from signing in: each target, then each administrative verb. */
export function inputsFor({ principal, time, targets }: Asked): readonly DecisionInput[] {
  const opens = targets.map((target) => freshSignIn(principal, target, time));
  const administers = administrativeActions.map(
    (action): DecisionInput => ({
      principal,
      action,
      resource: organisation,
      authn: { methods: ['pwd', 'otp'], authenticatedAt: time.at },
      device: { class: 'unmanaged', facts: {} },
      network: { address: '127.0.0.1' },
      time,
    }),
  );
  return [...opens, ...administers];
}

/** Decides what `inputsFor` asks. */
export async function judgeInputs(
  decider: Pick<Decider, 'decide'>,
  inputs: readonly DecisionInput[],
): Promise<Judged> {
  const ways: Way[] = [];
  for (let from = 0; from < inputs.length; from += atOnce)
    ways.push(...(await waysIn(decider, inputs.slice(from, from + atOnce))));
  const opens = inputs.length - administrativeActions.length;
  return { targets: ways.slice(0, opens), administers: ways.slice(opens) };
}

/** The verbs that somebody has, after a stronger sign-in where it takes one. */
export function administered({ administers }: Judged): AdministrativeAction[] {
  return administrativeActions.filter((_, place) => (administers[place]?.outcome ?? 'deny') !== 'deny');
}

/** The verbs that a thief has, who brings nothing that is missing. */
export function openTo({ administers }: Judged): AdministrativeAction[] {
  return administrativeActions.filter((_, place) => administers[place]?.outcome === 'allow');
}
