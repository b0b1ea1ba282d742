import type { StoredPolicy } from '#contracts/policies.ts';
import { readStatements } from '#policy/index.ts';
import type { Repositories } from '#store/index.ts';

/** Where tags lie: each with those that it is directly under. */
export type TagPlaces = ReadonlyMap<string, readonly string[]>;

/** Reads where tags lie now. */
export async function tagPlaces({ tags }: Pick<Repositories, 'tags'>): Promise<TagPlaces> {
  return new Map((await tags.all()).map(({ name, parents }) => [name, parents]));
}

/** Tags with all that they are under. */
export function above(tags: readonly string[], places: TagPlaces): ReadonlySet<string> {
  const all = new Set<string>();
  const open = [...tags];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (all.has(next)) continue;
    all.add(next);
    open.push(...(places.get(next) ?? []));
  }
  return all;
}

/**
 * Of tags that something comes under, those that permits name; of those that it leaves, those that forbids name. Named in a
 * condition a tag may count either way (`forbid … unless { resource in Tag::"open" }`), so there it always counts.
 */
export function tagsSpokenOf(
  policies: readonly StoredPolicy[],
  moved: { readonly before: ReadonlySet<string>; readonly after: ReadonlySet<string> },
): { readonly gained: readonly string[]; readonly lost: readonly string[] } {
  const { before, after } = moved;
  return {
    gained: [...after].filter((tag) => !before.has(tag) && isNamed(policies, tag, 'permit')),
    lost: [...before].filter((tag) => !after.has(tag) && isNamed(policies, tag, 'forbid')),
  };
}

function isNamed(policies: readonly StoredPolicy[], tag: string, effect: 'permit' | 'forbid'): boolean {
  const name = `Tag::${JSON.stringify(tag)}`;
  return policies
    .filter(({ text }) => text.includes(name))
    .some((policy) =>
      readStatements(policy).some(
        (one) => (one.effect === effect && one.text.includes(name)) || conditionsOf(one.text).includes(name),
      ),
    );
}

function conditionsOf(text: string): string {
  const start = text.indexOf('{');
  return start === -1 ? '' : text.slice(start);
}
