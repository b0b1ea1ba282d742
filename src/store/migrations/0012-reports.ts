import type { Migration } from './migration.ts';

/** What people say was not them, which sign-ins they were shown, and passwords that open nothing until changed. */
export const reports: Migration = {
  number: 12,
  name: 'reports',
  sql: `
alter table credentials add column locked_at timestamptz;

-- When its person was shown this sign-in and knew it.
alter table sessions add column seen_at timestamptz;
update sessions set seen_at = created_at;
create index on sessions (person_id, created_at);

create table reports (
  id text primary key,
  person_id text not null references people on delete cascade,
  kind text not null check (kind in ('sign-in', 'passkey', 'provider')),
  -- What was reported, and as it was then: it may be gone since.
  about_id text not null,
  about jsonb not null,
  done jsonb not null,
  created_at timestamptz not null default now(),
  acknowledged_at timestamptz,
  acknowledged_by jsonb,
  check ((acknowledged_at is null) = (acknowledged_by is null))
);
create index on reports (created_at, id);
-- Said twice before anybody looked, it is one report.
create unique index on reports (person_id, about_id) where acknowledged_at is null;
`,
};
