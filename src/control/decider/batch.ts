import type { Decision, DecisionInput } from '#contracts/access.ts';

/** An input that waits for its decision. */
interface Waiting {
  readonly input: DecisionInput;
  readonly settle: (decision: Decision) => void;
}

export interface BatchOptions {
  /** Decides a batch; one decision for each input, in order. Never rejects. */
  readonly decide: (inputs: readonly DecisionInput[]) => Promise<readonly Decision[]>;
  /** What to answer an input that got no decision. */
  readonly missing: () => Decision;
}

// Writing an input for another thread costs the caller's loop some 10 µs, so this many at most hold it up for 1 ms;
// fewer would waste the thread's time.
const largest = 100;

/** Gathers inputs of many callers into batches, and lets the caller's loop turn between two of them. */
export function createBatch({ decide, missing }: BatchOptions): (input: DecisionInput) => Promise<Decision> {
  let waiting: Waiting[] = [];
  let scheduled = false;

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    setImmediate(flush);
  }

  function flush(): void {
    scheduled = false;
    const batch = waiting.slice(0, largest);
    waiting = waiting.slice(largest);
    if (waiting.length > 0) schedule();
    void decide(batch.map(({ input }) => input)).then((decisions) => {
      for (const [place, { settle }] of batch.entries()) settle(decisions[place] ?? missing());
    });
  }

  return (input) =>
    new Promise((settle) => {
      waiting.push({ input, settle });
      schedule();
    });
}
