/** The name under which the root keys travel in a backup. */
export const enclosedRootKey = 'root.key';
