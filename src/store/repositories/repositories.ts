import type { Executor } from '../pool.ts';
import { apiTokensRepository } from './api-tokens.ts';
import { appliedObjectsRepository } from './applied-objects.ts';
import { appsRepository } from './apps.ts';
import { auditRepository } from './audit-records.ts';
import { codesRepository } from './codes.ts';
import { credentialsRepository } from './credentials.ts';
import { decisionInputsRepository } from './decision-inputs.ts';
import { gatewaysRepository, joinTokensRepository } from './gateways.ts';
import { groupsRepository } from './groups.ts';
import { hostTokensRepository } from './host-tokens.ts';
import { installationRepository } from './installation.ts';
import { journeysRepository } from './journeys.ts';
import { keysRepository } from './keys.ts';
import { linksRepository } from './links.ts';
import { liveConnectionsRepository, presenceRepository } from './live.ts';
import { passkeysRepository } from './passkeys.ts';
import { peopleRepository } from './people.ts';
import { policiesRepository } from './policies.ts';
import { identitiesRepository } from './identities.ts';
import { providerSessionsRepository } from './provider-sessions.ts';
import { providersRepository } from './providers.ts';
import { policyPreviewsRepository } from './policy-previews.ts';
import { policyTestsRepository } from './policy-tests.ts';
import { policyTrialsRepository } from './policy-trials.ts';
import { proposalsRepository } from './proposals.ts';
import { reportsRepository } from './reports.ts';
import { searchRepository } from './search.ts';
import { sealedValuesRepository } from './sealed-values.ts';
import { serviceAccountsRepository } from './service-accounts.ts';
import { serviceKeysRepository } from './service-keys.ts';
import { sessionsRepository } from './sessions.ts';
import { signInRepository } from './sign-in.ts';
import { settingsRepository } from './settings.ts';
import { standingRepository } from './standing.ts';
import { tagsRepository } from './tags.ts';
import { throttlesRepository } from './throttles.ts';
import { weakeningsRepository } from './weakenings.ts';

/** Every repository over one executor: the pool's, where each call stands alone, or a transaction's. */
export function repositories(db: Executor) {
  return {
    apiTokens: apiTokensRepository(db),
    appliedObjects: appliedObjectsRepository(db),
    apps: appsRepository(db),
    audit: auditRepository(db),
    codes: codesRepository(db),
    credentials: credentialsRepository(db),
    decisionInputs: decisionInputsRepository(db),
    gateways: gatewaysRepository(db),
    groups: groupsRepository(db),
    hostTokens: hostTokensRepository(db),
    installation: installationRepository(db),
    joinTokens: joinTokensRepository(db),
    journeys: journeysRepository(db),
    keys: keysRepository(db),
    links: linksRepository(db),
    liveConnections: liveConnectionsRepository(db),
    passkeys: passkeysRepository(db),
    people: peopleRepository(db),
    policies: policiesRepository(db),
    policyPreviews: policyPreviewsRepository(db),
    policyTests: policyTestsRepository(db),
    policyTrials: policyTrialsRepository(db),
    presence: presenceRepository(db),
    proposals: proposalsRepository(db),
    identities: identitiesRepository(db),
    providers: providersRepository(db),
    providerSessions: providerSessionsRepository(db),
    reports: reportsRepository(db),
    search: searchRepository(db),
    sealedValues: sealedValuesRepository(db),
    serviceAccounts: serviceAccountsRepository(db),
    serviceKeys: serviceKeysRepository(db),
    sessions: sessionsRepository(db),
    settings: settingsRepository(db),
    signIn: signInRepository(db),
    standing: standingRepository(db),
    tags: tagsRepository(db),
    throttles: throttlesRepository(db),
    weakenings: weakeningsRepository(db),
  };
}

export type Repositories = Readonly<ReturnType<typeof repositories>>;
