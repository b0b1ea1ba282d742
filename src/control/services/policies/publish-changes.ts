import type { PolicyChange, PublicationAnswer } from '#contracts/api/policy-versions.ts';
import { allPolicies } from '#decision/index.ts';
import type { Repositories } from '#store/index.ts';
import type { Call } from '../call.ts';
import { permit } from '../permit.ts';
import { write } from '../write.ts';
import { applyChanges, storableChanges } from './apply-changes.ts';
import { type Book, readable, versioned, writeBook } from './book.ts';
import { differenceOf } from './difference.ts';
import { publish, published } from './publish.ts';

/** A draft, and how it is to be published. */
export interface Draft {
  readonly changes: readonly PolicyChange[];
  readonly message: string;
  readonly confirmWithin?: number | undefined;
}

/**
 * Makes several changes of policies at once and publishes them as one version, or none of them.
 * @throws Fault `not-found`, `changed-meanwhile`, `conflict`, `policy-invalid`, and those of `publish`
 */
export async function publishChanges(call: Call, draft: Draft): Promise<PublicationAnswer> {
  await permit(call, 'write', allPolicies);
  await permit(call, 'publish', allPolicies);
  const changes = await storableChanges(call, draft.changes);
  return publishBook(call, {
    ...draft,
    makeBook: async (tx) => applyChanges(await tx.policies.all(), changes),
  });
}

/** Makes the policies what they are to be and publishes that as a new version, on record with before and after. */
export async function publishBook(
  call: Call,
  wanted: {
    readonly makeBook: (tx: Repositories) => Promise<Book>;
    readonly message: string;
    readonly confirmWithin?: number | undefined;
    readonly told?: Readonly<Record<string, unknown>>;
  },
): Promise<PublicationAnswer> {
  const { makeBook, message, confirmWithin, told = {} } = wanted;
  return write(call, async (tx) => {
    await tx.policies.lock();
    const before = (await tx.policies.all()).map(versioned);
    const target = await makeBook(tx);
    const { touched, about } = await writeBook(tx, target);
    const [was = [], is = []] = await readable(tx, [before, target]);
    const changed = differenceOf(was, is);
    const publication = await publish(call, tx, { touched, message, confirmWithin });
    const { revision, confirmBefore } = publication;
    const of = (book: Book) => book.filter(({ id }) => about.includes(id));
    const data = { ...told, before: of(was), after: of(is), message };
    return {
      value: { revision, confirmBefore, changed },
      ...published(publication, { about, data }),
    };
  });
}
