import type { PolicyChange } from '#contracts/api/policy-versions.ts';
import type { PolicyRow } from '#store/index.ts';
import { applyChanges } from '../policies/apply-changes.ts';
import { type Book, versioned, writeBook } from '../policies/book.ts';
import { storableText } from '../policies/check-text.ts';
import { checkDate } from '../policies/enforce-from.ts';
import { differingLines } from '#contracts/differing-lines.ts';
import { resolveNames, showNames } from '../policies/resolve-names.ts';
import { given } from '../write.ts';
import { type Applying, type Asked, withProblems } from './applying.ts';
import { fieldDifferences } from './field-differences.ts';

/** Policies before and after, and what of them is to be heard. */
export interface AppliedPolicies extends Awaited<ReturnType<typeof writeBook>> {
  readonly before: Book;
  readonly after: Book;
}

/**
 * Makes policies what they are said to be, and removes some. Nothing is published yet: undefined where there is
 * nothing to publish. The lock on policies must be held.
 */
export async function applyPolicies(
  applying: Applying,
  asked: readonly Asked<'policy'>[],
  unwanted: readonly PolicyRow[],
): Promise<AppliedPolicies | undefined> {
  const rows = await applying.tx.policies.all();
  const byName = new Map(rows.map((row) => [row.name, row]));
  const changes: PolicyChange[] = unwanted.map(({ id, version }) => ({
    kind: 'remove',
    policy: id,
    version,
  }));
  for (const one of asked) {
    await withProblems(applying, one.place, async () => {
      changes.push(...(await changesOf(applying, one, byName.get(one.object.name))));
    });
  }
  if (changes.length === 0 || applying.problems.length > 0) return undefined;
  const before = rows.map(versioned);
  const after = applyChanges(rows, changes);
  const known = new Set(rows.map(({ id }) => id));
  for (const { id } of after) if (!known.has(id)) applying.made.push({ kind: 'policy', object: id });
  return { ...(await writeBook(applying.tx, after)), before, after };
}

async function changesOf(
  applying: Applying,
  { object, place }: Asked<'policy'>,
  row: PolicyRow | undefined,
): Promise<readonly PolicyChange[]> {
  const { kind, name, text: written, title, enabled } = object;
  const { mode, enforceFrom } = asOfNow(applying, object);
  const text = await storable(applying, written, row);
  const [shown = ''] = row === undefined ? [] : await showNames(applying.tx, [row.text]);
  const lines = row?.text === text ? [] : [...differingLines(shown, written)];
  const said = given({ title, mode, enabled, enforceFrom });
  if (row === undefined) {
    const fields = fieldDifferences({}, said);
    applying.items.set(place, {
      kind,
      name,
      id: null,
      version: null,
      action: 'create',
      fields,
      lines: lines.filter((line) => line.kind === 'added'),
    });
    return [{ kind: 'create', name, text, mode: 'enforce', enabled: true, ...said }];
  }
  const fields = fieldDifferences({ ...row }, said);
  const action = fields.length === 0 && lines.length === 0 ? 'same' : 'change';
  applying.items.set(place, { kind, name, id: row.id, version: row.version, action, fields, lines });
  return action === 'same' ? [] : [{ kind: 'update', policy: row.id, version: row.version, text, ...said }];
}

/** What a file says of a date that has passed: it is enforced by now, and the file need not be written anew. */
function asOfNow(
  { call }: Applying,
  { mode, enforceFrom }: Asked<'policy'>['object'],
): Pick<Asked<'policy'>['object'], 'mode' | 'enforceFrom'> {
  const isPast = typeof enforceFrom === 'number' && enforceFrom <= call.clock.wall();
  if (isPast) return { mode: 'enforce', enforceFrom: null };
  checkDate(call, enforceFrom);
  return { mode, enforceFrom };
}

/** The form that is stored; checked only where it is not what is stored already. @throws Fault `policy-invalid` */
async function storable(
  { call, tx }: Applying,
  written: string,
  row: PolicyRow | undefined,
): Promise<string> {
  const { text } = await resolveNames(tx, written);
  return text === row?.text ? text : storableText({ store: tx, decider: call.decider }, written);
}
