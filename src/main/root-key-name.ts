/** The name under which the root keys travel in a backup. */
export const enclosedRootKey = 'root.key';

/** Under which name the audit chain tells of a root key. */
export function rootKeySubject(id: string): string {
  return `root-key:${id}`;
}
