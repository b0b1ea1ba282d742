/** The page of whoever opens apps: a person or a program. */
export function pageOfHolder(id: string): string {
  return id.startsWith('sva_') ? `/service-accounts/${id}` : `/people/${id}`;
}
