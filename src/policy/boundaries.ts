import type { DecisionInput } from '#contracts/access.ts';
import { signInAge } from './facts.ts';
import { nextWallMoment } from './local-time.ts';
import { nextStep } from './steps.ts';
import type { Traits } from './traits.ts';

/**
 * The earliest moment at which time alone can change what statements with these traits say about an input, in
 * milliseconds since the Unix epoch: a minute of the day, midnight in the organisation's zone, the clock put
 * forward or back, or an age of the sign-in that one of them names. Undefined: never.
 */
export function nextBoundary(input: DecisionInput, traits: readonly Traits[]): number | undefined {
  const moments = [wallMoment(input, traits), ...traits.map((one) => ageMoment(input, one))];
  const known = moments.filter((moment) => moment !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}

function wallMoment(input: DecisionInput, traits: readonly Traits[]): number | undefined {
  const asked = traits.flatMap(({ minutes }) => (minutes === undefined ? [] : [minutes]));
  if (asked.length === 0) return undefined;
  return nextWallMoment({ at: input.time.at, zone: input.time.zone, minutes: asked.flat() });
}

function ageMoment(input: DecisionInput, { ages }: Traits): number | undefined {
  if (ages === undefined) return undefined;
  const age = signInAge(input);
  const next = ages === 'each-second' ? age + 1 : nextStep(age, ages);
  if (next === undefined) return undefined;
  return Math.max(input.authn.authenticatedAt + next * 1000, input.time.at + 1);
}
