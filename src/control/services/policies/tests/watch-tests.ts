import type { Call, ServiceContext } from '../../call.ts';
import { keptTests, runTests } from './run-tests.ts';

const actor = { kind: 'system' as const };

/**
 * Tries every kept sentence on the policies in force, and puts on record which began or ceased to hold. Writes of
 * policies are held to them; a change of groups, apps or people is not, since it may come from a provider that nobody
 * can refuse. So it is told of as soon as it is seen.
 */
export async function watchTests(context: ServiceContext): Promise<void> {
  const { store, audit } = context;
  const call: Call = { ...context, caller: { actor }, permitted: [] };
  const [snapshot, tests] = [await store.policies.latest(), await keptTests(store)];
  if (snapshot === undefined) return;
  for (const { id, sentence, holds, why } of await runTests(call, store, { snapshot, tests })) {
    if (id === null) continue;
    const noted = holds ? store.policyTests.noteHolds(id) : store.policyTests.noteBroken(id, why ?? '');
    if (!(await noted)) continue;
    const data = { type: 'policy-test', sentence, holds, ...(why === null ? {} : { why }) };
    await audit.append({ kind: 'object-changed', actor, about: [id], data });
  }
}
