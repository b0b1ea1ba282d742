import type { Migration } from './migration.ts';

/** What was made by applying files, dates from which policies are enforced, and what tests of the policies came to. */
export const applied: Migration = {
  number: 13,
  name: 'applied',
  sql: `
-- What an apply made under the name of a set: only that may go when the files no longer have it. An object that is
-- gone leaves its row until the set is applied again; ids are never used twice, and a tag is looked up before it goes.
create table applied_objects (
  set_name text not null,
  kind text not null check (kind in ('tag', 'group', 'app', 'policy', 'policy-test')),
  object text not null,
  primary key (set_name, kind, object)
);

-- From when a policy that only observes is enforced, and why it was not when its time came.
alter table policies add column enforce_from timestamptz;
alter table policies add column enforce_problem text;

-- Since when a sentence does not hold, and why: writes of policies keep it true, other writes may break it.
alter table policy_tests add column broken_since timestamptz;
alter table policy_tests add column broken_why text;
`,
};
