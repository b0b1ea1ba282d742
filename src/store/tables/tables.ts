import type { ColumnType } from 'kysely';
import type { ChangeKind } from '#contracts/changes.ts';
import type { Actor } from '#contracts/events.ts';
import type * as app from './app-tables.ts';
import type { Defaulted, GeneratedAlways, Json, MaybeTime, Time, Version } from './column-types.ts';
import type * as evidence from './evidence-tables.ts';
import type * as passkey from './passkey-tables.ts';
import type * as people from './people-tables.ts';
import type * as proposal from './proposal-tables.ts';
import type * as provider from './provider-tables.ts';
import type * as service from './service-tables.ts';
import type * as report from './report-tables.ts';
import type * as session from './session-tables.ts';

/** What a restore did, in the words of the audit record that tells of it. */
export interface RestoreNote {
  /** When the backup was made, ISO 8601. */
  readonly backupMadeAt: string;
  /** When it was restored, ISO 8601, by the database's clock. */
  readonly restoredAt: string;
  readonly tables: number;
  readonly rows: number;
  readonly credentials: 'kept' | 'invalidated';
  readonly invalidated: Invalidated;
}

/** How many of each came back from a backup and were made worthless. */
export interface Invalidated {
  readonly sessions: number;
  readonly links: number;
  readonly joinTokens: number;
  readonly recoveryCodes: number;
  readonly apiTokens: number;
  /** Keys of service accounts; absent in notes that an older Sallyport left. */
  readonly serviceKeys?: number;
}

interface InstallationTable {
  onlyRow: GeneratedAlways<true>;
  epoch: string;
  prunedThrough: Defaulted<number>;
  claimedAt: MaybeTime;
  createdAt: Time;
  /** What a restore came to, until it stands on record. */
  restored: ColumnType<RestoreNote | null, never, null>;
}

interface SettingsTable {
  key: string;
  value: Json;
  version: Version;
  changedAt: Time;
}

interface ChangesTable {
  id: GeneratedAlways<number>;
  kind: ChangeKind;
  subjects: string[];
  cause: string;
  actor: Json<Actor>;
  at: Time;
}

interface ReplicasTable {
  id: string;
  startedAt: Time;
  beatAt: Time;
}

/** Every table by its name in code; columns are snake_case in the database. */
export interface Tables {
  installation: InstallationTable;
  settings: SettingsTable;
  changes: ChangesTable;
  replicas: ReplicasTable;
  people: people.PeopleTable;
  groups: people.GroupsTable;
  memberships: people.MembershipsTable;
  groupParents: people.GroupParentsTable;
  credentials: people.CredentialsTable;
  passkeys: passkey.PasskeysTable;
  spentChallenges: passkey.SpentChallengesTable;
  throttles: people.ThrottlesTable;
  providers: provider.ProvidersTable;
  reports: report.ReportsTable;
  weakenings: proposal.WeakeningsTable;
  proposals: proposal.ProposalsTable;
  identities: provider.IdentitiesTable;
  providerMemberships: provider.ProviderMembershipsTable;
  providerSessions: provider.ProviderSessionsTable;
  usedLogoutTokens: provider.UsedLogoutTokensTable;
  sessions: session.SessionsTable;
  hostTokens: session.HostTokensTable;
  codes: session.CodesTable;
  links: session.LinksTable;
  journeys: session.JourneysTable;
  apiTokens: session.ApiTokensTable;
  serviceAccounts: service.ServiceAccountsTable;
  serviceAccountGroups: service.ServiceAccountGroupsTable;
  serviceKeys: service.ServiceKeysTable;
  apps: app.AppsTable;
  tags: app.TagsTable;
  tagParents: app.TagParentsTable;
  appTags: app.AppTagsTable;
  policies: app.PoliciesTable;
  policyRevisions: app.PolicyRevisionsTable;
  policyTrials: app.PolicyTrialsTable;
  policyTests: app.PolicyTestsTable;
  policyPreviews: app.PolicyPreviewsTable;
  appliedObjects: app.AppliedObjectsTable;
  gateways: app.GatewaysTable;
  joinTokens: app.JoinTokensTable;
  keys: evidence.KeysTable;
  auditRecords: evidence.AuditRecordsTable;
  auditCheckpoints: evidence.AuditCheckpointsTable;
  auditCheckpointPacks: evidence.AuditCheckpointPacksTable;
  decisionInputs: evidence.DecisionInputsTable;
  liveConnections: evidence.LiveConnectionsTable;
  presence: evidence.PresenceTable;
}
