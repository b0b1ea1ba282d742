import type { Migration } from './migration.ts';

/** What lists need to stay fast among a million decisions. */
export const lists: Migration = {
  number: 15,
  name: 'lists',
  sql: `
-- The outcome of a recorded decision, which stands in its payload; null where that was erased or is another kind's.
-- Canonical JSON has its keys in order and escapes quotes in values, so that no value of anybody's can look like it.
create function decision_outcome(payload bytea) returns text
  language sql immutable parallel safe strict
  return substring(convert_from(payload, 'UTF8') from '"decision":.*?"outcome":"(allow|deny|challenge)"');

-- Whoever asks what was refused must not read all that was allowed to find it.
create index audit_records_outcome on audit_records (decision_outcome(payload), at, chain, seq)
  where kind = 'decision-made';
`,
};
