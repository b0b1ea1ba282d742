import { type AppId, type GroupId, isId, type ServiceAccountId } from '#base/ids.ts';
import type { Repositories } from '#store/index.ts';
import { entitiesIn, type NamedEntity, type ReplacedText, replaceEntities } from './entity-names.ts';

type Names = Pick<Repositories, 'apps' | 'groups' | 'people' | 'serviceAccounts'>;

/**
 * Writes ids in place of the names of apps, groups and service accounts, and of the addresses that people of ours sign in with:
 * what is stored names things by what never changes, so that a new thing under an old name inherits nothing.
 * Names that nobody has stay, and checking says so.
 */
export async function resolveNames(store: Names, text: string): Promise<ReplacedText> {
  const found = new Map<string, string>();
  for (const entity of entitiesIn(text)) {
    const key = keyOf(entity);
    const id = found.has(key) ? undefined : await idOf(store, entity);
    if (id !== undefined) found.set(key, id);
  }
  return replaceEntities(text, (entity) => found.get(keyOf(entity)));
}

async function idOf(store: Names, { type, name }: NamedEntity): Promise<string | undefined> {
  if (type === 'App' && !isId('app', name)) {
    const row = await store.apps.findByName(name);
    // Our own apps are known to policy by their fixed name.
    return row?.system ?? row?.id;
  }
  if (type === 'Group' && !isId('group', name)) return (await store.groups.findByName(name))?.id;
  if (type === 'ServiceAccount' && !isId('serviceAccount', name))
    return (await store.serviceAccounts.findByName(name))?.id;
  if (type === 'Person' && name.includes('@')) return (await store.people.findLocal(name.toLowerCase()))?.id;
  return undefined;
}

/** Writes the names of apps, groups and service accounts in place of their ids, as people wrote them; many texts at once. */
export async function showNames(store: Names, texts: readonly string[]): Promise<readonly string[]> {
  const entities = texts.flatMap((text) => entitiesIn(text));
  const named = (type: string): string[] => [
    ...new Set(entities.filter((entity) => entity.type === type).map(({ name }) => name)),
  ];
  const [apps, groups, accounts] = await Promise.all([
    store.apps.findMany(named('App').filter((id): id is AppId => isId('app', id))),
    store.groups.findMany(named('Group').filter((id): id is GroupId => isId('group', id))),
    store.serviceAccounts.findMany(
      named('ServiceAccount').filter((id): id is ServiceAccountId => isId('serviceAccount', id)),
    ),
  ]);
  const names = new Map<string, string>([
    ...apps.map((row) => [`App ${row.id}`, row.name] as const),
    ...accounts.map((row) => [`ServiceAccount ${row.id}`, row.name] as const),
    // A group that is called like an id must not be taken for that other group when the text comes back.
    ...groups.filter((row) => !isId('group', row.name)).map((row) => [`Group ${row.id}`, row.name] as const),
  ]);
  return texts.map((text) => replaceEntities(text, (entity) => names.get(keyOf(entity))).text);
}

function keyOf({ type, name }: NamedEntity): string {
  return `${type} ${name}`;
}
