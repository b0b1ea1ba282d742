import { isId, type GroupId } from '#base/ids.ts';
import type { GroupRow } from '#store/index.ts';
import { wrongField } from '../conflict.ts';
import { insertGroup } from '../groups/create-group.ts';
import { changedParents } from '../groups/set-parents.ts';
import { editGroup } from '../groups/update-group.ts';
import { given } from '../write.ts';
import { type Applying, type Asked, note, withProblems } from './applying.ts';
import { fieldDifferences, unordered } from './field-differences.ts';
import { parentsFirst } from './in-order.ts';

/** Makes groups what they are said to be; who is in them is not said by files. */
export async function applyGroups(applying: Applying, asked: readonly Asked<'group'>[]): Promise<void> {
  for (const { object, place } of parentsFirst(asked, applying.problems)) {
    await withProblems(applying, place, () => applyGroup(applying, { object, place }));
  }
}

async function applyGroup(applying: Applying, { object, place }: Asked<'group'>): Promise<void> {
  const { tx } = applying;
  const { name, description } = object;
  const row = await tx.groups.findByName(name);
  const parents =
    object.parents && (await groupsNamed(applying, { field: 'parents', named: object.parents }));
  const names = parents && unordered(parents.map((parent) => parent.name));
  const before = row === undefined ? {} : await shown(applying, row);
  const fields = fieldDifferences(before, given({ description, parents: names }));
  const item = { kind: 'group' as const, name, fields, lines: [] };
  const edit = given({ description, parents: parents?.map(({ id }) => id) });
  const into = await changedParents(tx, row?.id, edit.parents);
  applying.alsoWritten.push(...into.map((id) => ({ type: 'Group' as const, id })));
  if (row === undefined) {
    const made = note(applying, await insertGroup(tx, { name, description: '', parents: [], ...edit }));
    applying.made.push({ kind: 'group', object: made.id });
    applying.items.set(place, { ...item, id: null, version: null, action: 'create' });
    return;
  }
  const action = fields.length === 0 ? 'same' : 'change';
  if (action === 'change') note(applying, await editGroup(tx, row, edit));
  applying.items.set(place, { ...item, id: row.id, version: row.version, action });
}

/** Finds groups that a field names, by name or id. @throws Fault `invalid-request` */
export async function groupsNamed(
  { tx }: Pick<Applying, 'tx'>,
  { field, named }: { readonly field: string; readonly named: readonly string[] },
): Promise<readonly GroupRow[]> {
  const rows: GroupRow[] = [];
  for (const name of named) {
    const row = isId('group', name) ? await tx.groups.find(name) : await tx.groups.findByName(name);
    if (row === undefined) throw wrongField(field, `${name} is no group`);
    rows.push(row);
  }
  return rows;
}

async function shown({ tx }: Applying, { id, description }: GroupRow) {
  const ids: readonly GroupId[] = (await tx.groups.parentsOf([id])).get(id) ?? [];
  const parents = (await tx.groups.findMany(ids)).map(({ name }) => name);
  return { description, parents: unordered(parents) };
}
