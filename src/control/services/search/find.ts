import { foundKinds, type Found } from '#contracts/api/search.ts';
import type { Call } from '../call.ts';
import { sightOf } from '../permit.ts';

/**
 * Looks through everything that the caller may read by part of a name. What they may not read is no condition on
 * the answer but on the query, so that neither names nor their number come through.
 */
export async function find(
  call: Call,
  { q, limit }: { readonly q: string; readonly limit: number },
): Promise<{ readonly items: readonly Found[] }> {
  const sight = await sightOf(call);
  const only = sight.kind === 'own' ? sight.person : undefined;
  const rows = await call.store.search.find({ text: q, limit, only });
  const items = rows.flatMap(({ kind, ...row }) => {
    const known = foundKinds.find((one) => one === kind);
    return known === undefined ? [] : [{ kind: known, ...row }];
  });
  return { items };
}
