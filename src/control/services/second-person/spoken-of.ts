import { canonicalJson } from '#base/canonical-json.ts';
import type { App } from '#contracts/api/apps.ts';
import type { PolicyRow, Repositories } from '#store/index.ts';
import type { Spoken } from './judged.ts';
import { above, tagPlaces, tagsSpokenOf } from './tags-spoken-of.ts';

type Read = Pick<Repositories, 'policies' | 'tags'>;

const remembered = new WeakMap<Read['policies'], Promise<readonly PolicyRow[]>>();

/**
 * Policies that have their say, or will from a date on, as they were when first asked for in a transaction: one write
 * of many apps asks for each of them, and what it does to policies is judged by itself.
 */
export function policiesInForce({ policies }: Pick<Repositories, 'policies'>): Promise<readonly PolicyRow[]> {
  const known = remembered.get(policies);
  if (known !== undefined) return known;
  const read = policies
    .all()
    .then((rows) =>
      rows.filter(
        ({ enabled, mode, enforceFrom }) => enabled && (mode === 'enforce' || enforceFrom !== null),
      ),
    );
  remembered.set(policies, read);
  return read;
}

const nothing: Spoken = { tagsGained: [], tagsLost: [], labels: false, sensitivity: false, routes: false };

/** Says what policies speak of in what becomes different about an app. Texts are searched, not read: it errs to "yes". */
export async function spokenOf(
  tx: Read,
  { before, after }: { readonly before?: App | undefined; readonly after: App },
): Promise<Spoken> {
  const differs = (field: 'tags' | 'labels' | 'sensitivity' | 'routes'): boolean =>
    canonicalJson(before?.[field] ?? []) !== canonicalJson(after[field]);
  if (!(['tags', 'labels', 'sensitivity', 'routes'] as const).some(differs)) return nothing;
  const rows = await policiesInForce(tx);
  const says = (text: string): boolean => rows.some((row) => row.text.includes(text));
  const routes = [...(before?.routes ?? []), ...after.routes];
  return {
    ...(differs('tags') ? await tagsMoved(tx, rows, { before, after }) : { tagsGained: [], tagsLost: [] }),
    labels: differs('labels') && says('labels'),
    sensitivity: differs('sensitivity') && says('sensitivity'),
    routes: differs('routes') && routes.some(({ id }) => says(`"${id}"`)),
  };
}

async function tagsMoved(
  tx: Read,
  rows: readonly PolicyRow[],
  { before, after }: { readonly before?: App | undefined; readonly after: App },
): Promise<Pick<Spoken, 'tagsGained' | 'tagsLost'>> {
  const places = await tagPlaces(tx);
  const { gained, lost } = tagsSpokenOf(rows, {
    before: above(before?.tags ?? [], places),
    after: above(after.tags, places),
  });
  return { tagsGained: gained, tagsLost: lost };
}
