import type { Endpoint } from '../endpoint.ts';
import { applyPlanEndpoint } from './apply/plan.ts';
import { applyWriteEndpoint } from './apply/write.ts';
import { accessMapEndpoint } from './access/map.ts';
import { accessPersonEndpoint } from './access/person.ts';
import { accessAppEndpoint } from './access/app.ts';
import { accessPublicPathsEndpoint } from './access/public-paths.ts';
import { appsCreateEndpoint } from './apps/create.ts';
import { appsGetEndpoint } from './apps/get.ts';
import { appsListEndpoint } from './apps/list.ts';
import { appsProbeEndpoint } from './apps/probe.ts';
import { appsRemoveEndpoint } from './apps/remove.ts';
import { appsUpdateEndpoint } from './apps/update.ts';
import { auditExportEndpoint } from './audit/export.ts';
import { auditListEndpoint } from './audit/list.ts';
import { auditVerifyEndpoint } from './audit/verify.ts';
import { connectionsCutEndpoint } from './connections/cut.ts';
import { connectionsListEndpoint } from './connections/list.ts';
import { decisionsGetEndpoint } from './decisions/get.ts';
import { decisionsListEndpoint } from './decisions/list.ts';
import { decisionsAgainEndpoint } from './decisions/again.ts';
import { decisionsWhyEndpoint } from './decisions/why.ts';
import { eventsStreamEndpoint } from './events/stream.ts';
import { gatewaysDisableEndpoint } from './gateways/disable.ts';
import { gatewaysEnableEndpoint } from './gateways/enable.ts';
import { gatewaysJoinTokenEndpoint } from './gateways/join-token.ts';
import { gatewaysListEndpoint } from './gateways/list.ts';
import { groupsAddEndpoint } from './groups/add.ts';
import { groupsCreateEndpoint } from './groups/create.ts';
import { groupsDropEndpoint } from './groups/drop.ts';
import { groupsGetEndpoint } from './groups/get.ts';
import { groupsListEndpoint } from './groups/list.ts';
import { groupsMembersEndpoint } from './groups/members.ts';
import { groupsProgramsEndpoint } from './groups/programs.ts';
import { groupsRemoveEndpoint } from './groups/remove.ts';
import { groupsUpdateEndpoint } from './groups/update.ts';
import { installationAcknowledgeEndpoint } from './installation/acknowledge.ts';
import { installationAttentionEndpoint } from './installation/attention.ts';
import { installationAuthoritiesEndpoint } from './installation/authorities.ts';
import { installationBackupEndpoint } from './installation/backup.ts';
import { installationChangeSettingsEndpoint } from './installation/change-settings.ts';
import { installationInForceEndpoint } from './installation/in-force.ts';
import { installationMeEndpoint } from './installation/me.ts';
import { installationRecoverOwnerEndpoint } from './installation/recover-owner.ts';
import { installationRecoverPoliciesEndpoint } from './installation/recover-policies.ts';
import { installationRecoverSessionsEndpoint } from './installation/recover-sessions.ts';
import { installationSettingsEndpoint } from './installation/settings.ts';
import { installationSetupLinkEndpoint } from './installation/setup-link.ts';
import { installationStatusEndpoint } from './installation/status.ts';
import { keysListEndpoint } from './keys/list.ts';
import { keysRotateEndpoint } from './keys/rotate.ts';
import { peopleGetEndpoint } from './people/get.ts';
import { peopleGroupsEndpoint } from './people/groups.ts';
import { peopleIdentitiesEndpoint } from './people/identities.ts';
import { peopleRemovePasskeyEndpoint } from './people/remove-passkey.ts';
import { peopleInviteEndpoint } from './people/invite.ts';
import { peopleListEndpoint } from './people/list.ts';
import { peopleMethodsEndpoint } from './people/methods.ts';
import { peopleRemoveEndpoint } from './people/remove.ts';
import { peopleResetLinkEndpoint } from './people/reset-link.ts';
import { peopleUpdateEndpoint } from './people/update.ts';
import { policiesCheckEndpoint } from './policies/check.ts';
import { policiesCreateEndpoint } from './policies/create.ts';
import { policiesGetEndpoint } from './policies/get.ts';
import { policiesListEndpoint } from './policies/list.ts';
import { policiesObservedEndpoint } from './policies/observed.ts';
import { policiesRemoveEndpoint } from './policies/remove.ts';
import { policiesConfirmEndpoint } from './policies/confirm.ts';
import { policiesDifferenceEndpoint } from './policies/difference.ts';
import { policiesPublishEndpoint } from './policies/publish.ts';
import { policiesRevisionEndpoint } from './policies/revision.ts';
import { policiesRollBackEndpoint } from './policies/roll-back.ts';
import { policiesRevisionsEndpoint } from './policies/revisions.ts';
import { policiesListTestsEndpoint } from './policies/list-tests.ts';
import { policiesAddTestEndpoint } from './policies/add-test.ts';
import { policiesRemoveTestEndpoint } from './policies/remove-test.ts';
import { policiesTestEndpoint } from './policies/test.ts';
import { policiesPreviewEndpoint } from './policies/preview.ts';
import { policiesGetPreviewEndpoint } from './policies/get-preview.ts';
import { policiesCancelPreviewEndpoint } from './policies/cancel-preview.ts';
import { policiesUpdateEndpoint } from './policies/update.ts';
import { providersCreateEndpoint } from './providers/create.ts';
import { providersGetEndpoint } from './providers/get.ts';
import { providersListEndpoint } from './providers/list.ts';
import { providersRemoveEndpoint } from './providers/remove.ts';
import { providersTestEndpoint } from './providers/test.ts';
import { providersUnlinkEndpoint } from './providers/unlink.ts';
import { providersUpdateEndpoint } from './providers/update.ts';
import { sampleGetEndpoint } from './sample/get.ts';
import { sampleProtectEndpoint } from './sample/protect.ts';
import { meRightsEndpoint } from './installation/rights.ts';
import { proposalsApproveEndpoint } from './proposals/approve.ts';
import { proposalsGetEndpoint } from './proposals/get.ts';
import { proposalsListEndpoint } from './proposals/list.ts';
import { proposalsRejectEndpoint } from './proposals/reject.ts';
import { proposalsWithdrawEndpoint } from './proposals/withdraw.ts';
import { weakeningsAcknowledgeEndpoint } from './weakenings/acknowledge.ts';
import { weakeningsListEndpoint } from './weakenings/list.ts';
import { reportsAcknowledgeEndpoint } from './reports/acknowledge.ts';
import { reportsListEndpoint } from './reports/list.ts';
import { sessionsEndAllOfEndpoint } from './sessions/end-all-of.ts';
import { serviceAccountsListEndpoint } from './service-accounts/list.ts';
import { serviceAccountsGetEndpoint } from './service-accounts/get.ts';
import { serviceAccountsCreateEndpoint } from './service-accounts/create.ts';
import { serviceAccountsUpdateEndpoint } from './service-accounts/update.ts';
import { serviceAccountsRemoveEndpoint } from './service-accounts/remove.ts';
import { serviceAccountsKeysEndpoint } from './service-accounts/keys.ts';
import { serviceAccountsAddKeyEndpoint } from './service-accounts/add-key.ts';
import { serviceAccountsEndKeyEndpoint } from './service-accounts/end-key.ts';
import { serviceAccountsRevokeKeyEndpoint } from './service-accounts/revoke-key.ts';
import { searchFindEndpoint } from './search/find.ts';
import { sessionsEndAllEndpoint } from './sessions/end-all.ts';
import { sessionsEndEndpoint } from './sessions/end.ts';
import { sessionsListEndpoint } from './sessions/list.ts';
import { tagsCreateEndpoint } from './tags/create.ts';
import { tagsListEndpoint } from './tags/list.ts';
import { tagsRemoveEndpoint } from './tags/remove.ts';
import { tagsUpdateEndpoint } from './tags/update.ts';
import { tokensCreateEndpoint } from './tokens/create.ts';
import { tokensListEndpoint } from './tokens/list.ts';
import { tokensRevokeEndpoint } from './tokens/revoke.ts';

/** Every operation that is served, in the order of the document; a new verb is one file and one line here. */
export const endpoints: readonly Endpoint[] = [
  appsListEndpoint,
  appsGetEndpoint,
  appsCreateEndpoint,
  appsUpdateEndpoint,
  appsRemoveEndpoint,
  appsProbeEndpoint,
  peopleListEndpoint,
  peopleGetEndpoint,
  peopleInviteEndpoint,
  peopleUpdateEndpoint,
  peopleRemoveEndpoint,
  peopleMethodsEndpoint,
  peopleGroupsEndpoint,
  peopleIdentitiesEndpoint,
  peopleRemovePasskeyEndpoint,
  peopleResetLinkEndpoint,
  groupsListEndpoint,
  groupsGetEndpoint,
  groupsCreateEndpoint,
  groupsUpdateEndpoint,
  groupsRemoveEndpoint,
  groupsMembersEndpoint,
  groupsProgramsEndpoint,
  groupsAddEndpoint,
  groupsDropEndpoint,
  serviceAccountsListEndpoint,
  serviceAccountsGetEndpoint,
  serviceAccountsCreateEndpoint,
  serviceAccountsUpdateEndpoint,
  serviceAccountsRemoveEndpoint,
  serviceAccountsKeysEndpoint,
  serviceAccountsAddKeyEndpoint,
  serviceAccountsEndKeyEndpoint,
  serviceAccountsRevokeKeyEndpoint,
  tagsListEndpoint,
  tagsCreateEndpoint,
  tagsUpdateEndpoint,
  tagsRemoveEndpoint,
  policiesListEndpoint,
  policiesGetEndpoint,
  policiesCreateEndpoint,
  policiesUpdateEndpoint,
  policiesRemoveEndpoint,
  policiesCheckEndpoint,
  policiesObservedEndpoint,
  policiesRevisionsEndpoint,
  policiesRevisionEndpoint,
  policiesDifferenceEndpoint,
  policiesRollBackEndpoint,
  policiesPublishEndpoint,
  policiesConfirmEndpoint,
  policiesListTestsEndpoint,
  policiesAddTestEndpoint,
  policiesRemoveTestEndpoint,
  policiesTestEndpoint,
  policiesPreviewEndpoint,
  policiesGetPreviewEndpoint,
  policiesCancelPreviewEndpoint,
  applyPlanEndpoint,
  applyWriteEndpoint,
  sessionsListEndpoint,
  sessionsEndEndpoint,
  sessionsEndAllOfEndpoint,
  sessionsEndAllEndpoint,
  connectionsListEndpoint,
  connectionsCutEndpoint,
  decisionsListEndpoint,
  decisionsGetEndpoint,
  decisionsWhyEndpoint,
  decisionsAgainEndpoint,
  accessMapEndpoint,
  accessPersonEndpoint,
  accessAppEndpoint,
  accessPublicPathsEndpoint,
  auditListEndpoint,
  auditExportEndpoint,
  auditVerifyEndpoint,
  keysListEndpoint,
  keysRotateEndpoint,
  gatewaysListEndpoint,
  gatewaysJoinTokenEndpoint,
  gatewaysDisableEndpoint,
  gatewaysEnableEndpoint,
  tokensListEndpoint,
  tokensCreateEndpoint,
  tokensRevokeEndpoint,
  providersListEndpoint,
  providersGetEndpoint,
  providersCreateEndpoint,
  providersUpdateEndpoint,
  providersRemoveEndpoint,
  providersTestEndpoint,
  providersUnlinkEndpoint,
  eventsStreamEndpoint,
  searchFindEndpoint,
  sampleGetEndpoint,
  sampleProtectEndpoint,
  proposalsListEndpoint,
  proposalsGetEndpoint,
  proposalsApproveEndpoint,
  proposalsRejectEndpoint,
  proposalsWithdrawEndpoint,
  weakeningsListEndpoint,
  weakeningsAcknowledgeEndpoint,
  reportsListEndpoint,
  reportsAcknowledgeEndpoint,
  installationMeEndpoint,
  meRightsEndpoint,
  installationSettingsEndpoint,
  installationChangeSettingsEndpoint,
  installationStatusEndpoint,
  installationAttentionEndpoint,
  installationAcknowledgeEndpoint,
  installationAuthoritiesEndpoint,
  installationInForceEndpoint,
  installationSetupLinkEndpoint,
  installationRecoverOwnerEndpoint,
  installationRecoverSessionsEndpoint,
  installationRecoverPoliciesEndpoint,
  installationBackupEndpoint,
];
