import type { Migration } from './migration.ts';

/** What each gateway runs, so that one that was left behind in an upgrade is seen. */
export const gatewaySoftware: Migration = {
  number: 23,
  name: 'gateway-software',
  sql: `
alter table gateways add column software text;
`,
};
