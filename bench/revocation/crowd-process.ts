import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Fate, Seat } from '../../test/system/support/seat.ts';
import type { FromCrowd, ToCrowd } from './messages.ts';

/** The people, as the measuring program drives them. */
export interface Crowd {
  connect(seats: readonly Seat[]): Promise<void>;
  mark(): Promise<void>;
  fates(): Promise<ReadonlyMap<number, Fate>>;
  /** Hangs all up. */
  end(): void;
  stop(): void;
}

/** Starts the process of the crowd. */
export function startCrowd(): Crowd {
  const child = fork(new URL('crowd.ts', import.meta.url), { serialization: 'json' });

  async function ask<K extends FromCrowd['kind']>(
    message: ToCrowd,
    kind: K,
  ): Promise<Extract<FromCrowd, { kind: K }>> {
    child.send(message);
    for (;;) {
      const [answer] = (await once(child, 'message')) as [FromCrowd];
      if (answer.kind === kind) return answer as Extract<FromCrowd, { kind: K }>;
    }
  }

  return {
    connect: async (seats) => void (await ask({ kind: 'connect', seats }, 'connected')),
    mark: async () => void (await ask({ kind: 'mark' }, 'marked')),
    fates: async () => {
      const { fates } = await ask({ kind: 'fates' }, 'fates');
      return new Map(fates.map((fate) => [fate.id, fate]));
    },
    end: () => void child.send({ kind: 'end' } satisfies ToCrowd),
    stop: () => child.disconnect(),
  };
}
