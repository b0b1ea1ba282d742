import type { Ended } from '#contracts/api/sessions.ts';
import type { Call } from '../call.ts';
import { endEverything } from '../sessions/end-sessions.ts';
import { record } from '../write.ts';

/** Ends every session of everybody, whatever policy says; only the machine's own socket leads here. */
export async function recoverSessions(call: Call): Promise<Ended> {
  await record(call, { kind: 'recovered', about: [], data: { what: 'end-sessions' } });
  return endEverything(call);
}
