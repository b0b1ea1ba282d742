import { isId } from '#base/ids.ts';
import type { AuditEvent } from '#contracts/events.ts';
import type { FromGateway } from '#contracts/protocol/from-gateway.ts';
import { isHolder, isSession } from './sound-input.ts';

type Cuts = Extract<FromGateway, { kind: 'cuts' }>;
type Cut = Cuts['cuts'][number];

/** The most cuts that one record names. */
const perRecord = 200;

/**
 * Writes what a gateway says it cut as events of that gateway. The actor is the gateway of the stream, whatever
 * the message says; what is no identifier of ours is left out.
 */
export function cutEvents(gateway: string, message: Cuts): readonly AuditEvent[] {
  const sound = message.cuts.filter(isSound);
  const cause = /^[a-z0-9-]{1,64}$/.test(message.cause) ? message.cause : 'unknown';
  const events: AuditEvent[] = [];
  for (let start = 0; start < sound.length; start += perRecord) {
    const cuts = sound.slice(start, start + perRecord);
    events.push({
      kind: 'connections-cut',
      actor: { kind: 'gateway', id: gateway },
      about: [...new Set(cuts.flatMap(namesOf))],
      data: {
        cause,
        ...(Number.isSafeInteger(message.change) ? { change: message.change } : {}),
        connections: cuts.reduce((sum, cut) => sum + cut.connections, 0),
        cuts,
      },
    });
  }
  return events;
}

function isSound(cut: Cut): boolean {
  const counted = Number.isSafeInteger(cut.connections) && cut.connections >= 0;
  if (!counted || !isId('app', cut.app)) return false;
  // What is open to everybody stands on no session.
  if (cut.session === '' && cut.person === '') return cut.grant === `public:${cut.app}`;
  return isId('grant', cut.grant) && isSession(cut.session) && isHolder(cut.person);
}

function namesOf(cut: Cut): readonly string[] {
  return cut.session === '' ? [cut.app] : [cut.grant, cut.session, cut.person, cut.app];
}
