import { newId } from '#base/ids.ts';
import {
  policyTestSpecSchema,
  type PolicyTest,
  type PolicyTestResult,
  type PolicyTestSpec,
} from '#contracts/api/policy-tests.ts';
import type { PolicyChange } from '#contracts/api/policy-versions.ts';
import { Fault, isFault } from '#contracts/errors.ts';
import type { PolicySnapshot } from '#contracts/policies.ts';
import { allPolicies } from '#decision/index.ts';
import type { PolicyTestRow, Repositories } from '#store/index.ts';
import type { Call } from '../../call.ts';
import { conflict } from '../../conflict.ts';
import { permit } from '../../permit.ts';
import { found, write } from '../../write.ts';
import { applyChanges, storableChanges } from '../apply-changes.ts';
import { ownerTest } from '../owner-test.ts';
import { storedPolicy } from '../publish.ts';
import { keptTests, runTests } from './run-tests.ts';
import { removedTest } from './removed-test.ts';
import { sentenceOf } from './sentence.ts';
import { asWritten, withIds, withNames } from './test-names.ts';

/** Every publication waits for all of them. */
export const mostTests = 100;

/** Lists the sentences, oldest first. */
export async function listTests(call: Call): Promise<{ readonly items: readonly PolicyTest[] }> {
  await permit(call, 'read');
  const rows = await call.store.policyTests.all();
  const items: PolicyTest[] = [];
  for (const row of rows) items.push(await present(call.store, row));
  return { items };
}

/**
 * Adds a sentence that is true now; one that is not would block every write, the one that makes it true included.
 * @throws Fault `policy-test-failed`, `conflict`, `invalid-request`
 */
export async function addTest(call: Call, given: PolicyTestSpec): Promise<PolicyTest> {
  await permit(call, 'write', allPolicies);
  return write(call, async (tx) => {
    await tx.policies.lock();
    const spec = await withIds(tx, given);
    if ((await tx.policyTests.all()).length >= mostTests)
      throw conflict(`There are ${mostTests} tests already.`);
    const snapshot = found(await tx.policies.latest());
    const [result] = await runTests(call, tx, { snapshot, tests: [{ id: null, spec }] });
    if (result?.holds !== true) {
      const detail = `Not added: “${result?.sentence}” does not hold now: ${result?.why}.`;
      throw new Fault('policy-test-failed', detail, { details: { detail } });
    }
    const row = await tx.policyTests.insert({ id: newId('policyTest'), spec });
    const value = await present(tx, row);
    return { value, event: { kind: 'object-created', about: [row.id], data: { after: value } }, changes: [] };
  });
}

/** Removes a sentence. @throws Fault `not-found` */
export async function removeTest(call: Call, id: string): Promise<void> {
  await permit(call, 'write', allPolicies);
  await write(call, async (tx) => {
    await tx.policies.lock();
    const row = found(await tx.policyTests.remove(id));
    const before = await present(tx, row);
    return {
      value: undefined,
      event: { kind: 'object-removed', about: [id], data: { before } },
      changes: [],
      judged: [await removedTest(tx, row)],
    };
  });
}

/** Runs every test, and more that were given, on the policies as they are or as a draft would make them. */
export async function tryTests(
  call: Call,
  asked: {
    readonly changes?: readonly PolicyChange[] | undefined;
    readonly tests?: readonly PolicyTestSpec[] | undefined;
  },
): Promise<{ readonly holds: boolean; readonly items: readonly PolicyTestResult[] }> {
  await permit(call, 'read');
  const changes = await storableChanges(call, asked.changes ?? []);
  return call.store.transaction(async (tx) => {
    const book = applyChanges(await tx.policies.all(), changes);
    const policies = book.filter(({ enabled }) => enabled).map(storedPolicy);
    const snapshot = { revision: call.decider.revision() + 1, policies };
    const more = [];
    for (const spec of asked.tests ?? []) more.push({ id: null, spec: await withIds(tx, spec) });
    const kept = await runTests(call, tx, { snapshot, tests: [...(await keptTests(tx)), ...more] });
    const items = [await builtInTest(call, tx, snapshot), ...kept];
    return { holds: items.every(({ holds }) => holds), items };
  });
}

async function builtInTest(
  call: Call,
  tx: Repositories,
  snapshot: PolicySnapshot,
): Promise<PolicyTestResult> {
  const sentence = 'An owner can open the console and publish policies';
  try {
    await ownerTest(call, tx, snapshot);
    return { id: null, sentence, holds: true, why: null };
  } catch (thrown) {
    if (!isFault(thrown, 'policy-locks-out')) throw thrown;
    return { id: null, sentence, holds: false, why: thrown.message };
  }
}

async function present(
  store: Parameters<typeof withNames>[0],
  { id, spec, createdAt, brokenSince, brokenWhy }: PolicyTestRow,
): Promise<PolicyTest> {
  const parsed = policyTestSpecSchema.parse(spec);
  const sentence = sentenceOf(await withNames(store, parsed));
  return { id, spec: await asWritten(store, parsed), sentence, createdAt, brokenSince, brokenWhy };
}
