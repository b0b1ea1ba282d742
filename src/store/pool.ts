import { CamelCasePlugin, Kysely, PostgresDialect, type PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { databaseFault } from './database-faults.ts';
import type { Tables } from './tables/tables.ts';

/** How to reach a database: what `pg` takes. A `connectionString` is what DATABASE_URL holds. */
export type DatabaseConfig =
  | { readonly connectionString: string }
  | {
      readonly host: string;
      readonly port: number;
      readonly user: string;
      readonly password: string;
      readonly database: string;
    };

/** Where queries go: a pool, or the connection of a transaction. */
export type Executor = Kysely<Tables>;

/** Settings of every connection, pool or not. */
export function clientConfig(config: DatabaseConfig): pg.ClientConfig {
  return {
    ...config,
    application_name: 'sallyport',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    types: { getTypeParser },
  };
}

/** Opens the pool that all repositories share. Faults of the database's are thrown as `Fault`. */
export function openPool(config: DatabaseConfig, connections: number): { db: Executor; pool: pg.Pool } {
  const pool = new pg.Pool({
    ...clientConfig(config),
    max: connections,
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 30_000,
  });
  // An idle connection that the server closes is replaced at its next use; unheard, it would end the process.
  pool.on('error', () => {});
  const dialect = new PostgresDialect({
    pool: { connect: () => connectTranslated(pool), end: () => pool.end() },
  });
  const names = new CamelCasePlugin({ maintainNestedObjectKeys: true });
  return { db: new Kysely<Tables>({ dialect, plugins: [names] }), pool };
}

async function connectTranslated(pool: pg.Pool): Promise<PostgresPoolClient> {
  const client = await pool.connect().catch((error: unknown) => {
    throw databaseFault(error);
  });
  return new Proxy(client, {
    get(target, property) {
      if (property !== 'query') {
        const value: unknown = Reflect.get(target, property, target);
        return typeof value === 'function' ? value.bind(target) : value;
      }
      return async (text: string, values: unknown[]) => {
        try {
          return await target.query(text, values);
        } catch (error) {
          throw databaseFault(error);
        }
      };
    },
  });
}

const int8 = 20;
const timestamptz = 1184;

type Parser = (text: string) => unknown;

/** Reads 64-bit integers as numbers and points in time as milliseconds since the Unix epoch. */
function getTypeParser(oid: number, format?: 'text' | 'binary'): Parser {
  if (format !== 'binary' && oid === int8) return toNumber;
  const usual = format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid);
  if (oid !== timestamptz) return usual;
  return (text) => {
    const parsed: unknown = usual(text);
    return parsed instanceof Date ? parsed.getTime() : parsed;
  };
}

function toNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is beyond what a number holds exactly`);
  return value;
}
