import type { Migration } from './migration.ts';

/** Programs that open applications, and the keys that they open them with. */
export const serviceAccounts: Migration = {
  number: 11,
  name: 'service-accounts',
  sql: `
create table service_accounts (
  id text primary key,
  name text not null unique,
  description text not null default '',
  state text not null default 'enabled' check (state in ('enabled', 'disabled')),
  owner_id text references people on delete set null,
  -- Ids are never used twice, so one that is left over from a removed app opens nothing.
  apps text[] not null default '{}',
  labels text[] not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now()
);
create index on service_accounts (created_at, id);
create index on service_accounts (owner_id);

create table service_account_groups (
  account_id text not null references service_accounts on delete cascade,
  group_id text not null references groups on delete cascade,
  created_at timestamptz not null default now(),
  primary key (account_id, group_id)
);
create index on service_account_groups (group_id);

create table service_keys (
  id text primary key,
  account_id text not null references service_accounts on delete cascade,
  hash text not null unique,
  name text not null,
  -- Absent: all apps of the account.
  apps text[],
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  used_at timestamptz,
  used_from text
);
create index on service_keys (account_id, created_at);
`,
};
