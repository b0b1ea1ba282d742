import type { Urgency } from './keep-running.ts';

/** Something that can be ended, such as a part that is kept running. */
export interface Stoppable {
  stop(urgency: Urgency): Promise<void>;
}

/** What was started, to be ended in the opposite order. */
export interface StopOrder {
  /** Notes something that has just been started. */
  add(started: Stoppable): void;
  /** Ends all, the last one first, each when the one before is gone. A second call can only hurry it. */
  stop(urgency: Urgency): Promise<void>;
}

/**
 * Keeps the order of stopping: gateway, control, PostgreSQL. A part never loses what it depends on while it
 * still finishes something.
 */
export function createStopOrder(): StopOrder {
  const started: Stoppable[] = [];
  let underWay: Stoppable | undefined;
  let stopping: Promise<void> | undefined;
  let asked: Urgency = 'in-order';
  const oneByOne = async (): Promise<void> => {
    for (underWay = started.pop(); underWay !== undefined; underWay = started.pop())
      await underWay.stop(asked);
  };
  return {
    add: (part) => void started.push(part),
    async stop(urgency) {
      if (urgency === 'now') asked = 'now';
      if (stopping !== undefined) await underWay?.stop(asked);
      stopping ??= oneByOne();
      await stopping;
    },
  };
}
