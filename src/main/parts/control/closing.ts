/** What was opened, to be closed in the opposite order. */
export interface Closing {
  /** Notes how something that has just been opened is closed. */
  add(close: () => unknown): void;
  /** Closes all, the last one first; one that fails does not keep the others open. */
  close(): Promise<void>;
}

/** Keeps the order of closing; `failed` hears of what could not be closed. */
export function createClosing(failed: (thrown: unknown) => void): Closing {
  const open: (() => unknown)[] = [];
  return {
    add: (close) => void open.push(close),
    async close() {
      for (let last = open.pop(); last !== undefined; last = open.pop()) {
        try {
          await last();
        } catch (thrown) {
          failed(thrown);
        }
      }
    },
  };
}
