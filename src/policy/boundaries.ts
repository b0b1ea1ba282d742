import type { DecisionInput } from '#contracts/access.ts';
import { signInAge } from './facts.ts';
import { nextWallMoment } from './local-time.ts';
import { type Mentions, usesContext } from './mentions.ts';
import { nextStep, stepsOf } from './steps.ts';

const minutesOfDay = Array.from({ length: 24 * 60 }, (_, minute) => minute);

/**
 * The earliest moment at which time alone can change what these statements say about an input, in milliseconds
 * since the Unix epoch: a minute of the day, midnight in the organisation's zone, the clock put forward or back,
 * or an age of the sign-in that one of them names. Undefined: never.
 */
export function nextBoundary(input: DecisionInput, mentions: readonly Mentions[]): number | undefined {
  const moments = mentions.flatMap((one) => [...wallMoments(input, one), ...ageMoments(input, one)]);
  return moments.length === 0 ? undefined : Math.min(...moments);
}

function wallMoments(input: DecisionInput, mentions: Mentions): number[] {
  if (!['time.weekday', 'time.minute', 'time.date'].some((path) => usesContext(mentions, path))) return [];
  // Used in another way than by comparison with a number: every minute may matter.
  const minutes = stepsOf(mentions, 'time.minute') ?? minutesOfDay;
  const { at, zone } = input.time;
  return [nextWallMoment({ at, zone, minutes: minutes.filter((minute) => minute >= 0 && minute < 1440) })];
}

function ageMoments(input: DecisionInput, mentions: Mentions): number[] {
  if (!usesContext(mentions, 'authn.ageSeconds')) return [];
  const steps = stepsOf(mentions, 'authn.ageSeconds');
  const age = signInAge(input);
  // Writing refuses what is not a comparison with a number; should it be there after all, each second counts.
  const next = steps === undefined ? age + 1 : nextStep(age, steps);
  return next === undefined ? [] : [Math.max(input.authn.authenticatedAt + next * 1000, input.time.at + 1)];
}
