import type { Clock, Timer } from '#base/clock.ts';
import type { AuditEvent, AuditLog } from '#contracts/events.ts';

/** The shortest time between two records about one place, milliseconds. */
export const recordEveryMs = 60_000;

/** More than a gateway can have lost in a minute; what says more does not speak the truth. */
const most = 1_000_000_000;

/** Puts on record where records were lost. */
export interface LostRecords {
  /** So many access records were lost at this gateway, says the gateway. */
  atGateway(gateway: string, count: number): void;
  stop(): void;
}

/**
 * Writes one record for each gateway and minute, with the sum of what came meanwhile: a trail with holes has to say
 * so, and a gateway that was taken over cannot fill it by saying so all the time. The first word is written at once.
 */
export function createLostRecords(parts: {
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly failed: (error: unknown) => void;
}): LostRecords {
  const { audit, clock, failed } = parts;
  const places = new Map<string, { count: number; timer: Timer }>();

  function write(gateway: string, count: number): void {
    audit.append(lostEvent(gateway, count)).catch(failed);
    const wait = (): Timer =>
      clock.after(recordEveryMs, () => {
        const place = places.get(gateway);
        places.delete(gateway);
        if (place !== undefined && place.count > 0) write(gateway, place.count);
      });
    places.set(gateway, { count: 0, timer: wait() });
  }

  return {
    atGateway(gateway, count) {
      if (!Number.isSafeInteger(count) || count <= 0) return;
      const place = places.get(gateway);
      if (place === undefined) write(gateway, Math.min(count, most));
      else place.count = Math.min(place.count + count, most);
    },
    stop() {
      for (const [gateway, { count, timer }] of places) {
        timer.cancel();
        if (count > 0) audit.append(lostEvent(gateway, count)).catch(failed);
      }
      places.clear();
    },
  };
}

function lostEvent(gateway: string, count: number): AuditEvent {
  const actor = { kind: 'gateway' as const, id: gateway };
  return { kind: 'records-dropped', actor, about: [gateway], data: { what: 'access-records', count } };
}
