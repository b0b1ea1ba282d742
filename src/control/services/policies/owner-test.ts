import type { AppFacts, AuthenticationMethod } from '#contracts/access.ts';
import { Fault } from '#contracts/errors.ts';
import type { PolicySnapshot } from '#contracts/policies.ts';
import { judgeOwnerTest, type Owner, type OwnerTest, ownerTestInputs } from '#decision/index.ts';
import type { AppRow, PersonRow, Repositories } from '#store/index.ts';
import type { Call } from '../call.ts';
import { ownerRole } from '../people/keep-an-owner.ts';
import { factsOfPerson } from '../person-facts.ts';
import { zoneOf } from '../zone.ts';

type Read = Pick<
  Repositories,
  'people' | 'groups' | 'apps' | 'settings' | 'credentials' | 'passkeys' | 'installation'
>;

/** Owners that are tried; one who gets through is enough. */
const mostOwners = 50;

/**
 * The test that no administrator can remove: under the new policies at least one enabled owner who signs in with
 * us can open the console and publish, from where the writer is now. Before there is an owner there is nothing
 * to test.
 * @throws Fault `policy-locks-out`
 */
export async function ownerTest(call: Call, tx: Read, snapshot: PolicySnapshot): Promise<void> {
  if (!(await tx.installation.isClaimed())) return;
  const test = await prepare(call, tx);
  const decisions = await call.decider.preview({ snapshot, inputs: ownerTestInputs(test) });
  const judged = judgeOwnerTest(test, decisions);
  if (judged.ok) return;
  throw new Fault('policy-locks-out', judged.error.message, {
    details: { detail: `Not published: from where you are now, ${judged.error.message}.` },
  });
}

async function prepare(call: Call, tx: Read): Promise<OwnerTest> {
  const rows = (await tx.people.lockEnabledWithRole(ownerRole)).slice(0, mostOwners);
  const groups = await tx.groups.ofPeople(rows.map(({ id }) => id));
  const owners: Owner[] = [];
  for (const row of rows) {
    const person = factsOfPerson(row, groups.get(row.id));
    owners.push({ person, enabled: true, factors: await factorsOf(tx, row) });
  }
  const address = call.caller.address ?? '127.0.0.1';
  return {
    owners,
    console: await consoleFacts(tx),
    from: {
      device: { class: 'unmanaged', facts: {} },
      network: { address, ...call.locate(address) },
      time: { at: call.clock.wall(), zone: await zoneOf(tx, call.usualZone) },
    },
  };
}

const methodOf: Readonly<Record<string, AuthenticationMethod>> = {
  password: 'pwd',
  totp: 'otp',
  recovery: 'rec',
};

async function factorsOf(tx: Read, { id }: PersonRow): Promise<readonly AuthenticationMethod[]> {
  const credentials = await tx.credentials.ofPerson(id);
  const passkeys = await tx.passkeys.ofPerson(id);
  const passkey = passkeys.some(({ copiedAt }) => copiedAt === null) ? (['hwk'] as const) : [];
  const others = [...new Set(credentials.map(({ kind }) => methodOf[kind]))];
  return [...others.filter((method) => method !== undefined), ...passkey];
}

/** The console as policy sees it. */
export async function consoleFacts(tx: Pick<Repositories, 'apps'>): Promise<AppFacts> {
  const row: AppRow | undefined = await tx.apps.findByName('console');
  if (row === undefined) throw new Fault('internal', 'the console is not among the apps');
  const { id, name, kind, sensitivity, labels } = row;
  const tags = (await tx.apps.tagsOf([id])).get(id) ?? [];
  return { type: 'App', id, name, kind, system: 'console', sensitivity, labels, tags };
}
