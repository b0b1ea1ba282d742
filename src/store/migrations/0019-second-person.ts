import type { Migration } from './migration.ts';

/** Changes that weakened protection until another person has seen them, and changes that wait for a second person. */
export const secondPerson: Migration = {
  number: 19,
  name: 'second-person',
  sql: `
create table weakenings (
  id text primary key,
  actor jsonb not null,
  -- Whose hand it was, also where a token acted; null: nobody's, or the machine's own socket.
  person_id text,
  weakens jsonb not null,
  difference jsonb not null,
  revision integer,
  approved_by jsonb,
  past_second_person boolean not null default false,
  created_at timestamptz not null default now(),
  acknowledged_at timestamptz,
  acknowledged_by jsonb,
  check ((acknowledged_at is null) = (acknowledged_by is null))
);
create index on weakenings (created_at, id);
create index on weakenings (created_at, id) where acknowledged_at is null;

create table proposals (
  id text primary key,
  operation text not null,
  -- The request, sealed: it may hold a secret of a provider.
  sealed bytea not null,
  -- Of what it would write; approved, it writes that or nothing.
  digest text not null,
  base_revision integer,
  weakens jsonb not null,
  difference jsonb not null,
  draft jsonb,
  asks jsonb not null,
  message text not null default '',
  -- Whoever is removed takes their proposals with them.
  proposer_id text not null references people on delete cascade,
  caller jsonb not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  state text not null default 'open' check (state in ('open', 'approved', 'rejected', 'withdrawn')),
  decided_at timestamptz,
  decided_by jsonb,
  check ((state = 'open') = (decided_at is null)),
  check ((decided_at is null) = (decided_by is null))
);
create index on proposals (created_at, id);
create index on proposals (proposer_id) where state = 'open';
`,
};
