import { Fault } from '#contracts/errors.ts';

/**
 * Gives what was looked for.
 * @throws Fault `not-found`
 */
export function found<T>(row: T | undefined): T {
  if (row === undefined) throw new Fault('not-found', 'nothing by this id or name');
  return row;
}
