import { type AppId, type GroupId, isId } from '#base/ids.ts';
import type { PersonRow, ServiceAccountRow } from '#store/index.ts';
import { wrongField } from '../conflict.ts';
import { groupsTouched } from '../service-accounts/check-place.ts';
import { insertAccount } from '../service-accounts/create-account.ts';
import { editAccount } from '../service-accounts/update-account.ts';
import { given } from '../write.ts';
import { groupsNamed } from './apply-groups.ts';
import { type Applying, type Asked, note, withProblems } from './applying.ts';
import { fieldDifferences, unordered } from './field-differences.ts';

type Said = Asked<'service-account'>['object'];

/** Makes service accounts what they are said to be. They stand behind apps and groups, which they may name. */
export async function applyAccounts(
  applying: Applying,
  asked: readonly Asked<'service-account'>[],
): Promise<void> {
  for (const one of asked) await withProblems(applying, one.place, () => applyAccount(applying, one));
}

async function applyAccount(applying: Applying, { object, place }: Asked<'service-account'>): Promise<void> {
  const { kind, name } = object;
  const row = await applying.tx.serviceAccounts.findByName(name);
  const before = row === undefined ? undefined : await shown(applying, row);
  const { edit, after } = await resolved(applying, object);
  const fields = fieldDifferences(before?.fields ?? {}, after);
  const item = { kind, name, fields, lines: [] };
  if (row === undefined) {
    applying.items.set(place, { ...item, id: null, version: null, action: 'create' });
    await addAccount(applying, name, edit);
    return;
  }
  const action = fields.length === 0 ? 'same' : 'change';
  applying.items.set(place, { ...item, id: row.id, version: row.version, action });
  if (action === 'same') return;
  if (edit.groups !== undefined)
    applying.alsoWritten.push(...groupsTouched(before?.groups ?? [], edit.groups));
  note(applying, await editAccount(applying.tx, row, edit));
}

type Edit = Awaited<ReturnType<typeof resolved>>['edit'];

async function addAccount(applying: Applying, name: string, { state, owner, ...edit }: Edit): Promise<void> {
  const { tx, call } = applying;
  const usual = { description: '', apps: [], labels: [], groups: [] };
  // As in the API: whoever makes it answers for it, unless the file says otherwise.
  const answers = owner === undefined ? call.caller.person : (owner ?? undefined);
  const made = note(applying, await insertAccount(tx, { ...usual, ...edit, name, owner: answers }));
  applying.made.push({ kind: 'service-account', object: made.id });
  applying.alsoWritten.push(...groupsTouched([], edit.groups ?? []));
  if (state === 'disabled') note(applying, await editAccount(tx, made, { state }));
}

/** What a file says, by ids as it is written, and by names as plans show it. */
async function resolved(applying: Applying, { description, state, labels, ...said }: Said) {
  const apps = said.apps && (await appsNamed(applying, said.apps));
  const groups = said.groups && (await groupsNamed(applying, { field: 'groups', named: said.groups }));
  const owner = typeof said.owner === 'string' ? await ownerNamed(applying, said.owner) : said.owner;
  return {
    edit: given({
      description,
      state,
      labels,
      apps: apps?.map(({ id }): AppId => id),
      groups: groups?.map(({ id }): GroupId => id),
      owner: owner === undefined || owner === null ? owner : owner.id,
    }),
    after: given({
      description,
      state,
      owner: owner === undefined || owner === null ? owner : asSignedIn(owner),
      apps: apps && unordered(apps.map((app) => app.name)),
      labels: labels && unordered(labels),
      groups: groups && unordered(groups.map((group) => group.name)),
    }),
  };
}

async function appsNamed({ tx }: Applying, named: readonly string[]) {
  const rows = [];
  for (const name of named) {
    const row = isId('app', name) ? (await tx.apps.findMany([name]))[0] : await tx.apps.findByName(name);
    if (row === undefined) throw wrongField('apps', `${name} is no app`);
    rows.push(row);
  }
  return rows;
}

async function ownerNamed({ tx }: Applying, named: string): Promise<PersonRow> {
  const row = isId('person', named)
    ? await tx.people.find(named)
    : await tx.people.findLocal(named.toLowerCase());
  if (row === undefined) throw wrongField('owner', `${named} is nobody`);
  return row;
}

/** Somebody as files name them: by what they sign in with here, or by id where a provider vouches for them. */
function asSignedIn({ issuer, email, id }: PersonRow): string {
  return issuer === 'local' && email !== null ? email : id;
}

async function shown({ tx }: Applying, row: ServiceAccountRow) {
  const { id, description, state, ownerId } = row;
  const [owner, apps, groupsOf] = await Promise.all([
    ownerId === null ? undefined : tx.people.find(ownerId),
    tx.apps.findMany(row.apps),
    tx.serviceAccounts.directGroups([id]),
  ]);
  const groups = groupsOf.get(id) ?? [];
  return {
    groups: groups.map((group): GroupId => group.id),
    fields: {
      description,
      state,
      owner: owner === undefined ? null : asSignedIn(owner),
      apps: unordered(apps.map((app) => app.name)),
      labels: unordered(row.labels),
      groups: unordered(groups.map((group) => group.name)),
    },
  };
}
