import type { ReasonCode } from '#contracts/reasons.ts';
import type { Judgement } from './judge.ts';

/**
 * The reason to give for a judgement. A `forbid` marked private gives the same reason as no permission at all:
 * whoever is refused must not learn that it exists.
 */
export function reasonFor({ allowed, hits }: Judgement): ReasonCode {
  if (allowed) return 'allowed-by-policy';
  const forbids = hits.filter(({ statement }) => statement.effect === 'forbid');
  const shown = forbids.filter(({ statement }) => !statement.private);
  if (shown.length === 0) return 'no-policy-allows';
  return shown.some(({ result }) => result === 'satisfied') ? 'forbidden-by-policy' : 'policy-error';
}
