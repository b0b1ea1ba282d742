import { sql, type RawBuilder } from 'kysely';
import type { PersonId } from '#base/ids.ts';
import type { Executor } from '../pool.ts';

/** One row that was found, with the kind of thing that it is. */
export interface FoundRow {
  readonly kind: string;
  readonly id: string;
  readonly name: string;
  readonly detail: string;
}

/** What to look for, and in whose sight. */
export interface SearchRequest {
  readonly text: string;
  /** At most this many of each kind. */
  readonly limit: number;
  /** Only this person, and nothing else: whoever may not read everybody. */
  readonly only?: PersonId | undefined;
}

interface Source {
  readonly kind: string;
  readonly table: string;
  readonly id: string;
  readonly name: string;
  readonly detail: string;
}

// Each reads its whole table: ten thousand short rows are a few milliseconds, and no extension that a server may
// not have is asked for. All of it is our own text, never the searcher's.
const sources: readonly Source[] = [
  { kind: 'person', table: 'people', id: 'id', name: 'name', detail: "coalesce(email, '')" },
  { kind: 'group', table: 'groups', id: 'id', name: 'name', detail: 'description' },
  { kind: 'app', table: 'apps', id: 'id', name: "coalesce(nullif(title, ''), name)", detail: 'name' },
  { kind: 'policy', table: 'policies', id: 'id', name: 'title', detail: 'name' },
  { kind: 'service-account', table: 'service_accounts', id: 'id', name: 'name', detail: 'description' },
  { kind: 'gateway', table: 'gateways', id: 'id', name: 'name', detail: "''" },
  { kind: 'provider', table: 'providers', id: 'id', name: 'title', detail: 'name' },
  { kind: 'tag', table: 'tags', id: 'name', name: 'name', detail: 'description' },
];

/** Looks through everything that has a name. */
export function searchRepository(db: Executor) {
  return {
    /** Finds by part of a name or by id: names that begin so first, then words that do, then the rest. */
    async find(request: SearchRequest): Promise<readonly FoundRow[]> {
      const seen = request.only === undefined ? sources : sources.slice(0, 1);
      const parts = seen.map((source) => part(source, request));
      const { rows } = await sql<FoundRow & { rank: number }>`
        select kind, id, name, detail, rank from (${sql.join(parts, sql` union all `)}) found
        order by rank, length(name), name, id`.execute(db);
      return rows.map(({ kind, id, name, detail }) => ({ kind, id, name, detail }));
    },
  };
}

function part(source: Source, { text, limit, only }: SearchRequest): RawBuilder<unknown> {
  const [id, name, detail] = [source.id, source.name, source.detail].map((column) => sql.raw(column));
  const escaped = spellings(text).map((spelling) => spelling.replaceAll(/[\\%_]/g, '\\$&'));
  const any = (make: (spelling: string) => string) => sql`any(${escaped.map(make)}::text[])`;
  const own = only === undefined ? sql`true` : sql`id = ${only}`;
  return sql`(
    select ${source.kind}::text as kind, ${id} as id, ${name} as name, ${detail} as detail,
      case when ${id} = ${text} or ${name} ilike ${any((one) => `${one}%`)} then 0
        when ${name} ilike ${any((one) => `% ${one}%`)} or ${detail} ilike ${any((one) => `${one}%`)} then 1
        else 2 end as rank
    from ${sql.table(source.table)}
    where ${own} and (
      ${id} = ${text} or ${name} ilike ${any((one) => `%${one}%`)} or ${detail} ilike ${any((one) => `%${one}%`)}
    )
    order by rank, length(${name}), ${name}, ${id} limit ${limit}
  )`;
}

/** The database compares without case in ASCII alone; other letters are tried in both, and with a capital first. */
function spellings(text: string): readonly string[] {
  const small = text.toLowerCase();
  const [first = ''] = small;
  return [...new Set([text, small, text.toUpperCase(), first.toUpperCase() + small.slice(first.length)])];
}
