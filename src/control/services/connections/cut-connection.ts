import { isId } from '#base/ids.ts';
import type { Connection } from '#contracts/api/connections.ts';
import type { Call } from '../call.ts';
import { actsForSelf, permit } from '../permit.ts';
import { found, write } from '../write.ts';
import { presentConnections } from './list-connections.ts';

/** The cause that whoever had the connection reads. */
const cause = 'connection-cut';

/**
 * Cuts one connection and nothing else: the change names it, and the gateway that carries it ends it at once. The
 * session and its grants stay, so its page may connect again by itself; whoever must not come back has their session
 * ended instead.
 * @throws Fault `not-found` when it is over already
 */
export async function cutConnection(
  call: Call,
  id: string,
): Promise<Pick<Connection, 'id' | 'person' | 'app' | 'session'>> {
  const listed = await call.store.liveConnections.find(id);
  const holder = listed?.personId;
  const owner = holder !== undefined && isId('person', holder) ? holder : undefined;
  if (!actsForSelf(call, { owner, action: 'cut' })) await permit(call, 'cut');
  const row = found(listed);
  return write(call, async (tx) => {
    const [value] = await presentConnections(tx, [row]);
    const { gatewayId: gateway, grantId: grant, sessionId: session, personId: person, appId: app } = row;
    return {
      value: found(value),
      event: {
        kind: 'connections-cut',
        about: [id, session, person, app],
        data: { cause, connection: id, grant, gateway },
      },
      changes: [{ kind: 'revoke', subjects: [id], cause }],
    };
  });
}
