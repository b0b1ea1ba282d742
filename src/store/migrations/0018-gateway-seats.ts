import type { Migration } from './migration.ts';

/** Where the gateways of `serve` sit, so that one that joins again is the same one, and stays disabled. */
export const gatewaySeats: Migration = {
  number: 18,
  name: 'gateway-seats',
  sql: `
alter table gateways add column seat text unique;
alter table join_tokens add column seat text;
`,
};
