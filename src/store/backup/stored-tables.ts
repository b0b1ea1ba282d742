import type { ClientBase } from 'pg';

/** Tables that are no part of a backup: who is connected now, and the history that a new epoch begins anew. */
const leftOut = ['sallyport_schema', 'replicas', 'changes'];

/**
 * The tables of a backup, each after those that its rows refer to. Unlogged tables hold what is only true at
 * this moment, and are left out.
 */
export async function tablesInOrder(client: ClientBase): Promise<readonly string[]> {
  const tables = await client.query<{ name: string }>(
    `select relname as name from pg_class
     where relnamespace = current_schema()::regnamespace and relkind = 'r' and relpersistence = 'p'
       and relname <> all($1::text[]) order by relname`,
    [leftOut],
  );
  const references = await client.query<{ from: string; to: string }>(
    `select f.relname as "from", t.relname as "to" from pg_constraint c
     join pg_class f on f.oid = c.conrelid join pg_class t on t.oid = c.confrelid
     where c.contype = 'f' and c.connamespace = current_schema()::regnamespace`,
  );
  const waiting = new Set(tables.rows.map(({ name }) => name));
  const ordered: string[] = [];
  while (waiting.size > 0) {
    const ready = [...waiting].filter((name) =>
      references.rows.every(({ from, to }) => from !== name || to === name || !waiting.has(to)),
    );
    if (ready.length === 0) throw new Error('the tables refer to each other in a circle');
    for (const name of ready) waiting.delete(name);
    ordered.push(...ready);
  }
  return ordered;
}
