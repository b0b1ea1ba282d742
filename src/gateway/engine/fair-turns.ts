/** Work on behalf of somebody whom nobody knows yet. */
export interface StrangersWork {
  /** Whose it is: those with the same name wait for each other, not for those with another. */
  readonly party: string;
  /** What it costs, about a tenth of a millisecond each. */
  readonly cost: number;
  /** Does it; must not throw. */
  readonly run: () => void;
}

/** Divides what strangers get of the event loop among them. */
export interface FairTurns {
  /** Does the work at once if this turn has room for it and nobody waits, otherwise when its turn comes. */
  take(work: StrangersWork): void;
  /** Says that what was asked came to nothing because there are too many: the next turn takes its time. */
  ease(): void;
  /** How many wait. */
  readonly waiting: number;
}

export interface FairTurnsOptions {
  /** How much is done in one turn of the event loop. */
  readonly perTurn: number;
  /** Calls back once what is ready to be read was read; `setImmediate` when absent. */
  readonly later?: (callback: () => void) => void;
  /** Calls back after a rest; some milliseconds when absent. */
  readonly rested?: (callback: () => void) => void;
}

/**
 * How long the rest is, milliseconds. With what may be done in a turn it leaves strangers about a quarter of a
 * processor, which is some thousand refusals a second.
 */
const restMs = 10;

/**
 * Bounds what strangers cost in each turn of the event loop. Thousands of requests that arrive together would else be
 * answered in one turn, and a cut that arrives behind them would wait for the last one. So after a few of them
 * everything else that is ready has its turn: messages from control, people who are signed in, timers. The parties take
 * turns as well, so that whoever sends a thousand requests waits for them alone.
 *
 * When nothing comes of it but refusals, more of them a second help nobody: whoever floods comes back the sooner, and
 * on the same machine control needs the processor for those who are in. Then there is a rest between the turns.
 */
export function createFairTurns(options: FairTurnsOptions): FairTurns {
  const { perTurn, later = setImmediate, rested = (callback) => void setTimeout(callback, restMs) } = options;
  const queues = new Map<string, StrangersWork[]>();
  let waiting = 0;
  let spent = 0;
  let armed = false;
  let easing = false;

  const arm = (): void => {
    if (armed) return;
    armed = true;
    later(turn);
  };
  const next = (): StrangersWork | undefined => {
    for (const [party, queue] of queues) {
      const work = queue.shift();
      // To the end of the line, behind the other parties.
      queues.delete(party);
      if (queue.length > 0) queues.set(party, queue);
      if (work !== undefined) waiting--;
      return work;
    }
    return undefined;
  };
  const turn = (): void => {
    if (easing) {
      easing = false;
      rested(turn);
      return;
    }
    armed = false;
    spent = 0;
    while (spent < perTurn) {
      const work = next();
      if (work === undefined) break;
      spent += work.cost;
      arm();
      work.run();
    }
  };
  return {
    take(work) {
      // INVARIANT: what was spent is forgotten in a turn to come, and whoever waits is looked at then.
      arm();
      if (waiting === 0 && spent < perTurn) {
        spent += work.cost;
        work.run();
        return;
      }
      const queue = queues.get(work.party);
      if (queue === undefined) queues.set(work.party, [work]);
      else queue.push(work);
      waiting++;
    },
    ease() {
      easing = true;
    },
    get waiting() {
      return waiting;
    },
  };
}
