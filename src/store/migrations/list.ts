import { applied } from './0013-applied.ts';
import { apps } from './0004-apps.ts';
import { evidence } from './0005-evidence.ts';
import { gatewaySeats } from './0018-gateway-seats.ts';
import { installation } from './0001-installation.ts';
import { lists } from './0015-lists.ts';
import type { Migration } from './migration.ts';
import { gatewaySoftware } from './0023-gateway-software.ts';
import { packedCheckpoints } from './0021-packed-checkpoints.ts';
import { passkeys } from './0008-passkeys.ts';
import { people } from './0002-people.ts';
import { providers } from './0009-providers.ts';
import { policyVersions } from './0010-policy-versions.ts';
import { reports } from './0012-reports.ts';
import { restored } from './0007-restored.ts';
import { secondPerson } from './0019-second-person.ts';
import { serviceAccounts } from './0011-service-accounts.ts';
import { sessions } from './0003-sessions.ts';
import { signIn } from './0006-sign-in.ts';

/** Every step of the schema, in order. */
export const migrations: readonly Migration[] = [
  installation,
  people,
  sessions,
  apps,
  evidence,
  signIn,
  restored,
  passkeys,
  providers,
  policyVersions,
  serviceAccounts,
  reports,
  applied,
  lists,
  gatewaySeats,
  secondPerson,
  packedCheckpoints,
  gatewaySoftware,
];
