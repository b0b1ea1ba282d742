import type { PersonId } from '#base/ids.ts';
import type { Session } from '#contracts/api/sessions.ts';
import type { Page, PageRequest } from '#store/index.ts';
import type { Call } from '../call.ts';
import { sightOf } from '../permit.ts';
import { presentSessions } from './present-session.ts';

/** Lists sessions; whoever may not read everybody's gets their own, whomever they ask for. */
export async function listSessions(
  call: Call,
  request: PageRequest & {
    readonly person?: PersonId | undefined;
    readonly state: 'live' | 'ended' | 'all';
  },
): Promise<Page<Session>> {
  const sight = await sightOf(call);
  const { cursor, limit, state } = request;
  const person = sight.kind === 'own' ? sight.person : request.person;
  const live = state === 'all' ? undefined : state;
  const page = await call.store.sessions.list({ cursor, limit, person, live });
  return { ...page, items: await presentSessions(call, call.store, page.items) };
}
