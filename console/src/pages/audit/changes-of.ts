/** One field of an object, before and after. */
export interface FieldChange {
  readonly field: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Fields that every write changes and nobody wrote. */
const ownDoing: ReadonlySet<string> = new Set(['version', 'changedAt']);

/**
 * Finds what a record says was changed: each field of the object that differs. Undefined where the record holds no
 * object, since most records are not about changing one.
 */
export function changesOf(
  data: Readonly<Record<string, unknown>> | null,
): readonly FieldChange[] | undefined {
  if (data === null) return undefined;
  const [before, after] = [fieldsOf(data['before']), fieldsOf(data['after'])];
  if (before === undefined && after === undefined) return undefined;
  const names = new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])]);
  return [...names]
    .filter((field) => !ownDoing.has(field))
    .map((field) => ({ field, before: before?.get(field), after: after?.get(field) }))
    .filter((change) => change.before !== change.after);
}

function fieldsOf(value: unknown): ReadonlyMap<string, string> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return new Map(Object.entries(value).map(([name, one]) => [name, written(one)]));
}

function written(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 1);
}
