import type { RequestProblem } from '#contracts/api/problem.ts';

interface Nested {
  readonly object: { readonly name: string; readonly parents?: readonly string[] | undefined };
  /** Its place among all objects of the request. */
  readonly place: number;
}

/**
 * Puts groups or tags behind those that they are under, so that each is there when it is named. What would be under
 * itself is put down as a problem.
 */
export function parentsFirst<T extends Nested>(
  asked: readonly T[],
  problems: RequestProblem[],
): readonly T[] {
  const byName = new Map(asked.map((one) => [one.object.name, one]));
  const ordered: T[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const visit = (one: T): void => {
    const { name, parents = [] } = one.object;
    if (state.get(name) === 'done') return;
    if (state.get(name) === 'open') {
      problems.push({ at: `objects.${one.place}.parents`, message: 'it would be in itself, through others' });
      return;
    }
    state.set(name, 'open');
    for (const parent of parents) {
      const above = byName.get(parent);
      if (above !== undefined) visit(above);
    }
    state.set(name, 'done');
    ordered.push(one);
  };
  for (const one of asked) visit(one);
  return ordered;
}
