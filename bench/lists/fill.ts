import type { TestStore } from '#testing/store.ts';

/** How much there is. */
export interface ListSizes {
  readonly people: number;
  readonly apps: number;
  readonly groups: number;
  readonly decisions: number;
}

/**
 * Fills a database by statements that make their rows in it. Of the people, one is in every group; of the decisions,
 * one in a thousand says no, and a third are about the first app.
 */
export async function fill({ run }: Pick<TestStore, 'run'>, sizes: ListSizes): Promise<void> {
  const { people, apps, groups, decisions } = sizes;
  await run(
    `insert into people (id, issuer, subject, name, email, state, created_at)
     select 'per_bench' || n, 'local', 'per_bench' || n,
       (array['Ada','Grace','Mohammed','Olga','Chris','Zoë','Ödön'])[1 + n % 7] || ' ' || md5(n::text),
       'p' || n || '@example.org', 'enabled', now() - make_interval(mins => n)
     from generate_series(1, $1::int) n`,
    [people],
  );
  await run(
    `insert into groups (id, name, description, created_at)
     select 'grp_bench' || n, 'group ' || n || ' ' || md5(n::text), '', now() - make_interval(mins => n)
     from generate_series(1, $1::int) n`,
    [groups],
  );
  await run(
    `insert into memberships (group_id, person_id)
     select 'grp_bench' || (1 + (n * 7 + k * 131) % $2::int), 'per_bench' || n
     from generate_series(2, $1::int) n, generate_series(1, 3) k
     union select 'grp_bench' || g, 'per_bench1' from generate_series(1, $2::int) g`,
    [people, groups],
  );
  await run(
    `insert into apps (id, name, title, host, kind, spec, created_at)
     select 'app_bench' || n, 'app-' || n, 'App ' || n, 'app-' || n || '.test.localhost', 'web',
       (select spec from apps where name = 'console'), now() - make_interval(mins => n)
     from generate_series(1, $1::int) n`,
    [apps],
  );
  await run(
    `insert into sessions (id, person_id, secret_hash, methods, authenticated_at, absolute_seconds, idle_seconds,
       address, user_agent)
     select 'ses_bench' || n, 'per_bench' || n, md5(n::text), array['pwd','otp'], now(), 43200, 3600,
       '192.0.2.1', 'bench' from generate_series(1, $1::int) n`,
    [people],
  );
  await run(decisionRows, [decisions, people, apps]);
  await run('analyze');
}

const decisionRows = `
insert into audit_records (chain, seq, at, kind, about, bytes, hash, salt, payload)
select 'bench', n, now() - make_interval(secs => ($1::int - n)), 'decision-made',
  array['dec_bench' || n, 'per_bench' || p, 'ses_bench' || p, 'app_bench' || a],
  convert_to(repeat('b', 300), 'UTF8'), decode(md5(n::text), 'hex'), decode(md5(n::text), 'hex'),
  -- Canonical, as records are: no space between what is said.
  convert_to(replace(replace(json_build_object(
    'about', json_build_array('dec_bench' || n),
    'actor', json_build_object('kind', 'person', 'id', 'per_bench' || p),
    'address', '192.0.2.1',
    'data', json_build_object('app', 'app_bench' || a, 'at', (extract(epoch from now()) * 1000)::bigint,
      'decision', json_build_object(
        'outcome', case when n % 1000 = 0 then 'deny' else 'allow' end,
        'policies', json_build_array(json_build_object('policy', 'pol_bench', 'title', 'A policy of some length',
          'effect', 'permit', 'mode', 'enforce', 'result', 'satisfied')),
        'policyRevision', 7,
        'reason', case when n % 1000 = 0 then 'no-policy-allows' else 'allowed-by-policy' end),
      'id', 'dec_bench' || n, 'inputDigest', md5(n::text), 'person', 'per_bench' || p, 'session', 'ses_bench' || p)
  )::text, '" : ', '":'), ', "', ',"'), 'UTF8')
from (
  select n, 1 + (n * 37) % $2::int as p, case when n % 3 = 0 then 1 else 1 + (n * 13) % $3::int end as a
  from generate_series(1, $1::int) n
) made`;
