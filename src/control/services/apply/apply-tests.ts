import { canonicalJson } from '#base/canonical-json.ts';
import { newId } from '#base/ids.ts';
import { policyTestSpecSchema } from '#contracts/api/policy-tests.ts';
import { conflict } from '../conflict.ts';
import { mostTests } from '../policies/tests/keep-tests.ts';
import { sentenceOf } from '../policies/tests/sentence.ts';
import { withIds } from '../policies/tests/test-names.ts';
import { type Applying, type Asked, withProblems } from './applying.ts';

/** Keeps sentences that are not kept yet. Whether they are true is found out when everything is written. */
export async function applyTests(applying: Applying, asked: readonly Asked<'policy-test'>[]): Promise<void> {
  if (asked.length === 0) return;
  const { tx, items, made } = applying;
  const rows = await tx.policyTests.all();
  const kept = new Map(rows.map(({ id, spec }) => [canonicalJson(policyTestSpecSchema.parse(spec)), id]));
  for (const { object, place } of asked) {
    await withProblems(applying, place, async () => {
      const { kind, ...said } = object;
      const spec = await withIds(tx, said);
      const name = sentenceOf(said);
      const known = kept.get(canonicalJson(spec));
      const item = { kind, name, version: null, fields: [], lines: [] };
      if (known !== undefined) {
        items.set(place, { ...item, id: known, action: 'same' });
        return;
      }
      if (kept.size >= mostTests) throw conflict(`There are ${mostTests} tests already.`);
      const id = newId('policyTest');
      const row = await tx.policyTests.insert({ id, spec });
      kept.set(canonicalJson(spec), id);
      made.push({ kind, object: id });
      applying.events.push({
        kind: 'object-created',
        about: [row.id],
        data: { after: { id, sentence: name, spec } },
      });
      items.set(place, { ...item, id: null, action: 'create' });
    });
  }
}
