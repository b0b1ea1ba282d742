import type { PersonId } from '#base/ids.ts';
import { ok, refused, type Result } from '#base/result.ts';
import type {
  AppFacts,
  AuthenticationMethod,
  Decision,
  DecisionInput,
  PersonFacts,
} from '#contracts/access.ts';
import type { PolicySet } from '#policy/index.ts';
import { decide } from './decide.ts';

/** An owner, with what they have enrolled with us. */
export interface Owner {
  readonly person: PersonFacts;
  readonly enabled: boolean;
  /** Factors that work without any other provider. */
  readonly factors: readonly AuthenticationMethod[];
}

/** What the built-in test looks at: the owners, and where the writer of the change stands. */
export interface OwnerTest {
  readonly owners: readonly Owner[];
  /** The console as an app, with its tags. */
  readonly console: AppFacts;
  /** The writer's present context. */
  readonly from: Pick<DecisionInput, 'device' | 'network' | 'risk' | 'time'>;
}

export type OwnerTestFailure =
  | { readonly kind: 'no-owner'; readonly message: string }
  | { readonly kind: 'refused'; readonly message: string; readonly decisions: readonly Decision[] };

/** The resource that publishing policies is about. */
export const allPolicies = { type: 'Policy', id: 'all' } as const;

// A recovery code is spent by its use, and another provider may be away just then: neither is a way in to rely on.
const local: readonly AuthenticationMethod[] = ['pwd', 'otp', 'hwk'];
const asksOfEach = 2;

function ableOwners({ owners }: OwnerTest): readonly Owner[] {
  return owners.filter(
    ({ enabled, factors }) => enabled && (factors.includes('pwd') || factors.includes('hwk')),
  );
}

/** What to decide for the test: for each owner who can sign in by themselves, opening the console and publishing. */
export function ownerTestInputs(test: OwnerTest): readonly DecisionInput[] {
  return ableOwners(test).flatMap(({ person, factors }) => {
    const methods = local.filter((method) => factors.includes(method));
    const shared = {
      ...test.from,
      principal: person,
      authn: { methods, authenticatedAt: test.from.time.at },
    };
    return [
      { ...shared, action: 'open', resource: test.console },
      { ...shared, action: 'publish', resource: allPolicies },
    ] as const;
  });
}

/**
 * Judges the decisions of `ownerTestInputs`, in their order: at least one enabled owner with a factor of ours must
 * be allowed both, fresh from signing in. This test cannot be removed: without it one careless `forbid` would lock
 * everybody out of the place where it could be taken back.
 */
export function judgeOwnerTest(
  test: OwnerTest,
  decisions: readonly Decision[],
): Result<PersonId, OwnerTestFailure> {
  const able = ableOwners(test);
  if (able.length === 0) {
    const message = 'no enabled owner has a password or a passkey';
    return refused({ kind: 'no-owner', message });
  }
  for (const [place, { person }] of able.entries()) {
    const own = decisions.slice(place * asksOfEach, (place + 1) * asksOfEach);
    if (own.length === asksOfEach && own.every(({ outcome }) => outcome === 'allow')) return ok(person.id);
  }
  const message = 'no owner could open the console and publish policies any more';
  return refused({
    kind: 'refused',
    message,
    decisions: decisions.filter(({ outcome }) => outcome !== 'allow'),
  });
}

/** Runs the built-in test on a set of policies; names an owner who keeps access, or why none does. */
export function ownerKeepsAccess(test: OwnerTest, set: PolicySet): Result<PersonId, OwnerTestFailure> {
  return judgeOwnerTest(
    test,
    ownerTestInputs(test).map((input) => decide(input, set)),
  );
}
