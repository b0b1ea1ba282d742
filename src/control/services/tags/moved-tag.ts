import type { Tag } from '#contracts/api/tags.ts';
import type { Repositories } from '#store/index.ts';
import type { Judged } from '../second-person/judged.ts';
import { policiesInForce } from '../second-person/spoken-of.ts';
import { above, type TagPlaces, tagPlaces, tagsSpokenOf } from '../second-person/tags-spoken-of.ts';

/** A tag that lies elsewhere, where policies speak of what its apps come under or leave by that. */
export async function movedTag(
  tx: Pick<Repositories, 'tags' | 'policies'>,
  moved: { readonly before: Tag; readonly after: Tag; readonly places: TagPlaces },
): Promise<readonly Judged[]> {
  const { name } = moved.after;
  const [before, after] = [above([name], moved.places), above([name], await tagPlaces(tx))];
  const { gained, lost } = tagsSpokenOf(await policiesInForce(tx), { before, after });
  if (gained.length === 0 && lost.length === 0) return [];
  const detail = { before: moved.before.parents, after: moved.after.parents };
  return [{ type: 'deed', deed: 'tag-moved', id: '', name, detail }];
}
