/** Whether an address asks for choosing in place of writing. */
export function isGuided(search: string): boolean {
  return new URLSearchParams(search).has('guided');
}
