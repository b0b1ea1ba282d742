import type { Migration } from './migration.ts';

/** Other providers that vouch for people, whom they vouch for, and what they say of groups. */
export const providers: Migration = {
  number: 9,
  name: 'providers',
  sql: `
create table providers (
  id text primary key,
  name text not null unique,
  title text not null,
  issuer text not null unique,
  client_id text not null,
  sealed bytea,
  settings jsonb not null,
  state text not null default 'enabled' check (state in ('enabled', 'disabled')),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now()
);

-- The key is who vouches and by what stable name: two people never share one, and an address is no part of it.
create table identities (
  issuer text not null,
  subject text not null,
  provider_id text not null references providers on delete cascade,
  person_id text not null references people on delete cascade,
  login text,
  groups_state text not null default 'none' check (groups_state in ('none', 'known', 'unknown')),
  groups_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  used_at timestamptz not null default now(),
  primary key (issuer, subject)
);
create index on identities (person_id);
create index on identities (provider_id, groups_at) where groups_state = 'known';

-- Apart from memberships, so that what a provider says never overwrites what was said here.
create table provider_memberships (
  person_id text not null references people on delete cascade,
  group_id text not null references groups on delete cascade,
  provider_id text not null references providers on delete cascade,
  created_at timestamptz not null default now(),
  primary key (person_id, group_id, provider_id)
);
create index on provider_memberships (group_id);

create table provider_sessions (
  session_id text primary key references sessions on delete cascade,
  provider_id text not null references providers on delete cascade,
  issuer text not null,
  subject text not null,
  sid text,
  sealed bytea,
  refreshed_at timestamptz not null default now(),
  due_at timestamptz,
  tries integer not null default 0
);
create index on provider_sessions (provider_id, subject);
create index on provider_sessions (due_at) where due_at is not null;

create table used_logout_tokens (
  hash text primary key,
  expires_at timestamptz not null
);
`,
};
