export type { AdvisoryLock } from './advisory-locks.ts';
export { restoreBackup, type RestoreBackupOptions, type RestoredBackup } from './backup/restore-backup.ts';
export type { BackupSecret } from './backup/sealed-file.ts';
export { writeBackup, type WriteBackupOptions, type WrittenBackup } from './backup/write-backup.ts';
export { createFeed, type Feed, type FeedOptions } from './feed.ts';
export type { DatabaseConfig } from './pool.ts';
export {
  openStore,
  type Changed,
  type ChangeOf,
  type NewChange,
  type Store,
  type StoreOptions,
} from './store.ts';
export {
  positionOf,
  sealedColumns,
  type SealedTable,
  type SealedValue,
} from './repositories/sealed-values.ts';
export type { Repositories } from './repositories/repositories.ts';
export type { Page, PageRequest } from './repositories/cursor.ts';
export type { Versioned, WriteRefusal } from './repositories/versioned.ts';
export type { ApiTokenRow, NewApiToken } from './repositories/api-tokens.ts';
export type { AppEdit, AppRow, NewApp } from './repositories/apps.ts';
export type {
  AuditCheckpointRow,
  CheckpointPackRow,
  AuditRecordRow,
  AuditRequest,
  ChainHead,
} from './repositories/audit-records.ts';
export type { BurntCode, NewCode } from './repositories/codes.ts';
export type { CredentialRow } from './repositories/credentials.ts';
export type {
  GatewayEdit,
  GatewayRow,
  JoinTokenRow,
  NewGateway,
  SeenGateway,
} from './repositories/gateways.ts';
export type { DirectGroup, MemberRow } from './repositories/group-members.ts';
export type { GroupEdit, GroupRow, NewGroup } from './repositories/groups.ts';
export type { HostTokenRow, NewHostToken, TokenWithSession } from './repositories/host-tokens.ts';
export type { KeyRow, NewKey } from './repositories/keys.ts';
export type { LinkRow, NewLink } from './repositories/links.ts';
export type { LiveConnectionRow, PresenceRow } from './repositories/live.ts';
export type { NewPasskeyRow, PasskeyRow } from './repositories/passkeys.ts';
export type { NewPerson, PersonEdit, PersonRow } from './repositories/people.ts';
export type {
  NewPolicy,
  NewRevision,
  PolicyEdit,
  PolicyRevisionRow,
  PolicyRow,
} from './repositories/policies.ts';
export type { NewServiceAccountRow, ServiceAccountRow } from './repositories/service-accounts.ts';
export type { KeyOfAccount, KeyTally, KeyUse, ServiceKeyRow } from './repositories/service-keys.ts';
export type { NewReport, ReportRow } from './repositories/reports.ts';
export type { NewSession, SessionRow } from './repositories/sessions.ts';
export type { SettingRow } from './repositories/settings.ts';
export type { IdentityRow, NewIdentity } from './repositories/identities.ts';
export type { ProviderSessionRow, NewProviderSession } from './repositories/provider-sessions.ts';
export type { NewProvider, ProviderEdit, ProviderRow } from './repositories/providers.ts';
export type { PersonToSignIn, SessionBySecret } from './repositories/sign-in.ts';
export type { ThrottlePace } from './repositories/throttles.ts';
export type { Failures } from './repositories/throttles.ts';
export type { TagRow, TagWithPlace } from './repositories/tags.ts';
export type { KeyPurpose, KeyState } from './tables/evidence-tables.ts';
export type { Invalidated, RestoreNote } from './tables/tables.ts';
export type { LinkKind } from './tables/session-tables.ts';
export type { PolicyTestRow } from './repositories/policy-tests.ts';
export type { NewProposal, ProposalRow } from './repositories/proposals.ts';
export type { NewWeakening, Watcher, WeakeningRow, WhichWeakenings } from './repositories/weakenings.ts';
export type { Ask, ProposingCaller } from './tables/proposal-tables.ts';
export type { PolicyPreviewRow } from './repositories/policy-previews.ts';
