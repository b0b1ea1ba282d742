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

/** Whose scopes to take from a shelf. */
export interface Pick {
  readonly resources: readonly string[];
  readonly principals: readonly string[];
}

/**
 * Cuts a request's keys into the picks that together hold every statement whose scopes can match: those on this
 * resource and those on any, each for this principal and for any. Each pick depends on few things only, so that
 * it is prepared once and serves many requests. Keys that no statement names are left out for the same reason.
 */
export function picksOf(
  shelf: Shelf,
  keys: { readonly principal: readonly string[]; readonly resource: readonly string[] },
): readonly Pick[] {
  const own = keys.resource.filter((key) => shelf.byResource.has(key));
  const picks: Pick[] = [];
  for (const resources of own.length === 0 ? [[anything]] : [own, [anything]]) {
    const rows = resources.map((key) => shelf.byResource.get(key)).filter((row) => row !== undefined);
    if (rows.some((row) => row.has(anything))) picks.push({ resources, principals: [anything] });
    const principals = keys.principal.filter((key) => rows.some((row) => row.has(key)));
    if (principals.length > 0) picks.push({ resources, principals });
  }
  return picks;
}

/** The statements of a pick, each once. */
export function takeFrom(shelf: Shelf, { resources, principals }: Pick): readonly Statement[] {
  const taken: Statement[] = [];
  for (const resource of resources) {
    const row = shelf.byResource.get(resource);
    for (const principal of principals) taken.push(...(row?.get(principal) ?? []));
  }
  return taken;
}
