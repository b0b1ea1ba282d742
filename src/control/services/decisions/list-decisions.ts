import type { AppId, PersonId, ServiceAccountId } from '#base/ids.ts';
import type { DecisionSummary } from '#contracts/api/decisions.ts';
import type { Outcome } from '#contracts/access.ts';
import type { Page, PageRequest } from '#store/index.ts';
import type { Call } from '../call.ts';
import { sightOf } from '../permit.ts';
import { summaries } from './present-decision.ts';
import { type StoredDecision, storedDecision } from './stored-decision.ts';

/** Pages of records that one request reads at most while none of them is a decision of its own. */
const mostPages = 10;

/**
 * Lists decisions, newest first; whoever may not read everybody's gets their own. A page may be short, since counts
 * of repetitions stand among the records: `next` says whether there is more.
 */
export async function listDecisions(
  call: Call,
  request: PageRequest & {
    readonly person?: PersonId | ServiceAccountId | undefined;
    readonly app?: AppId | undefined;
    readonly outcome?: Outcome | undefined;
  },
): Promise<Page<DecisionSummary>> {
  const sight = await sightOf(call);
  const person = sight.kind === 'own' ? sight.person : request.person;
  const about = [person, request.app].filter((id) => id !== undefined);
  const { limit, outcome } = request;
  const wanted: StoredDecision[] = [];
  let { cursor } = request;
  for (let page = 0; page < mostPages; page += 1) {
    const records = await call.store.audit.list({ cursor, limit, kinds: ['decision-made'], about, outcome });
    for (const record of records.items) {
      const decision = storedDecision(call.auditReading.read(record));
      if (decision !== undefined) wanted.push(decision);
    }
    cursor = records.next;
    if (cursor === undefined || wanted.length > 0) break;
  }
  const items = await summaries(call.store, wanted);
  return cursor === undefined ? { items } : { items, next: cursor };
}
