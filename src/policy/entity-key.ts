/** Writes an entity as one string, unique for type and id. */
export function entityKey(entity: { readonly type: string; readonly id: string }): string {
  return `${entity.type}::${entity.id}`;
}
