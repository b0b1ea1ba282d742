import type { VersionedPolicy } from '#contracts/policies.ts';
import type { Weakening, WeakeningCode } from '#contracts/weakening.ts';
import { forbidCovers, permitWithin, readStatements, type Standing } from '#policy/index.ts';
import type { Judged, JudgedPolicies } from './judged.ts';

/** Permits that nothing permitted before: new, switched on, enforced, or sooner. */
export function permitGained(judged: Judged): readonly Weakening[] {
  return lostOrGained(judged).flatMap(({ policy, permits }) =>
    permits === 'gained' ? [about('permit-in-force', policy)] : [],
  );
}

/** Forbids that nothing forbids any more: removed, switched off, set to observe, or later. */
export function forbidLost(judged: Judged): readonly Weakening[] {
  return lostOrGained(judged).flatMap(({ policy, forbids }) =>
    forbids === 'lost' ? [about('forbid-not-in-force', policy)] : [],
  );
}

/** Another text of what is and stays in force, unless its form shows that it only takes. */
export function textMayGive(judged: Judged): readonly Weakening[] {
  return lostOrGained(judged).flatMap(({ policy, permits, forbids }) =>
    permits === 'changed' || forbids === 'changed' ? [about('text-may-give', policy)] : [],
  );
}

interface Weighed {
  readonly policy: VersionedPolicy;
  readonly permits: 'gained' | 'changed' | 'no more';
  readonly forbids: 'lost' | 'changed' | 'no less';
}

/**
 * Weighs each policy that changed. A permit is no more than it was when some permit before let in all that it lets in,
 * in whichever policy; a forbid is no less when some forbid after refuses all that it refused.
 */
function lostOrGained(judged: Judged): readonly Weighed[] {
  if (judged.type !== 'policies') return [];
  const { before, after } = changedOf(judged);
  const [was, is] = [standingsOf(before), standingsOf(after)];
  if (was === undefined || is === undefined) {
    // What cannot be read cannot be shown to take.
    return [...before, ...after].map((policy) => ({ policy, permits: 'changed', forbids: 'changed' }));
  }
  const older = new Map(was.map((one) => [one.policy.id, one]));
  const newer = new Map(is.map((one) => [one.policy.id, one]));
  const permitsBefore = was.flatMap(({ standings }) => standings.filter(isInForce('permit')));
  const forbidsAfter = is.flatMap(({ standings }) => standings.filter(isInForce('forbid')));
  const everyId = new Set([...older.keys(), ...newer.keys()]);
  return [...everyId].flatMap((id): Weighed[] => {
    const [old, now] = [older.get(id), newer.get(id)];
    const policy = now?.policy ?? old?.policy;
    if (policy === undefined) return [];
    const isReworded = old?.policy.text !== now?.policy.text && standsAlike(old, now);
    const more = inForce(now, 'permit').filter((one) => !permitsBefore.some((had) => permitWithin(one, had)));
    const less = inForce(old, 'forbid').filter((one) => !forbidsAfter.some((has) => forbidCovers(has, one)));
    const permits = more.length === 0 ? 'no more' : isReworded ? 'changed' : 'gained';
    const forbids = less.length === 0 ? 'no less' : isReworded ? 'changed' : 'lost';
    return [{ policy, permits, forbids }];
  });
}

interface Read {
  readonly policy: VersionedPolicy;
  readonly standings: readonly Standing[];
}

function inForce(read: Read | undefined, effect: Standing['effect']): readonly Standing[] {
  return read?.standings.filter(isInForce(effect)) ?? [];
}

/** In force as policies, alike before and after: then the words say that the text is what changed. */
function standsAlike(one: Read | undefined, other: Read | undefined): boolean {
  return one !== undefined && other !== undefined && fromOf(one.policy) === fromOf(other.policy);
}

function isInForce(effect: Standing['effect']) {
  return (standing: Standing): boolean => standing.effect === effect && Number.isFinite(standing.from);
}

/** From when a policy has its say: a policy with a date is judged as in force from then on. */
function fromOf({ enabled, mode, enforceFrom }: VersionedPolicy): number {
  if (!enabled) return Number.POSITIVE_INFINITY;
  return mode === 'enforce' ? 0 : (enforceFrom ?? Number.POSITIVE_INFINITY);
}

function changedOf({ before, after }: JudgedPolicies) {
  const was = new Map(before.map((policy) => [policy.id, policy]));
  const is = new Map(after.map((policy) => [policy.id, policy]));
  const differs = (one: VersionedPolicy | undefined, other: VersionedPolicy | undefined): boolean =>
    one?.text !== other?.text || (one && fromOf(one)) !== (other && fromOf(other));
  return {
    before: before.filter((policy) => differs(policy, is.get(policy.id))),
    after: after.filter((policy) => differs(was.get(policy.id), policy)),
  };
}

function standingsOf(policies: readonly VersionedPolicy[]): readonly Read[] | undefined {
  try {
    return policies.map((policy) => ({ policy, standings: readPolicy(policy) }));
  } catch {
    return undefined;
  }
}

function readPolicy(policy: VersionedPolicy): readonly Standing[] {
  const from = fromOf(policy);
  // `@mode("observe")` holds whatever the policy says; `mode` is put in so that only the annotation shows.
  return readStatements({ ...policy, mode: 'enforce' }).map(({ effect, json, mode }) => ({
    effect,
    json,
    from: mode === 'observe' ? Number.POSITIVE_INFINITY : from,
  }));
}

function about(rule: WeakeningCode, { id, name }: VersionedPolicy): Weakening {
  return { rule, id, name };
}
