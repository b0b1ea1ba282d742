import type { TestStore } from './store.ts';

/**
 * Every row of every table as one text, to tell whether anything at all was changed.
 * @throws Error when it saw too few tables to mean anything
 */
export async function everyRow(run: TestStore['run']): Promise<string> {
  const tables = await run(
    `select quote_ident(table_name) as name from information_schema.tables
     where table_schema = current_schema() and table_type = 'BASE TABLE' order by 1`,
  );
  if (tables.length < 30) throw new Error(`only ${tables.length} tables were seen`);
  const sums = tables
    .map(({ name }) => String(name))
    .map(
      (name) =>
        `select '${name}' as name, md5(coalesce(string_agg(t::text, '' order by t::text), '')) as sum from ${name} t`,
    );
  return JSON.stringify(await run(sums.join(' union all ')));
}
