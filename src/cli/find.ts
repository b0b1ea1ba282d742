import { isId, type PersonId, type ServiceAccountId } from '#base/ids.ts';
import { type Client, every } from '#client/index.ts';
import { apps } from '#contracts/api/apps.ts';
import { groups } from '#contracts/api/groups.ts';
import { type Person, people } from '#contracts/api/people.ts';
import { serviceAccounts } from '#contracts/api/service-accounts.ts';
import { UsageError } from './command.ts';

/** Finds a person by id or by what they sign in with. @throws UsageError when there is none */
export async function findPerson(client: Client, idOrEmail: string): Promise<Person> {
  if (isId('person', idOrEmail)) return client.call(people.get, { params: { person: idOrEmail } });
  const wanted = idOrEmail.toLowerCase();
  const pages = every((cursor) =>
    client.call(people.list, { query: { search: idOrEmail, limit: 100, ...(cursor && { cursor }) } }),
  );
  for await (const person of pages) if (person.email?.toLowerCase() === wanted) return person;
  throw new UsageError(`Nobody signs in as ${idOrEmail}. \`sallyport people list\` shows who is there.`);
}

/** As `findPerson`, for what wants the id only. */
export async function findPersonId(client: Client, idOrEmail: string): Promise<PersonId> {
  return isId('person', idOrEmail) ? idOrEmail : (await findPerson(client, idOrEmail)).id;
}

/** Finds the id of a person, or of a service account by its name. @throws UsageError, ApiError when there is none */
export async function findHolderId(client: Client, named: string): Promise<PersonId | ServiceAccountId> {
  if (isId('serviceAccount', named)) return named;
  if (isId('person', named) || named.includes('@')) return findPersonId(client, named);
  return (await client.call(serviceAccounts.get, { params: { account: named } })).id;
}

/** Reads a listing to its end, or to a bound. */
export async function upTo<T>(items: AsyncIterable<T>, most: number): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const item of items) {
    if (found.length >= most) break;
    found.push(item);
  }
  return found;
}

/** Finds the ids of apps by id or name. @throws ApiError for one that is not there */
export async function findAppIds(client: Client, names: readonly string[]): Promise<string[]> {
  return Promise.all(names.map(async (app) => (await client.call(apps.get, { params: { app } })).id));
}

/** Finds the ids of groups by id or name. @throws ApiError for one that is not there */
export async function findGroupIds(client: Client, names: readonly string[]): Promise<string[]> {
  return Promise.all(names.map(async (group) => (await client.call(groups.get, { params: { group } })).id));
}
