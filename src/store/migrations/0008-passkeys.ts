import type { Migration } from './migration.ts';

/** Passkeys (WebAuthn), and which of the challenges that were signed for them are used up. */
export const passkeys: Migration = {
  number: 8,
  name: 'passkeys',
  sql: `
create table passkeys (
  id text primary key,
  person_id text not null references people on delete cascade,
  credential_id text not null unique,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null default '{}',
  model text not null,
  may_be_backed_up boolean not null,
  backed_up boolean not null,
  name text not null,
  copied_at timestamptz,
  created_at timestamptz not null default now(),
  used_at timestamptz
);
create index on passkeys (person_id, created_at);

create table spent_challenges (
  hash text primary key,
  expires_at timestamptz not null
);
create index on spent_challenges (expires_at);
`,
};
