import type { Migration } from './migration.ts';

/** Keys, the audit chains, what decisions were made of, and what lives at this moment. */
export const evidence: Migration = {
  number: 5,
  name: 'evidence',
  sql: `
create table keys (
  kid text primary key,
  purpose text not null check (purpose in ('ca', 'grant', 'assertion', 'audit', 'code', 'tls')),
  alg text not null,
  sealed_private bytea not null,
  public text not null,
  state text not null check (state in ('next', 'active', 'retiring', 'retired')),
  not_before timestamptz not null,
  not_after timestamptz not null,
  created_at timestamptz not null default now()
);
create index on keys (purpose, state);

-- A record's bytes and hash are the chain. The payload may be erased: the bytes name it by a salted hash only.
create table audit_records (
  chain text not null,
  seq bigint not null,
  at timestamptz not null,
  kind text not null,
  about text[] not null,
  bytes bytea not null,
  hash bytea not null,
  salt bytea,
  payload bytea,
  primary key (chain, seq)
);
create index on audit_records (at, chain, seq);
create index on audit_records using gin (about);

create table audit_checkpoints (
  number bigint primary key,
  at timestamptz not null,
  bytes bytea not null,
  kid text not null,
  signature bytea not null
);

create table decision_inputs (
  digest text primary key,
  bytes bytea not null,
  created_at timestamptz not null default now()
);

-- Empty after a crash of the database: absent, so shown as gone and judged as unknown.
create unlogged table live_connections (
  id text primary key,
  gateway_id text not null,
  grant_id text not null,
  session_id text not null,
  person_id text not null,
  app_id text not null,
  protocol text not null,
  address text not null,
  opened_at timestamptz not null
);
create index on live_connections (gateway_id);
create index on live_connections (session_id);
create index on live_connections (opened_at, id);

create unlogged table presence (
  subject text primary key,
  replica text not null,
  last_seen timestamptz not null
);
`,
};
