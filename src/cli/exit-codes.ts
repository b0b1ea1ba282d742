/** How a command ends, for scripts; docs/command-line.md has the table, beside that of the server's own parts. */
export const exitCodes = {
  /** Done, or a "yes". */
  done: 0,
  /** Refused, or a "no" that was asked for: not valid, not intact, something urgent. */
  no: 1,
  /** Said wrongly: an unknown word, a flag that is missing. Nothing was asked of anybody. */
  saidWrongly: 2,
  /** The API was not reached. */
  notReached: 3,
  /** `apply --plan`: something would change. */
  wouldChange: 4,
} as const;
