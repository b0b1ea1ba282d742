import { insertTag } from '../tags/create-tag.ts';
import { editTag } from '../tags/update-tag.ts';
import { given } from '../write.ts';
import { type Applying, type Asked, note, withProblems } from './applying.ts';
import { fieldDifferences, unordered } from './field-differences.ts';
import { parentsFirst } from './in-order.ts';

/** Makes tags what they are said to be. */
export async function applyTags(applying: Applying, asked: readonly Asked<'tag'>[]): Promise<void> {
  if (asked.length === 0) return;
  const rows = new Map((await applying.tx.tags.all()).map((row) => [row.name, row]));
  for (const { object, place } of parentsFirst(asked, applying.problems)) {
    await withProblems(applying, place, async () => {
      const { name, description, parents } = object;
      const row = rows.get(name);
      const after = given({ description, parents: parents && unordered(parents) });
      const before =
        row === undefined ? {} : { description: row.description, parents: unordered(row.parents) };
      const fields = fieldDifferences(before, after);
      const item = { kind: 'tag' as const, name, fields, lines: [] };
      if (row === undefined) {
        note(applying, await insertTag(applying.tx, { name, description: '', parents: [], ...after }));
        applying.made.push({ kind: 'tag', object: name });
        applying.items.set(place, { ...item, id: null, version: null, action: 'create' });
        return;
      }
      const action = fields.length === 0 ? 'same' : 'change';
      if (action === 'change') note(applying, await editTag(applying.tx, row, after));
      applying.items.set(place, { ...item, id: name, version: row.version, action });
    });
  }
}
