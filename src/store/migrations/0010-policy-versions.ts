import type { Migration } from './migration.ts';

/** Whole versions of the policies, trials that end by themselves, tests that a write must keep true, and previews. */
export const policyVersions: Migration = {
  number: 10,
  name: 'policy-versions',
  sql: `
-- Every policy of the version, those that are off and all names among them. Absent: published before this step.
alter table policy_revisions add column book jsonb;

-- A publication that goes back by itself unless somebody confirms it in time; one at most.
create table policy_trials (
  only_row boolean primary key default true check (only_row),
  revision integer not null references policy_revisions,
  back_to integer not null references policy_revisions,
  confirm_before timestamptz not null,
  author jsonb not null
);

create table policy_tests (
  id text primary key,
  spec jsonb not null,
  created_at timestamptz not null default now()
);

-- Empty after a crash of the database: whoever waits asks again.
create unlogged table policy_previews (
  id text primary key,
  state text not null check (state in ('running', 'done', 'failed', 'cancelled')),
  percent integer not null default 0,
  report jsonb,
  created_at timestamptz not null default now(),
  beat_at timestamptz not null default now()
);
create index on policy_previews (created_at);
`,
};
