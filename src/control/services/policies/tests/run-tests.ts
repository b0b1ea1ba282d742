import {
  policyTestSpecSchema,
  type PolicyTestResult,
  type PolicyTestSpec,
} from '#contracts/api/policy-tests.ts';
import { Fault } from '#contracts/errors.ts';
import type { PolicySnapshot } from '#contracts/policies.ts';
import { reasonOf } from '#contracts/reasons.ts';
import type { Repositories } from '#store/index.ts';
import type { Call } from '../../call.ts';
import { sentenceOf } from './sentence.ts';
import { type TestCase, testCases } from './test-inputs.ts';
import { withNames } from './test-names.ts';

type Read = Pick<Repositories, 'apps' | 'groups' | 'people' | 'tags' | 'policyTests'>;

/** A sentence, kept or only tried. */
export interface ToTry {
  readonly id: string | null;
  /** With ids in place of names. */
  readonly spec: PolicyTestSpec;
}

/** The tests that are kept. A row that cannot be read is a fault: left out, it would guard nothing. */
export async function keptTests(tx: Pick<Repositories, 'policyTests'>): Promise<readonly ToTry[]> {
  const rows = await tx.policyTests.all();
  return rows.map(({ id, spec }) => ({ id, spec: policyTestSpecSchema.parse(spec) }));
}

/** Tries sentences on a snapshot, in their order. */
export async function runTests(
  call: Call,
  tx: Read,
  options: { readonly snapshot: PolicySnapshot; readonly tests: readonly ToTry[] },
): Promise<readonly PolicyTestResult[]> {
  const results: PolicyTestResult[] = [];
  for (const { id, spec } of options.tests) {
    const sentence = sentenceOf(await withNames(tx, spec));
    const why = await whyBroken(call, tx, { snapshot: options.snapshot, spec });
    results.push({ id, sentence, holds: why === undefined, why: why ?? null });
  }
  return results;
}

/**
 * Refuses a publication under which a kept sentence is not true.
 * @throws Fault `policy-test-failed` with the sentence
 */
export async function keepTestsTrue(call: Call, tx: Read, snapshot: PolicySnapshot): Promise<void> {
  const results = await runTests(call, tx, { snapshot, tests: await keptTests(tx) });
  const broken = results.filter(({ holds }) => !holds);
  if (broken.length === 0) return;
  const detail = broken.map(({ sentence, why }) => `“${sentence}” would not hold: ${why}.`).join(' ');
  const problems = broken.map(({ sentence, why }) => ({ at: '', message: `${sentence}: ${why}` }));
  throw new Fault('policy-test-failed', detail, {
    details: { detail: `Not published: ${detail}`, problems },
  });
}

interface Asked {
  readonly snapshot: PolicySnapshot;
  readonly spec: PolicyTestSpec;
}

async function whyBroken(call: Call, tx: Read, { snapshot, spec }: Asked): Promise<string | undefined> {
  const spelt = await testCases(call, tx, spec);
  // Nobody who is not there opens anything; but an example that cannot be tried shows nothing.
  if (spelt.kind === 'gone') return spec.says === 'can' ? spelt.why : undefined;
  if (spelt.kind === 'too-many') return spelt.why;
  const { cases } = spelt;
  return spec.says === 'can' ? whyNot(call, snapshot, cases) : whyPossible(call, snapshot, cases);
}

async function whyNot(
  call: Call,
  snapshot: PolicySnapshot,
  cases: readonly TestCase[],
): Promise<string | undefined> {
  if (cases.length === 0) return 'there is no app that it is about';
  const decisions = await call.decider.preview({ snapshot, inputs: cases.map(({ input }) => input) });
  const place = cases.findIndex((_, at) => decisions[at]?.outcome !== 'allow');
  if (place < 0) return undefined;
  const decision = decisions[place];
  const forbids = (decision?.policies ?? []).filter(
    ({ effect, mode }) => effect === 'forbid' && mode === 'enforce',
  );
  const by = forbids.length === 0 ? reasonOf(decision?.reason ?? '').text : forbids.map(quoted).join(', ');
  return `${cases[place]?.about ?? ''}: ${by.replace(/\.$/, '')}`;
}

async function whyPossible(
  call: Call,
  snapshot: PolicySnapshot,
  cases: readonly TestCase[],
): Promise<string | undefined> {
  const proofs = await call.decider.prove({ snapshot, cases });
  const place = cases.findIndex((_, at) => proofs[at]?.never !== true);
  if (place < 0) return undefined;
  const titles = new Map(snapshot.policies.map((policy) => [policy.id, policy]));
  const by = (proofs[place]?.policies ?? []).flatMap((id) => titles.get(id) ?? []).map(quoted);
  return `${cases[place]?.about ?? ''}: ${by.length === 0 ? 'a policy' : by.join(', ')} may permit it`;
}

function quoted({ title }: { readonly title: string }): string {
  return `“${title}”`;
}
