import type { Migration } from './migration.ts';

/** What sign-in keeps between pages, and that a name to sign in by is one person's. */
export const signIn: Migration = {
  number: 6,
  name: 'sign-in',
  sql: `
create table journeys (
  hash text primary key,
  kind text not null,
  sealed bytea not null,
  version integer not null default 1,
  tries integer not null default 0,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index on journeys (expires_at);

-- Addresses identify nobody whom somebody else vouches for; among our own people they are what is typed to sign in.
create unique index people_local_email on people (lower(email)) where issuer = 'local';
`,
};
