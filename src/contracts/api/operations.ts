import { apply } from './apply.ts';
import { access } from './access.ts';
import { apps } from './apps.ts';
import { audit } from './audit.ts';
import { connections } from './connections.ts';
import { decisions } from './decisions.ts';
import { events } from './events.ts';
import { gateways } from './gateways.ts';
import { groups } from './groups.ts';
import { installation } from './installation.ts';
import { keys } from './keys.ts';
import type { Operation } from './operation.ts';
import { people } from './people.ts';
import { policies } from './policies.ts';
import { proposals, weakeningOperations } from './proposals.ts';
import { providers } from './providers.ts';
import { sample } from './sample.ts';
import { serviceAccounts } from './service-accounts.ts';
import { reports } from './reports.ts';
import { rights } from './rights.ts';
import { search } from './search.ts';
import { sessions } from './sessions.ts';
import { tags } from './tags.ts';
import { tokens } from './tokens.ts';

/** Every operation of the API, by entity and verb. */
export const api = {
  apps,
  people,
  groups,
  serviceAccounts,
  tags,
  policies,
  apply,
  sessions,
  connections,
  decisions,
  access,
  audit,
  keys,
  gateways,
  tokens,
  providers,
  events,
  search,
  sample,
  proposals,
  weakenings: weakeningOperations,
  reports,
  rights,
  installation,
} as const;

/** All of them as a list, in the order of the document. */
export const operations: readonly Operation[] = Object.values(api).flatMap((entity) =>
  Object.values<Operation>(entity),
);

/** Where the API lies on each host that has it. */
export const apiPath = '/api/v1';

/**
 * The header by which a page of ours proves that it made the request (against forgery across sites). Not one of
 * the `Sallyport-` names: those are the gateway's to say, and it drops them from what clients send.
 */
export const csrfHeader = 'Csrf-Token';
