import { wrongField } from '../conflict.ts';
import type { Call } from '../call.ts';

interface Dated {
  readonly mode: 'enforce' | 'observe';
  readonly enforceFrom?: number | null | undefined;
}

/**
 * A policy with the date that fits it: what is enforced has none any more, since its time has come.
 * @throws Fault `invalid-request` where a date is asked for and it is enforced at once
 */
export function withDate<T extends Dated>(policy: T, asked: number | null | undefined): T {
  if (policy.mode === 'observe') return { ...policy, enforceFrom: policy.enforceFrom ?? null };
  if (asked !== undefined && asked !== null) {
    throw wrongField('enforceFrom', 'is for policies that only observe until then');
  }
  return { ...policy, enforceFrom: null };
}

const longestMs = 400 * 86_400_000;

/** Checks a date that was asked for: what lies in the past would be in force by surprise. @throws Fault `invalid-request` */
export function checkDate({ clock }: Pick<Call, 'clock'>, asked: number | null | undefined): void {
  if (asked === undefined || asked === null) return;
  const ahead = asked - clock.wall();
  if (ahead <= 0) throw wrongField('enforceFrom', 'must lie in the future');
  if (ahead > longestMs) throw wrongField('enforceFrom', 'must not lie more than 400 days ahead');
}

/** The dates at which something is enforced that only observes before, the earliest first. */
export function datesOf(policies: readonly (Dated & { readonly enabled: boolean })[]): readonly number[] {
  const dates = policies
    .filter(({ mode, enabled }) => enabled && mode === 'observe')
    .flatMap(({ enforceFrom }) => enforceFrom ?? []);
  return [...new Set(dates)].toSorted((one, other) => one - other);
}

/** Policies as they are enforced from a date on. */
export function asFrom<T extends Dated>(policies: readonly T[], at: number): readonly T[] {
  return policies.map((policy) =>
    policy.mode === 'observe' && (policy.enforceFrom ?? Number.POSITIVE_INFINITY) <= at
      ? { ...policy, mode: 'enforce' as const, enforceFrom: null }
      : policy,
  );
}

/** Without dates that have passed: whoever goes back wants what was in force then, not what it would have become. */
export function withoutPastDates<T extends Dated>(policies: readonly T[], now: number): readonly T[] {
  return policies.map((policy) =>
    (policy.enforceFrom ?? Number.POSITIVE_INFINITY) <= now ? { ...policy, enforceFrom: null } : policy,
  );
}
