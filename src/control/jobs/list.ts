import type { CheckpointWriter } from '#audit/index.ts';
import type { AuditLog } from '#contracts/events.ts';
import type { SeenGateway, Store } from '#store/index.ts';
import { endExpiredSessions } from './end-expired-sessions.ts';
import { endOverdueTrials } from './end-overdue-trials.ts';
import { enforceDuePolicies } from './enforce-due-policies.ts';
import type { ServiceContext } from '../services/index.ts';
import type { Job } from './jobs.ts';
import { noteGateways } from './note-gateways.ts';
import { packCheckpoints } from './pack-checkpoints.ts';
import { recordLostLines } from './record-lost-lines.ts';
import { removeOldRows } from './remove-old-rows.ts';
import { watchSecondPerson } from './watch-second-person.ts';
import { watchPolicyTests } from './watch-policy-tests.ts';
import { writeCheckpoints } from './write-checkpoints.ts';

/** What the jobs of a replica work with. */
export interface JobParts {
  readonly store: Store;
  readonly audit: AuditLog;
  readonly checkpoints: CheckpointWriter;
  /** The gateways that have a stream to this replica. */
  readonly gateways: () => readonly SeenGateway[];
  /** Audit lines that each place beside the database did not get, since the start. */
  readonly lostLines: () => ReadonlyMap<string, number>;
}

/** Every job of a control replica; another one is one file and one line here. */
export function controlJobs(parts: JobParts): readonly Job[] {
  return [
    writeCheckpoints(parts),
    packCheckpoints(parts),
    endExpiredSessions(parts),
    endOverdueTrials(parts),
    noteGateways(parts),
    removeOldRows(parts),
    recordLostLines(parts),
  ];
}

/** Jobs that decide, and so need what use cases have. */
export function policyJobs(context: ServiceContext): readonly Job[] {
  return [enforceDuePolicies(context), watchPolicyTests(context), watchSecondPerson(context)];
}
