import { newId } from '#base/ids.ts';
import type { PolicyChange } from '#contracts/api/policy-versions.ts';
import { Fault } from '#contracts/errors.ts';
import type { VersionedPolicy } from '#contracts/policies.ts';
import type { PolicyRow } from '#store/index.ts';
import type { Call } from '../call.ts';
import { found, given } from '../write.ts';
import { type Book, versioned } from './book.ts';
import { storableText } from './check-text.ts';
import { checkDate, withDate } from './enforce-from.ts';

/** Puts every text of a draft into the form that is stored. @throws Fault `policy-invalid` */
export async function storableChanges(
  call: Pick<Call, 'store' | 'decider' | 'clock'>,
  changes: readonly PolicyChange[],
): Promise<readonly PolicyChange[]> {
  const stored: PolicyChange[] = [];
  for (const change of changes) {
    if (change.kind !== 'remove') checkDate(call, change.enforceFrom);
    if (change.kind === 'remove' || change.text === undefined) stored.push(change);
    else stored.push({ ...change, text: await storableText(call, change.text) });
  }
  return stored;
}

/**
 * Says what the policies would be after the changes of a draft, one after the other. Nothing is written.
 * @throws Fault `not-found`, `changed-meanwhile`, `conflict`
 */
export function applyChanges(rows: readonly PolicyRow[], changes: readonly PolicyChange[]): Book {
  const versions = new Map<string, number>(rows.map(({ id, version }) => [id, version]));
  const book = new Map<string, VersionedPolicy>(rows.map((row) => [row.id, versioned(row)]));
  const byName = (name: string) => [...book.values()].find((policy) => policy.name === name);
  for (const change of changes) {
    if (change.kind === 'create') {
      const { kind: _, title = change.name, ...fields } = change;
      if (byName(change.name)) throw taken(change.name);
      const id = newId('policy');
      book.set(id, withDate({ id, title, ...fields }, fields.enforceFrom));
      continue;
    }
    const policy = found(book.get(change.policy) ?? byName(change.policy));
    if (change.version !== undefined && change.version !== versions.get(policy.id)) {
      throw new Fault('changed-meanwhile', 'a policy of the draft was changed since it was read');
    }
    if (change.kind === 'remove') book.delete(policy.id);
    else {
      const { name, title, text, mode, enabled, enforceFrom } = change;
      const other = name === undefined ? undefined : byName(name);
      if (name !== undefined && other !== undefined && other.id !== policy.id) throw taken(name);
      const fields = given({ name, title, text, mode, enabled, enforceFrom });
      book.set(policy.id, withDate({ ...policy, ...fields }, enforceFrom));
    }
  }
  return [...book.values()];
}

function taken(name: string): Fault {
  const detail = `A policy is called ${name} already.`;
  return new Fault('conflict', detail, { details: { detail } });
}
