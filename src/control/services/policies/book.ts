import type { PolicyId } from '#base/ids.ts';
import { Fault } from '#contracts/errors.ts';
import type { StoredPolicy, VersionedPolicy } from '#contracts/policies.ts';
import type { PolicyRevisionRow, PolicyRow, Repositories } from '#store/index.ts';
import { found, written } from '../write.ts';
import { showNames } from './resolve-names.ts';

/** Every policy, on or off, as a version holds it. */
export type Book = readonly VersionedPolicy[];

/** A policy as versions hold it. */
export function versioned(policy: VersionedPolicy): VersionedPolicy {
  const { id, name, title, text, mode, enabled, enforceFrom = null } = policy;
  return { id, name, title, text, mode, enabled, enforceFrom };
}

/** Reads all policies as they were in a version. @throws Fault `not-found` */
export async function bookOf(tx: Pick<Repositories, 'policies'>, revision: number): Promise<Book> {
  return bookIn(found(await tx.policies.revision(revision)), await tx.policies.all());
}

/**
 * A version that was published before whole versions were kept has neither names nor what was off: what there is
 * now stays, switched off, so that going back there loses nothing that anybody wrote.
 */
export function bookIn({ book, snapshot }: PolicyRevisionRow, present: readonly PolicyRow[]): Book {
  if (book !== null) return book;
  const names = new Map(present.map(({ id, name }) => [id, name]));
  const then = snapshot.map((policy) => {
    // The id makes a name that nobody has.
    const name = names.get(policy.id) ?? `restored-${policy.id.slice(4, 16)}`;
    return { ...policy, name, enabled: true };
  });
  const known = new Set(then.map(({ id }) => id));
  const since = present.filter(({ id }) => !known.has(id));
  return [...then, ...since.map((row) => ({ ...versioned(row), enabled: false }))];
}

/** Writes the names of apps and groups into the texts of versions, in place of their ids. */
export async function readable(
  store: Parameters<typeof showNames>[0],
  books: readonly Book[],
): Promise<readonly Book[]> {
  const texts = await showNames(
    store,
    books.flat().map(({ text }) => text),
  );
  let place = 0;
  return books.map((book) => book.map((policy) => ({ ...policy, text: texts[place++] ?? policy.text })));
}

/** What was written to make the policies what a version says. */
export interface BookWritten {
  /** Every version, before and after, of what changed and is or was enabled. */
  readonly touched: readonly StoredPolicy[];
  readonly about: readonly PolicyId[];
}

/** Makes the policies what a version says; those that it does not hold are removed. The lock must be held. */
export async function writeBook(tx: Pick<Repositories, 'policies'>, target: Book): Promise<BookWritten> {
  const rows = new Map((await tx.policies.all()).map((row) => [row.id, row]));
  const wanted = new Map(target.map((policy) => [policy.id, policy]));
  refuseDoubleNames(target);
  const touched: StoredPolicy[] = [];
  const about: PolicyId[] = [];
  for (const row of rows.values()) {
    const policy = wanted.get(row.id);
    if (policy !== undefined && isSame(row, policy)) continue;
    about.push(row.id);
    touched.push(...[row, ...(policy === undefined ? [] : [policy])].filter(({ enabled }) => enabled));
    if (policy === undefined) written(await tx.policies.remove(row));
    // Names are unique at each moment, and two policies may have exchanged theirs.
    else rows.set(row.id, written(await tx.policies.update(row, { name: `changing-${row.id}` })));
  }
  for (const policy of target) {
    const row = rows.get(policy.id);
    if (row !== undefined && isSame(row, policy)) continue;
    const { id, ...fields } = versioned(policy);
    if (row !== undefined) written(await tx.policies.update(row, { ...fields, enforceProblem: null }));
    else {
      await tx.policies.insert({ id, ...fields });
      about.push(id);
      if (policy.enabled) touched.push(policy);
    }
  }
  return { touched, about };
}

function isSame(row: VersionedPolicy, policy: VersionedPolicy): boolean {
  const fields = ['name', 'title', 'text', 'mode', 'enabled'] as const;
  if ((row.enforceFrom ?? null) !== (policy.enforceFrom ?? null)) return false;
  return fields.every((field) => row[field] === policy[field]);
}

function refuseDoubleNames(target: Book): void {
  const names = new Set<string>();
  for (const { name } of target) {
    const detail = `Two policies would be called ${name}.`;
    if (names.has(name)) throw new Fault('conflict', detail, { details: { detail } });
    names.add(name);
  }
}
