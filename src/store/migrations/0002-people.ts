import type { Migration } from './migration.ts';

/** People, their groups, what they sign in with, and what keeps guessers slow. */
export const people: Migration = {
  number: 2,
  name: 'people',
  sql: `
create table people (
  id text primary key,
  issuer text not null,
  subject text not null,
  name text not null,
  email text,
  state text not null default 'enabled' check (state in ('invited', 'enabled', 'disabled')),
  roles text[] not null default '{}',
  labels text[] not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  unique (issuer, subject)
);
create index on people (created_at, id);
create index on people using gin (roles);

create table groups (
  id text primary key,
  name text not null unique,
  description text not null default '',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now()
);
create index on groups (created_at, id);

create table memberships (
  group_id text not null references groups on delete cascade,
  person_id text not null references people on delete cascade,
  created_at timestamptz not null default now(),
  primary key (group_id, person_id)
);
create index on memberships (person_id);

create table group_parents (
  group_id text not null references groups on delete cascade,
  parent_id text not null references groups on delete cascade,
  primary key (group_id, parent_id),
  check (group_id <> parent_id)
);
create index on group_parents (parent_id);

create table credentials (
  id text primary key,
  person_id text not null references people on delete cascade,
  kind text not null check (kind in ('password', 'totp', 'recovery')),
  hash text,
  sealed bytea,
  last_step bigint,
  created_at timestamptz not null default now(),
  used_at timestamptz,
  check ((kind = 'totp') = (sealed is not null)),
  check ((kind = 'totp') = (hash is null))
);
create index on credentials (person_id, kind);
create unique index on credentials (person_id) where kind = 'password';

create table throttles (
  key text primary key,
  failures integer not null,
  first_at timestamptz not null,
  last_at timestamptz not null
);
create index on throttles (last_at);
`,
};
