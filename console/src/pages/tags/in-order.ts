import type { Tag } from '#contracts/api/tags.ts';

/** A tag where it stands in the tree. */
export interface PlacedTag {
  readonly tag: Tag;
  readonly depth: number;
  /** From the top down to itself: a tag below two others stands in two places. */
  readonly path: string;
}

/** Places that are shown: a tag below many others would otherwise stand in very many. */
const mostPlaces = 1_000;

/** Puts tags into the order of their tree: each below every tag that it is directly under. */
export function inOrder(tags: readonly Tag[]): readonly PlacedTag[] {
  const known = new Set(tags.map(({ name }) => name));
  const below = new Map<string, Tag[]>();
  for (const tag of tags)
    for (const parent of tag.parents) below.set(parent, [...(below.get(parent) ?? []), tag]);
  const placed: PlacedTag[] = [];
  const place = (tag: Tag, above: readonly string[]): void => {
    // A circle ends where it would begin again.
    if (above.includes(tag.name) || placed.length >= mostPlaces) return;
    const path = [...above, tag.name];
    placed.push({ tag, depth: above.length, path: path.join(' / ') });
    for (const one of below.get(tag.name) ?? []) place(one, path);
  };
  const isTop = ({ parents }: Tag): boolean => !parents.some((parent) => known.has(parent));
  for (const tag of tags) if (isTop(tag)) place(tag, []);
  for (const tag of tags) if (!placed.some((one) => one.tag.name === tag.name)) place(tag, []);
  return placed;
}
