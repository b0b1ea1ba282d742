import { Fault, type FaultCode } from '#contracts/errors.ts';

/** SQLSTATE codes (PostgreSQL documentation, appendix A) that mean something to whoever asked. */
const bySqlState: Readonly<Record<string, FaultCode>> = {
  '22021': 'invalid-request', // a text with NUL or broken UTF-8
  '22P05': 'invalid-request',
  '23503': 'conflict',
  '23505': 'conflict',
  '25006': 'database-unavailable', // a standby: only reads
  '28000': 'database-unsuitable',
  '28P01': 'database-unsuitable',
  '3D000': 'database-unsuitable',
  '53100': 'disk-full',
  '53300': 'database-unavailable', // too many connections
  '57014': 'database-unavailable', // statement timeout
  '57P01': 'database-unavailable',
  '57P02': 'database-unavailable',
  '57P03': 'database-unavailable',
};

const network = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EACCES', // a unix socket in a folder that is closed to us
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** Turns what the database's client threw into a fault where it means something; anything else stays as it is. */
export function databaseFault(thrown: unknown): unknown {
  if (!(thrown instanceof Error) || thrown instanceof Fault) return thrown;
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
  const known = bySqlState[code];
  if (known) return new Fault(known, thrown.message, { cause: thrown, details: detailsOf(thrown, code) });
  const lost = /Connection terminated|timeout exceeded when trying to connect|not queryable/i;
  if (network.has(code) || code.startsWith('08') || lost.test(thrown.message)) {
    return new Fault('database-unavailable', `The database does not answer: ${thrown.message}`, {
      cause: thrown,
    });
  }
  return thrown;
}

function detailsOf(thrown: Error, sqlState: string): Readonly<Record<string, unknown>> {
  // Never `detail`: it quotes the row's values.
  return { sqlState, ...('constraint' in thrown ? { constraint: thrown.constraint } : {}) };
}
