import type { Statement } from './statement.ts';

/** One place on a shelf: the statements whose scopes name these two, `anything` standing for no name. */
export interface Cell {
  readonly resource: string;
  readonly principal: string;
  readonly statements: readonly Statement[];
}

/** Statements by the entities that their scopes name. What names none stands under `anything`. */
export interface Shelf {
  readonly byResource: ReadonlyMap<string, ReadonlyMap<string, Cell>>;
}

/** The key of statements whose scope names no entity. No entity has it: keys hold `::`. */
export const anything = '*';

/** Sorts statements by resource, and below that by principal. */
export function createShelf(statements: readonly Statement[]): Shelf {
  const byResource = new Map<string, Map<string, Cell & { readonly statements: Statement[] }>>();
  for (const statement of statements) {
    const { resource = anything, principal = anything } = statement;
    const row = byResource.get(resource) ?? new Map();
    byResource.set(resource, row);
    const cell = row.get(principal) ?? { resource, principal, statements: [] };
    row.set(principal, cell);
    cell.statements.push(statement);
  }
  return { byResource };
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
  const take = (row: ReadonlyMap<string, Cell> | undefined): void => {
    if (row === undefined) return;
    for (const principal of keys.principal) add(row.get(principal));
    add(row.get(anything));
  };
  const add = (cell: Cell | undefined): void => {
    if (cell !== undefined) cells.push(cell);
  };
  for (const resource of keys.resource) take(shelf.byResource.get(resource));
  take(shelf.byResource.get(anything));
  return cells;
}
