import type { Migration } from './migration.ts';

/** Sessions and all the short secrets around them. Every secret is stored as its SHA-256, never as itself. */
export const sessions: Migration = {
  number: 3,
  name: 'sessions',
  sql: `
create table sessions (
  id text primary key,
  person_id text not null references people on delete cascade,
  secret_hash text not null unique,
  methods text[] not null,
  authenticated_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  last_active_at timestamptz not null default now(),
  absolute_seconds integer not null check (absolute_seconds > 0),
  idle_seconds integer not null check (idle_seconds > 0),
  address text not null,
  user_agent text not null,
  ended_at timestamptz,
  end_reason text,
  check ((ended_at is null) = (end_reason is null))
);
create index on sessions (person_id) where ended_at is null;
create index on sessions (created_at, id);

create table host_tokens (
  hash text primary key,
  session_id text not null references sessions on delete cascade,
  host text not null,
  methods text[] not null,
  authenticated_at timestamptz not null,
  address text not null,
  user_agent text not null,
  created_at timestamptz not null default now()
);
create index on host_tokens (session_id, host);

create table codes (
  hash text primary key,
  session_id text not null references sessions on delete cascade,
  host text not null,
  nonce_hash text not null,
  methods text[] not null,
  authenticated_at timestamptz not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
create index on codes (expires_at);

create table links (
  id text primary key,
  hash text not null unique,
  kind text not null check (kind in ('setup', 'invitation', 'reset')),
  person_id text references people on delete cascade,
  data jsonb not null default '{}',
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
create index on links (person_id);

create table api_tokens (
  id text primary key,
  hash text not null unique,
  name text not null,
  owner_id text not null references people on delete cascade,
  scopes text[] not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  last_used_at timestamptz
);
create index on api_tokens (owner_id);
create index on api_tokens (created_at, id);
`,
};
