import { Fault } from '#contracts/errors.ts';
import { statefulIsAuthorized } from './cedar.ts';
import type { Answer, PolicySet } from './policy-set.ts';
import { preparedSets } from './prepared-sets.ts';
import { questionOf, wholeTruth } from './question.ts';
import type { Request } from './request.ts';

/**
 * Evaluates the enforced statements of a set in one piece with all that is known: no slice, nothing left out,
 * nothing remembered. Slow, and what `evaluate` must always agree with; an erring `forbid` counts here too.
 */
export function evaluateWhole(set: PolicySet, request: Request): Answer & { readonly allowed: boolean } {
  const enforced = set.statements.filter(({ mode }) => mode === 'enforce');
  const answer = statefulIsAuthorized({
    ...questionOf(request, wholeTruth),
    validateRequest: false,
    preparsedPolicySetId: preparedSets.nameOf(set, enforced),
  });
  if (answer.type === 'failure') throw new Fault('internal', answer.errors[0]?.message ?? 'not evaluated');
  const { decision, diagnostics } = answer.response;
  const errors = diagnostics.errors.map(({ policyId, error }) => ({ key: policyId, message: error.message }));
  const forbids = new Set(enforced.filter(({ effect }) => effect === 'forbid').map(({ key }) => key));
  const erringForbid = errors.some(({ key }) => forbids.has(key));
  // Cedar passes over what errs, and names the permits it then found; they determined nothing.
  if (decision === 'allow' && erringForbid) return { allowed: false, reason: [], errors };
  return { allowed: decision === 'allow', reason: diagnostics.reason, errors };
}
