export { claimDataDirectory, type DirectoryClaim } from './claim.ts';
export { prepareDataDirectory } from './data-directory.ts';
export {
  openEmbeddedPostgres,
  type DatabaseAddress,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from './open.ts';
export { lackOfRoom } from './room.ts';
export { findServerAccount, type ServerAccount } from './server-account.ts';
export type { PostgresLog } from './postgres-log.ts';
