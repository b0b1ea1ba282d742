import type { ChangeKind } from '#contracts/changes.ts';
import type { Actor } from '#contracts/events.ts';
import type * as app from './app-tables.ts';
import type { Defaulted, GeneratedAlways, Json, MaybeTime, Time, Version } from './column-types.ts';
import type * as evidence from './evidence-tables.ts';
import type * as people from './people-tables.ts';
import type * as session from './session-tables.ts';

interface InstallationTable {
  onlyRow: GeneratedAlways<true>;
  epoch: string;
  prunedThrough: Defaulted<number>;
  claimedAt: MaybeTime;
  createdAt: Time;
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
  throttles: people.ThrottlesTable;
  sessions: session.SessionsTable;
  hostTokens: session.HostTokensTable;
  codes: session.CodesTable;
  links: session.LinksTable;
  journeys: session.JourneysTable;
  apiTokens: session.ApiTokensTable;
  apps: app.AppsTable;
  tags: app.TagsTable;
  tagParents: app.TagParentsTable;
  appTags: app.AppTagsTable;
  policies: app.PoliciesTable;
  policyRevisions: app.PolicyRevisionsTable;
  gateways: app.GatewaysTable;
  joinTokens: app.JoinTokensTable;
  keys: evidence.KeysTable;
  auditRecords: evidence.AuditRecordsTable;
  auditCheckpoints: evidence.AuditCheckpointsTable;
  decisionInputs: evidence.DecisionInputsTable;
  liveConnections: evidence.LiveConnectionsTable;
  presence: evidence.PresenceTable;
}
