import type { Migration } from './migration.ts';

/** Apps and their tags, policies and their revisions, the gateways that serve them. */
export const apps: Migration = {
  number: 4,
  name: 'apps',
  sql: `
create table apps (
  id text primary key,
  name text not null unique,
  title text not null default '',
  host text unique,
  kind text not null check (kind in ('web', 'tcp', 'federated')),
  system text unique,
  state text not null default 'enabled' check (state in ('enabled', 'disabled')),
  spec jsonb not null,
  sensitivity text not null default 'medium' check (sensitivity in ('low', 'medium', 'high')),
  labels text[] not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now()
);
create index on apps (created_at, id);

create table tags (
  name text primary key,
  description text not null default '',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now()
);

create table tag_parents (
  tag text not null references tags on delete cascade on update cascade,
  parent text not null references tags on delete cascade on update cascade,
  primary key (tag, parent),
  check (tag <> parent)
);

create table app_tags (
  app_id text not null references apps on delete cascade,
  tag text not null references tags on delete cascade on update cascade,
  primary key (app_id, tag)
);
create index on app_tags (tag);

create table policies (
  id text primary key,
  name text not null unique,
  title text not null,
  text text not null,
  mode text not null check (mode in ('enforce', 'observe')),
  enabled boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now()
);
create index on policies (created_at, id);

create table policy_revisions (
  revision integer primary key,
  snapshot jsonb not null,
  author jsonb not null,
  message text not null default '',
  published_at timestamptz not null default now()
);

create table gateways (
  id text primary key,
  name text not null unique,
  serial text,
  fingerprint text,
  state text not null default 'enabled' check (state in ('enabled', 'disabled')),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  last_seen_at timestamptz
);
create index on gateways (created_at, id);

create table join_tokens (
  id text primary key,
  hash text not null unique,
  name text not null,
  uses_left integer not null check (uses_left >= 0),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
`,
};
