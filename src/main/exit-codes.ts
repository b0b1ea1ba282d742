import type { FaultCode } from '#contracts/errors.ts';

/** How the process ends when it cannot start, for scripts and service managers; everything else is 1. */
export const exitCodes: Readonly<Partial<Record<FaultCode, number>>> = {
  'config-invalid': 2,
  'port-taken': 3,
  'data-directory-unusable': 4,
  'data-directory-taken': 5,
  'database-unavailable': 6,
  'database-newer': 7,
  'database-unsuitable': 7,
  'disk-full': 8,
  'platform-unsupported': 9,
  'control-unreachable': 10,
  'proof-invalid': 11,
};

/** What whoever started Sallyport can do about a fault; absent where the fault's own words say it. */
export const remedies: Readonly<Partial<Record<FaultCode, string>>> = {
  'config-invalid': 'Every setting is described in docs/configuration.md.',
  'port-taken': 'Stop what uses it, or choose another port.',
  'data-directory-taken': 'Two servers cannot share one directory: give this one another --data-dir.',
  'database-unavailable': 'Check that the database runs and that DATABASE_URL is right, then start again.',
  'database-newer': 'Start the newer version again, or restore a backup made by this one.',
  'disk-full': 'Make room on that disk, then start again: nothing that was acknowledged is lost.',
  'control-unreachable': 'Check the addresses given by --control and that control runs.',
  'proof-invalid': 'Ask control for a new join token.',
  'seal-broken': 'Put the root key back that sealed it: docs/backup.md says how to find it in a backup.',
  internal: 'Start with --log-level debug to see where it came from.',
};

/** The exit code for a fault. */
export function exitCodeOf(code: FaultCode): number {
  return exitCodes[code] ?? 1;
}
