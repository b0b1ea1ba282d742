export { createDecider, type DeciderOptions } from './create-decider.ts';
export { createInThreadDecider } from './in-thread-decider.ts';
export { type StartThread, workerThreads } from './thread.ts';
export { type WorkerEntry, workerEntry } from './worker-entry.ts';
