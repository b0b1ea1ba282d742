import { policyTestSpecSchema } from '#contracts/api/policy-tests.ts';
import type { PolicyTestRow } from '#store/index.ts';
import type { JudgedDeed } from '../../second-person/judged.ts';
import { sentenceOf } from './sentence.ts';
import { withNames } from './test-names.ts';

/** A sentence that is held to no longer, as it is judged. */
export async function removedTest(
  store: Parameters<typeof withNames>[0],
  { id, spec }: Pick<PolicyTestRow, 'id' | 'spec'>,
): Promise<JudgedDeed> {
  const name = sentenceOf(await withNames(store, policyTestSpecSchema.parse(spec)));
  return { type: 'deed', deed: 'test-removed', id, name, detail: { sentence: name } };
}
