import { Fault } from '#contracts/errors.ts';

/** Who a process becomes: a numeric user and the group of the same number, no further groups. */
export interface Unprivileged {
  readonly uid: number;
}

/**
 * Gives up root for good, once code is loaded and listeners and files are open. Started by an ordinary user it
 * changes nothing. All threads follow (setuid(2) of the C library).
 * @returns the user id that the process now has; undefined where the platform has none
 * @throws Fault `internal` when root could be had back
 */
export function dropPrivileges({ uid }: Unprivileged): number | undefined {
  if (process.getuid === undefined || process.getuid() !== 0) return process.getuid?.();
  process.setgroups?.([]);
  process.setgid?.(uid);
  process.setuid?.(uid);
  if (process.getuid() !== uid || canBecomeRoot())
    throw new Fault('internal', `The process could not give up root for user ${uid}.`);
  return uid;
}

function canBecomeRoot(): boolean {
  try {
    process.setuid?.(0);
    return true;
  } catch {
    return false;
  }
}
