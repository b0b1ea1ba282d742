import type { Statement } from './statement.ts';

/** Statements by the entities that their scopes name. What names none stands under `anything`. */
export interface Shelf {
  readonly byResource: ReadonlyMap<string, ReadonlyMap<string, readonly Statement[]>>;
}

/** The key of statements whose scope names no entity. No entity has it: keys hold `::`. */
export const anything = '*';

/** Sorts statements by resource, and below that by principal. */
export function createShelf(statements: readonly Statement[]): Shelf {
  const byResource = new Map<string, Map<string, Statement[]>>();
  for (const statement of statements) {
    const row = byResource.get(statement.resource ?? anything) ?? new Map<string, Statement[]>();
    byResource.set(statement.resource ?? anything, row);
    const cell = row.get(statement.principal ?? anything) ?? [];
    row.set(statement.principal ?? anything, cell);
    cell.push(statement);
  }
  return { byResource };
}

/** One place on a shelf: the statements whose scopes name these two, `anything` standing for no name. */
export interface Cell {
  readonly resource: string;
  readonly principal: string;
  readonly statements: readonly Statement[];
}

/**
 * The cells of a shelf that together hold every statement whose scopes can match a request, given the keys of who
 * asks and of what is asked for, each with all that stands above it. A cell depends on nothing else, so it is
 * prepared once and serves every request that meets it, and an app that is put under a tag meets the tag's at once.
 */
export function cellsOf(
  shelf: Shelf,
  keys: { readonly principal: readonly string[]; readonly resource: readonly string[] },
): readonly Cell[] {
  const cells: Cell[] = [];
  for (const resource of [...keys.resource, anything]) {
    const row = shelf.byResource.get(resource);
    if (row === undefined) continue;
    for (const principal of [...keys.principal, anything]) {
      const statements = row.get(principal);
      if (statements !== undefined) cells.push({ resource, principal, statements });
    }
  }
  return cells;
}
