import type { Migration } from './migration.ts';

/** What a restore leaves behind for the first start after it to put on record. */
export const restored: Migration = {
  number: 7,
  name: 'restored',
  sql: `
alter table installation add column restored jsonb;
`,
};
