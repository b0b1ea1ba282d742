import { queries } from './queries.ts';

/** Has everything of these nouns read again: for a change that reaches beyond its own. */
export function refresh(...nouns: readonly string[]): void {
  void queries.invalidateQueries({
    predicate: ({ queryKey }) => nouns.includes(String(queryKey[0]).split('.')[0] ?? ''),
  });
}
