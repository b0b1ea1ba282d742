import { hashSync, verifySync } from '@node-rs/argon2';
import { setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import type { HashAnswer, HashTask } from './hash-messages.ts';

// Hashing is work that can wait, done for whoever knocks: it gets the processor time that decisions, renewals and
// cuts leave. On Linux a priority is a thread's own (setpriority(2)); elsewhere it would slow the whole process.
if (process.platform === 'linux') setPriority(0, 5);

parentPort?.on('message', (task: HashTask) => {
  parentPort?.postMessage(answer(task));
});

function answer(task: HashTask): HashAnswer {
  const { id, password } = task;
  try {
    if (task.kind === 'verify') return { id, kind: 'verified', right: verifySync(task.hash, password) };
    return { id, kind: 'hashed', hash: hashSync(password, task.cost) };
  } catch (thrown) {
    return { id, kind: 'failed', message: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}
