import type { PersonId } from '#base/ids.ts';
import type { AdministrativeAction, ManagedFacts } from '#contracts/access.ts';
import { Fault } from '#contracts/errors.ts';
import { reasonOf } from '#contracts/reasons.ts';
import type { AdministrativeQuestion } from '../faces.ts';
import type { Call } from './call.ts';
import { found } from './found.ts';

/** What concerns the whole installation, lists among it. */
export const organisation: ManagedFacts = { type: 'Organisation', id: 'organisation' };

/**
 * Lets a call go on only if our own engine allows it.
 * @throws Fault `not-permitted`, with what a stronger sign-in would have to bring where that would do
 */
export async function permit(
  call: Call,
  action: AdministrativeAction,
  resource: ManagedFacts = organisation,
): Promise<void> {
  const { caller, within } = call;
  const decision = await call.authorize({ caller, action, resource, within });
  if (decision.outcome === 'allow') {
    call.permitted.push({ action, resource });
    return;
  }
  throw new Fault('not-permitted', `${action} of ${resource.type} ${resource.id} was refused`, {
    details: {
      reason: decision.reason,
      detail: reasonOf(decision.reason).text,
      ...(decision.need === undefined ? {} : { need: decision.need }),
    },
  });
}

/**
 * Gives what was looked for by a name or id to somebody who may do this to it. Whoever may not learns nothing about
 * what there is: what is missing is refused as what is there.
 * @throws Fault `not-permitted`, `not-found`
 */
export async function permitOn<R extends { readonly id: string }>(
  call: Call,
  {
    action,
    type,
    row,
  }: Pick<AdministrativeQuestion, 'action'> & {
    readonly type: ManagedFacts['type'];
    readonly row: R | undefined;
  },
): Promise<R> {
  await permit(call, action, row === undefined ? organisation : { type, id: row.id });
  return found(row);
}

/**
 * Tells whether a caller acts on what is their own, which needs nobody's leave; a token only within its scopes.
 */
export function actsForSelf(
  { caller }: Call,
  { owner, action }: { readonly owner: PersonId | undefined; readonly action: AdministrativeAction },
): boolean {
  if (owner === undefined || caller.person !== owner) return false;
  return caller.scopes === undefined || caller.scopes.includes(action);
}

/** Whose things a caller may see: everybody's, or only their own. */
export type Sight = { readonly kind: 'everybody' } | { readonly kind: 'own'; readonly person: PersonId };

/**
 * Says whose things a caller may see. Queries take it as a condition, so that no row of anybody else's is ever
 * read for somebody who may not see it.
 * @throws Fault `not-permitted` for a caller who is no person and may not read
 */
export async function sightOf(call: Call): Promise<Sight> {
  const decision = await call.authorize({ caller: call.caller, action: 'read', resource: organisation });
  if (decision.outcome === 'allow') return { kind: 'everybody' };
  const { person, scopes } = call.caller;
  if (person !== undefined && (scopes === undefined || scopes.includes('read'))) {
    return { kind: 'own', person };
  }
  throw new Fault('not-permitted', 'reading was refused', { details: { reason: decision.reason } });
}
