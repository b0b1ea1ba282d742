import { Worker } from 'node:worker_threads';
import type { AnswerMessage, BeatMessage, TaskMessage } from './messages.ts';
import type { WorkerEntry } from './worker-entry.ts';

/** One life of the other side: it takes tasks, answers them, and may die at any moment. */
export interface Thread {
  post(message: TaskMessage): void;
  end(): Promise<void>;
}

/** What is to be told about a thread. `died` is called at most once, and nothing after it. */
export interface ThreadEvents {
  readonly answered: (message: AnswerMessage) => void;
  /** It is busy and well. */
  readonly beat: () => void;
  readonly died: (cause: string) => void;
}

export type StartThread = (events: ThreadEvents) => Thread;

/** Starts real worker threads at an entry. */
export function workerThreads(entry: WorkerEntry): StartThread {
  return ({ answered, beat, died }) => {
    const isScript = entry.kind === 'script';
    const worker = new Worker(isScript ? entry.text : entry.url, {
      eval: isScript,
      execArgv: [],
      name: 'decider',
    });
    let cause = 'it ended';
    worker.on('message', (message: AnswerMessage | BeatMessage) => {
      if ('beat' in message) beat();
      else answered(message);
    });
    worker.on('messageerror', (error) => void (cause = error.message));
    worker.on('error', (error) => {
      cause = error instanceof Error ? error.message : String(error);
    });
    worker.on('exit', () => died(cause)); // always comes, after an error too
    return {
      post: (message) => worker.postMessage(message),
      end: async () => void (await worker.terminate()),
    };
  };
}
