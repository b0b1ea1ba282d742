import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Answers, FromFlood, ToFlood } from './messages.ts';

/** The flood, as the measuring program drives it. */
export interface Flood {
  /** Opens its connections; gives how many stand. */
  connect(order: Omit<Extract<ToFlood, { kind: 'connect' }>, 'kind'>): Promise<number>;
  fire(forMs: number): Promise<Answers>;
  stop(): void;
}

/** Starts the process of the flood. */
export function startFlood(): Flood {
  const child = fork(new URL('flood.ts', import.meta.url), { serialization: 'json' });
  const ask = async (message: ToFlood): Promise<FromFlood> => {
    child.send(message);
    const [answer] = (await once(child, 'message')) as [FromFlood];
    return answer;
  };
  return {
    async connect(order) {
      const answer = await ask({ kind: 'connect', ...order });
      return answer.kind === 'connected' ? answer.open : 0;
    },
    async fire(forMs) {
      const answer = await ask({ kind: 'fire', forMs });
      if (answer.kind !== 'over') throw new Error('the flood did not end');
      return answer.answers;
    },
    stop: () => child.disconnect(),
  };
}
