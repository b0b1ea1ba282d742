import { canonicalJson } from '#base/canonical-json.ts';
import type { ApplyItem } from '#contracts/api/apply.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Says which fields differ, in the order of the second. Lists of names in `sets` have no order. */
export function fieldDifferences(before: Fields, after: Fields): ApplyItem['fields'] {
  return Object.entries(after).flatMap(([field, value]) =>
    canonicalJson(before[field] ?? null) === canonicalJson(value ?? null)
      ? []
      : [{ field, before: before[field] ?? null, after: value ?? null }],
  );
}

/** Names without an order of their own, in one. */
export function unordered(names: readonly string[]): string[] {
  return [...new Set(names)].toSorted();
}
