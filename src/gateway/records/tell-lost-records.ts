import type { Clock } from '#base/clock.ts';
import type { FromGateway } from '#contracts/protocol/from-gateway.ts';

/** How often control is told at most, milliseconds. */
export const tellEveryMs = 60_000;

/** The version of the stream from which on control understands it. */
const spokenSince = 2;

export interface LostRecordsOptions {
  readonly clock: Clock;
  /** Records lost since the start. */
  readonly lost: () => number;
  /** False when no stream stands; it is told later then. */
  readonly send: (message: FromGateway) => boolean;
  /** The version of the stream that stands, 0 for none. */
  readonly version: () => number;
}

/** Tells control how many access records were lost here, as a sum once a minute, so that it stands on record. */
export function tellLostRecords(options: LostRecordsOptions): { readonly stop: () => void } {
  const { clock } = options;
  let told = 0;
  const tell = (): void => {
    const count = options.lost() - told;
    if (count > 0 && options.version() >= spokenSince && options.send({ kind: 'lost-records', count })) {
      told += count;
    }
    timer = clock.after(tellEveryMs, tell);
  };
  let timer = clock.after(tellEveryMs, tell);
  return { stop: () => timer.cancel() };
}
