/**
 * Every field that a log line may carry, by name, so that one thing has one name in all logs. A new field is
 * one line here. Units stand in the name (`Ms`, `Bytes`); times are milliseconds since the Unix epoch.
 */
export interface LogFields {
  /** Something thrown; printed with its code, details and causes, secrets taken out. */
  readonly error?: unknown;
  /** The short id that the one who asked was shown. */
  readonly errorId?: string;
  /** A code of `contracts/errors.ts` or `contracts/reasons.ts`. */
  readonly code?: string;
  readonly reason?: string;
  /** How many like it were not told since the one before. */
  readonly untold?: number;
  readonly cause?: string;
  /** Further words about a fault; never secrets. */
  readonly details?: Readonly<Record<string, unknown>>;

  // what it is about
  readonly person?: string;
  readonly group?: string;
  readonly session?: string;
  readonly app?: string;
  readonly route?: string;
  readonly grant?: string;
  readonly connection?: string;
  readonly decision?: string;
  readonly policy?: string;
  readonly gateway?: string;
  readonly actor?: string;
  readonly subjects?: readonly string[];
  readonly outcome?: string;
  readonly revision?: number;
  readonly change?: number;
  readonly kind?: string;
  readonly name?: string;

  // requests
  readonly host?: string;
  readonly origin?: string;
  readonly method?: string;
  /** Without the query, which may carry secrets. */
  readonly path?: string;
  readonly status?: number;
  readonly protocol?: string;
  readonly address?: string;
  readonly port?: number;
  readonly scope?: string;

  // processes and machines
  readonly child?: string;
  readonly pid?: number;
  readonly signal?: string;
  readonly exitCode?: number;
  readonly command?: string;
  readonly file?: string;
  readonly directory?: string;
  readonly socket?: string;
  readonly uid?: number;
  readonly version?: string;
  readonly wanted?: string;
  readonly stream?: string;
  readonly line?: string;

  // the database, keys, audit, control streams
  readonly migration?: string;
  readonly table?: string;
  readonly epoch?: string;
  readonly kid?: string;
  readonly purpose?: string;
  readonly chain?: string;
  readonly seq?: number;
  readonly applied?: number;
  readonly replica?: string;
  readonly job?: string;
  readonly link?: string;

  // amounts
  readonly count?: number;
  readonly dropped?: number;
  readonly attempt?: number;
  readonly bytes?: number;
  readonly durationMs?: number;
  readonly waitMs?: number;
  readonly ageMs?: number;
  readonly at?: number;
}
