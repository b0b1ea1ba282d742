import { type AppId, isId } from '#base/ids.ts';
import { appSpecSchema } from '#contracts/app-spec.ts';
import type { StoredPolicy } from '#contracts/policies.ts';
import { everything, policiesOf, type Subject } from '#contracts/subjects.ts';
import { createPolicySet, type Statement } from '#policy/index.ts';
import type { AppRow, Repositories } from '#store/index.ts';

/**
 * Says whom a change of policies can concern, as narrowly as is surely right: the apps that a statement is
 * confined to, else the people or group it is confined to, else everything. Versions before and after both count:
 * what a policy no longer says matters as much as what it says now. The policy's own subject is always among
 * them, so that every replica reads the new revision even where nobody's access hangs on it.
 */
export async function touchedSubjects(
  store: Pick<Repositories, 'apps' | 'tags'>,
  versions: readonly StoredPolicy[],
): Promise<readonly Subject[]> {
  // Each version alone: as one set, two of the same id would be one.
  const statements = versions.flatMap(
    (policy) => createPolicySet({ revision: 0, policies: [policy] }).statements,
  );
  const subjects = new Set<Subject>(versions.map(({ id }) => policiesOf(id)));
  for (const statement of statements) {
    if (statement.actions?.has('open') === false) continue; // administration is decided anew at each request
    for (const subject of await scopeOf(store, statement)) subjects.add(subject);
  }
  return subjects.has(everything) ? [everything] : [...subjects];
}

async function scopeOf(
  store: Pick<Repositories, 'apps' | 'tags'>,
  { resource, principal }: Statement,
): Promise<readonly Subject[]> {
  const apps = resource === undefined ? undefined : await appsOf(store, resource);
  if (apps !== undefined) return apps.map(policiesOf);
  const [type, id] = splitKey(principal ?? '');
  const named = (type === 'Group' && isId('group', id)) || (type === 'Person' && isId('person', id));
  return [named ? id : everything];
}

/** The apps that an entity of a scope stands for; undefined: it cannot be said. */
async function appsOf(
  store: Pick<Repositories, 'apps' | 'tags'>,
  key: string,
): Promise<readonly AppId[] | undefined> {
  const [type, id] = splitKey(key);
  if (type === 'Tag') return store.tags.appsUnder(id);
  if (type === 'App' && isId('app', id)) return [id];
  if (type !== 'App' && type !== 'Route') return undefined;
  const rows = await store.apps.all();
  return rows.filter((row) => (type === 'App' ? row.system === id : hasRoute(row, id))).map((row) => row.id);
}

function hasRoute(row: AppRow, route: string): boolean {
  return appSpecSchema.parse(row.spec).routes.some(({ id }) => id === route);
}

function splitKey(key: string): readonly [type: string, id: string] {
  const cut = key.indexOf('::');
  return cut < 0 ? ['', ''] : [key.slice(0, cut), key.slice(cut + 2)];
}
