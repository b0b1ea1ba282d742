import { administrativeActions, type DecisionInput } from '#contracts/access.ts';
import { allPolicies } from '#decision/index.ts';
import type { PersonRow, Repositories } from '#store/index.ts';
import { auditResource } from '../audit/list-audit.ts';
import type { Call } from '../call.ts';
import { organisation, permit } from '../permit.ts';
import { inside } from '../permit-again.ts';
import { factsOfPerson } from '../person-facts.ts';
import { labelsNamed, personAdministers } from '../second-person/administering.ts';
import { zoneOf } from '../zone.ts';

/**
 * Wants the right to grant roles for what makes somebody a person who administers, or shuts them out: a link to sign in
 * anew, their address, their state. A role is one way to administer; policies can as well name a person, a group, a
 * label or anything else, and whoever may only edit people must not become one of those either.
 * @throws Fault `not-permitted`
 */
export async function permitOnAdministrator(call: Call, tx: Repositories, row: PersonRow): Promise<void> {
  const administers =
    row.roles.length > 0 || (await personAdministers(tx, row.id)) || (await gainsMore(call, tx, { row }));
  if (administers) await permit(inside(call, tx), 'grantRole', { type: 'Person', id: row.id });
}

/**
 * Wants it too for what makes somebody administer: a label, an address, a name that policies go by. No policy can say
 * who may give one of these. `row` is the person as they would be; the caller is asked as they are, not as they make
 * themselves.
 * @throws Fault `not-permitted`
 */
export async function permitBecoming(
  call: Call,
  tx: Repositories,
  { row, before }: { readonly row: PersonRow; readonly before?: PersonRow },
): Promise<void> {
  const [had, has] = [before?.labels ?? [], row.labels];
  const changed = [
    ...has.filter((label) => !had.includes(label)),
    ...had.filter((label) => !has.includes(label)),
  ];
  if ((await labelsNamed(tx, changed)) || (await gainsMore(call, tx, { row, before })))
    await permit(inside(call, tx), 'grantRole', { type: 'Person', id: row.id });
}

/** What is asked of somebody to learn whether they administer: what concerns the whole installation. */
const wishes = administrativeActions.flatMap((action) =>
  [organisation, allPolicies, auditResource].map((resource) => ({ action, resource })),
);

/** Whether a person may do what they could not before, and what the caller may not. */
async function gainsMore(
  call: Call,
  tx: Repositories,
  { row, before }: { readonly row: PersonRow; readonly before?: PersonRow | undefined },
): Promise<boolean> {
  const has = await rightsOf(call, tx, row);
  const had = before === undefined ? undefined : await rightsOf(call, tx, before);
  for (const [place, wish] of wishes.entries()) {
    if (has[place] !== true || had?.[place] === true) continue;
    const own = await call.authorize({ caller: call.caller, ...wish, within: tx });
    if (own.outcome !== 'allow') return true;
  }
  return false;
}

/** Which of the wishes somebody has who is freshly and strongly signed in, where the caller is. */
async function rightsOf(call: Call, tx: Repositories, row: PersonRow): Promise<readonly boolean[]> {
  const at = call.clock.wall();
  const shared: Omit<DecisionInput, 'action' | 'resource'> = {
    principal: factsOfPerson(row, (await tx.groups.ofPeople([row.id])).get(row.id)),
    authn: { methods: ['pwd', 'otp', 'hwk'], authenticatedAt: at },
    device: { class: 'unmanaged', facts: {} },
    network: { address: call.caller.address ?? '127.0.0.1' },
    time: { at, zone: await zoneOf(tx, call.usualZone) },
  };
  const decisions = await call.decider.decide(wishes.map((wish) => ({ ...shared, ...wish })));
  return decisions.map(({ outcome }) => outcome !== 'deny');
}
