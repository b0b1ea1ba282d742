import type { Migration } from './migration.ts';

/** The installation itself, its settings, and the feed of changes with those who read it. */
export const installation: Migration = {
  number: 1,
  name: 'installation',
  sql: `
create table installation (
  only_row boolean primary key default true check (only_row),
  epoch uuid not null default gen_random_uuid(),
  pruned_through bigint not null default 0,
  claimed_at timestamptz,
  created_at timestamptz not null default now()
);
insert into installation default values;

create table settings (
  key text primary key,
  value jsonb not null,
  version integer not null default 1,
  changed_at timestamptz not null default now()
);

create table changes (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('revoke', 'recheck', 'config')),
  subjects text[] not null,
  cause text not null,
  actor jsonb not null,
  at timestamptz not null default clock_timestamp()
);

create table replicas (
  id text primary key,
  started_at timestamptz not null default now(),
  beat_at timestamptz not null default now()
);

-- The lock is taken before the id is drawn and held until commit, so ids are in the order of commits. Without
-- it a transaction that draws 1 and commits after 2 is never seen by a reader that asks for what is past 2.
create function append_change(kind text, subjects text[], cause text, actor jsonb) returns bigint
language plpgsql as $$
declare appended bigint;
begin
  perform pg_advisory_xact_lock(23121, 2);
  insert into changes (kind, subjects, cause, actor) values (kind, subjects, cause, actor)
    returning id into appended;
  perform pg_notify('sallyport_changes', appended::text);
  return appended;
end $$;
`,
};
