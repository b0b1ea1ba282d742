import pg from 'pg';
import { newId } from '#base/ids.ts';
import { openStore, type NewSession, type PersonRow, type SessionRow, type Store } from '#store/index.ts';
import { freshDatabase, type TestDatabase } from './postgres.ts';

/** A store on a database of its own. */
export interface TestStore extends AsyncDisposable {
  readonly store: Store;
  readonly database: TestDatabase;
  /** Runs SQL past the repositories, as superuser: what a test moves by hand (times, rows, locks). */
  run(text: string, values?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
  close(): Promise<void>;
}

/** Opens a store on a fresh database; close it, or declare it with `await using`. */
export async function freshStore(): Promise<TestStore> {
  return openTestStore(await freshDatabase());
}

/** Opens a store on this database, which goes when the store is closed. */
export async function openTestStore(database: TestDatabase): Promise<TestStore> {
  const store = await openStore({ database: database.address, connections: 5 });
  const client = new pg.Client(database.superuser);
  client.on('error', () => {});
  await client.connect();
  const close = async (): Promise<void> => {
    await store.close();
    await client.end();
    await database.drop();
  };
  return {
    store,
    database,
    run: async (text, values = []) => (await client.query<Record<string, unknown>>(text, [...values])).rows,
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Puts a person into a store. */
export function addPerson(store: Store, name = 'Ada'): Promise<PersonRow> {
  const id = newId('person');
  return store.people.insert({ id, issuer: 'local', subject: id, name, state: 'enabled' });
}

/** Puts a session of a person into a store; 12 hours at most, 1 hour idle, unless said otherwise. */
export async function addSession(
  store: Store,
  person: Pick<PersonRow, 'id'>,
  over: Partial<NewSession> = {},
): Promise<SessionRow> {
  const id = newId('session');
  await store.sessions.insert({
    id,
    personId: person.id,
    secretHash: id,
    methods: ['pwd', 'otp'],
    absoluteSeconds: 43_200,
    idleSeconds: 3_600,
    address: '192.0.2.1',
    userAgent: 'test',
    ...over,
  });
  const session = await store.sessions.find(over.id ?? id);
  if (!session) throw new Error('the session was not stored');
  return session;
}
