import type { GroupId, PersonId } from '#base/ids.ts';
import type { Repositories } from '#store/index.ts';
import { policiesInForce } from './spoken-of.ts';

type Read = Pick<Repositories, 'policies' | 'groups' | 'people'>;

// A policy names its actions; every other action than these two is administration. Opening the console is as well, but
// without another action nothing can be done there.
const administration = /Action::"(?!(?:open|read)")/;

/** Texts of policies about administration. Searched, not read: a forbid among them errs to "yes". */
async function administering(tx: Pick<Repositories, 'policies'>): Promise<readonly string[]> {
  return (await policiesInForce(tx)).map(({ text }) => text).filter((text) => administration.test(text));
}

/** Whether policies about administration name one of these groups, or a group that they are in. */
export async function groupsAdminister(
  tx: Omit<Read, 'people'>,
  groups: readonly GroupId[],
): Promise<boolean> {
  const texts = (await administering(tx)).filter((text) => text.includes('Group::"'));
  if (texts.length === 0) return false;
  const all = new Set<GroupId>();
  let level: readonly GroupId[] = groups;
  while (level.length > 0) {
    for (const group of level) all.add(group);
    const next = [...(await tx.groups.parentsOf(level)).values()].flat();
    level = [...new Set(next)].filter((group) => !all.has(group));
  }
  return [...all].some((group) => texts.some((text) => text.includes(`"${group}"`)));
}

/** Whether somebody holds a role, or policies about administration name them, a label of theirs or a group they are in. */
export async function personAdministers(tx: Read, person: PersonId): Promise<boolean> {
  const row = await tx.people.find(person);
  if (row !== undefined && row.roles.length > 0) return true;
  if ((await administering(tx)).some((text) => text.includes(`"${person}"`))) return true;
  if (row !== undefined && (await labelsNamed(tx, row.labels))) return true;
  const direct = (await tx.groups.directlyOf([person])).get(person) ?? [];
  return groupsAdminister(
    tx,
    direct.map(({ id }) => id),
  );
}

/** Whether policies about administration ask for one of these labels. */
export async function labelsNamed(
  tx: Pick<Repositories, 'policies'>,
  labels: readonly string[],
): Promise<boolean> {
  if (labels.length === 0) return false;
  const texts = (await administering(tx)).filter((text) => text.includes('labels'));
  return texts.some((text) => labels.some((label) => text.includes(JSON.stringify(label))));
}

/** Whether policies about administration ask for labels. */
export async function labelsAdminister(tx: Pick<Repositories, 'policies'>): Promise<boolean> {
  return (await administering(tx)).some((text) => text.includes('labels'));
}
