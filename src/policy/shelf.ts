import type { Statement } from './statement.ts';

/** One place on a shelf: the statements whose scopes name these two, `anything` standing for no name. */
export interface Cell {
  readonly resource: string;
  readonly principal: string;
  readonly statements: readonly Statement[];
  /** Labels without which some of the statements meet nothing. */
  readonly labels: ReadonlySet<string>;
}

/** Statements by the entities that their scopes name. What names none stands under `anything`. */
export interface Shelf {
  readonly byResource: ReadonlyMap<string, ReadonlyMap<string, Cell>>;
}

/** The key of statements whose scope names no entity. No entity has it: keys hold `::`. */
export const anything = '*';

type CellInMaking = Cell & { readonly statements: Statement[]; readonly labels: Set<string> };

/** Sorts statements by resource, and below that by principal. */
export function createShelf(statements: readonly Statement[]): Shelf {
  const byResource = new Map<string, Map<string, CellInMaking>>();
  for (const statement of statements) {
    const { resource = anything, principal = anything } = statement;
    const row = byResource.get(resource) ?? new Map<string, CellInMaking>();
    byResource.set(resource, row);
    const cell: CellInMaking = row.get(principal) ?? {
      resource,
      principal,
      statements: [],
      labels: new Set(),
    };
    row.set(principal, cell);
    cell.statements.push(statement);
    if (statement.label !== undefined) cell.labels.add(statement.label);
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
