import { Fault } from '#contracts/errors.ts';

/** One client's connection as this check needs it. */
export interface ProbedConnection {
  /** The server process that answers right now. */
  backendPid(): Promise<number>;
  begin(): Promise<void>;
  rollback(): Promise<void>;
}

/**
 * Refuses a pooler in transaction mode: notifications and locks of a session would reach the wrong one. Two
 * clients tell: while the second holds a transaction, the first must still be answered by its own process.
 * @throws Fault `database-unsuitable`
 */
export async function refuseTransactionPooler(
  first: ProbedConnection,
  second: ProbedConnection,
): Promise<void> {
  const own = await first.backendPid();
  await second.begin();
  try {
    const other = await second.backendPid();
    if (other === own || (await first.backendPid()) !== own) {
      throw new Fault(
        'database-unsuitable',
        'Between Sallyport and PostgreSQL stands a pooler in transaction mode. Connect directly, or in session mode.',
      );
    }
  } finally {
    await second.rollback();
  }
}
