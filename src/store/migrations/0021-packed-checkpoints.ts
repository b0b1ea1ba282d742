import type { Migration } from './migration.ts';

/** Old checkpoints of the audit trail without what follows from the records, and service accounts in sets of files. */
export const packedCheckpoints: Migration = {
  number: 21,
  name: 'packed-checkpoints',
  sql: `
-- Checkpoints first to last in a few bytes each: hashes are left out, since records and predecessors have them. The
-- signature is that of the last one, which by its predecessors' hashes signs all of them.
create table audit_checkpoint_packs (
  last bigint primary key,
  first bigint not null unique check (first <= last),
  packed bytea not null,
  kid text not null,
  signature bytea not null
);

alter table applied_objects drop constraint applied_objects_kind_check;
alter table applied_objects add constraint applied_objects_kind_check
  check (kind in ('tag', 'group', 'app', 'service-account', 'policy', 'policy-test'));
`,
};
