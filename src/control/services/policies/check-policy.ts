import type { PolicyCheck } from '#contracts/api/policies.ts';
import type { Call } from '../call.ts';
import { permit } from '../permit.ts';
import { checkText } from './check-text.ts';

/** Checks a text without storing it. */
export async function checkPolicy(call: Call, written: string): Promise<PolicyCheck> {
  await permit(call, 'read');
  const { problems } = await checkText(call, written);
  return { valid: problems.every(({ severity }) => severity !== 'error'), problems: [...problems] };
}
