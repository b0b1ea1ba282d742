import type { Command } from '../command.ts';
import { createApp } from './apps/create.ts';
import { applyCommand } from './apply.ts';
import { completionCommand } from './completion.ts';
import { attention } from './attention.ts';
import { exportCommand } from './export.ts';
import { listApps } from './apps/list.ts';
import { reachOfApp } from './apps/reach.ts';
import { showApp } from './apps/show.ts';
import { updateApp } from './apps/update.ts';
import { probeApp } from './apps/probe.ts';
import { removeApp } from './apps/remove.ts';
import { disableApp, enableApp } from './apps/set-state.ts';
import { exportAudit } from './audit/export.ts';
import { listAudit } from './audit/list.ts';
import { verifyAudit } from './audit/verify.ts';
import { backup } from './backup.ts';
import { cutConnection } from './connections/cut.ts';
import { listConnections } from './connections/list.ts';
import { listDecisions } from './decisions/list.ts';
import { why, whyWord } from './decisions/why.ts';
import { doctor } from './doctor.ts';
import { joinToken } from './gateways/join-token.ts';
import { listGateways } from './gateways/list.ts';
import { disableGateway, enableGateway } from './gateways/set-state.ts';
import { addMember, dropMember } from './groups/change-members.ts';
import { createGroup } from './groups/create.ts';
import { listGroups } from './groups/list.ts';
import { listMembers } from './groups/members.ts';
import { updateGroup } from './groups/update.ts';
import { removeGroup } from './groups/remove.ts';
import { listKeys } from './keys/list.ts';
import { rotateKey } from './keys/rotate.ts';
import { invitePerson } from './people/invite.ts';
import { listPeople } from './people/list.ts';
import { listMethods } from './people/methods.ts';
import { reachOfPerson } from './people/reach.ts';
import { resetLink } from './people/reset-link.ts';
import { changePerson } from './people/change.ts';
import { removePerson } from './people/remove.ts';
import { disablePerson, enablePerson } from './people/set-state.ts';
import { checkPolicy } from './policies/check.ts';
import { createPolicy } from './policies/create.ts';
import { listPolicies } from './policies/list.ts';
import { observedPolicy } from './policies/observed.ts';
import { removePolicy } from './policies/remove.ts';
import { diffPolicies } from './policies/diff.ts';
import { publishPolicies } from './policies/publish.ts';
import { confirmPolicies, rollBackPolicies } from './policies/roll-back.ts';
import { disablePolicy, enablePolicy } from './policies/set-enabled.ts';
import { showPolicy } from './policies/show.ts';
import { addTest, listTests, removeTest, testPolicies } from './policies/test.ts';
import { updatePolicy } from './policies/update.ts';
import { createProvider } from './providers/create.ts';
import { listProviders } from './providers/list.ts';
import { removeProvider, unlinkPerson } from './providers/remove.ts';
import { showProvider } from './providers/show.ts';
import { testProvider } from './providers/test.ts';
import { disableProvider, enableProvider, updateProvider } from './providers/update.ts';
import { replayPolicies, whatIfPolicies } from './policies/what-if.ts';
import { listVersions } from './policies/versions.ts';
import { recoverSessions } from './recover/end-sessions.ts';
import { recoverOwner } from './recover/owner-link.ts';
import { recoverPolicies } from './recover/policies.ts';
import { addAccount } from './service-accounts/add.ts';
import { changeAccount } from './service-accounts/change.ts';
import { deleteAccount } from './service-accounts/delete.ts';
import { addAccountKey } from './service-accounts/keys-add.ts';
import { endAccountKey } from './service-accounts/keys-end.ts';
import { listAccountKeys } from './service-accounts/keys-list.ts';
import { revokeAccountKey } from './service-accounts/keys-revoke.ts';
import { listAccounts } from './service-accounts/list.ts';
import { disableAccount, enableAccount } from './service-accounts/set-state.ts';
import { showAccount } from './service-accounts/show.ts';
import { approveProposal } from './proposals/approve.ts';
import { listProposals } from './proposals/list.ts';
import { rejectProposal } from './proposals/reject.ts';
import { showProposal } from './proposals/show.ts';
import { withdrawProposal } from './proposals/withdraw.ts';
import { acknowledgeReport } from './reports/acknowledge.ts';
import { listReports } from './reports/list.ts';
import { endSessions } from './sessions/end.ts';
import { listSessions } from './sessions/list.ts';
import { changeSettings } from './settings/change.ts';
import { showSettings } from './settings/show.ts';
import { trust } from './trust/trust.ts';
import { setupLink } from './setup-link.ts';
import { status } from './status.ts';
import { createTag } from './tags/create.ts';
import { listTags } from './tags/list.ts';
import { moveTag } from './tags/move.ts';
import { removeTag } from './tags/remove.ts';
import { createToken } from './tokens/create.ts';
import { listTokens } from './tokens/list.ts';
import { revokeToken } from './tokens/revoke.ts';
import { acknowledgeWeakening } from './weakenings/acknowledge.ts';
import { listWeakenings } from './weakenings/list.ts';

/** Every command, in the order of the help text; a new one is one file and one line here. */
export const commands: readonly Command[] = [
  listApps,
  showApp,
  createApp,
  updateApp,
  removeApp,
  disableApp,
  enableApp,
  probeApp,
  reachOfApp,
  listPeople,
  listMethods,
  reachOfPerson,
  invitePerson,
  changePerson,
  removePerson,
  disablePerson,
  enablePerson,
  resetLink,
  listGroups,
  createGroup,
  updateGroup,
  addMember,
  dropMember,
  listMembers,
  removeGroup,
  listAccounts,
  showAccount,
  addAccount,
  changeAccount,
  disableAccount,
  enableAccount,
  deleteAccount,
  listAccountKeys,
  addAccountKey,
  endAccountKey,
  revokeAccountKey,
  listTags,
  createTag,
  moveTag,
  removeTag,
  listPolicies,
  showPolicy,
  createPolicy,
  updatePolicy,
  disablePolicy,
  enablePolicy,
  checkPolicy,
  observedPolicy,
  removePolicy,
  listVersions,
  diffPolicies,
  publishPolicies,
  rollBackPolicies,
  confirmPolicies,
  testPolicies,
  whatIfPolicies,
  replayPolicies,
  listTests,
  addTest,
  removeTest,
  listSessions,
  endSessions,
  listProposals,
  showProposal,
  approveProposal,
  rejectProposal,
  withdrawProposal,
  listWeakenings,
  acknowledgeWeakening,
  listReports,
  acknowledgeReport,
  listConnections,
  cutConnection,
  listDecisions,
  why,
  whyWord,
  listAudit,
  verifyAudit,
  exportAudit,
  listKeys,
  rotateKey,
  createToken,
  listTokens,
  revokeToken,
  listProviders,
  showProvider,
  createProvider,
  updateProvider,
  testProvider,
  disableProvider,
  enableProvider,
  removeProvider,
  unlinkPerson,
  listGateways,
  joinToken,
  disableGateway,
  enableGateway,
  showSettings,
  changeSettings,
  recoverOwner,
  recoverSessions,
  recoverPolicies,
  applyCommand,
  exportCommand,
  completionCommand,
  setupLink,
  trust,
  status,
  attention,
  backup,
  doctor,
];
